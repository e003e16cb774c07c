import type { z } from "zod";

import { err, nearest, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { completeCohort } from "./cohort.ts";
import { expectedAt, knownKeysAt, valueAt } from "./expectation.ts";
import { brokenRules } from "./rules.ts";
import { planSchema } from "./schema.ts";
import type { Plan } from "./schema.ts";

/** What is wrong at one key of a plan's value. */
export interface PlanFault {
  readonly path: readonly PropertyKey[];
  /** Whether the key itself is at fault, not its value. */
  readonly key: boolean;
  readonly message: string;
}

/** A plan from the value that its text stands for: every key checked, every default filled in, frozen. */
export function checkPlan(input: unknown): Result<Plan, readonly PlanFault[]> {
  const parsed = planSchema.safeParse(input);
  const faults = parsed.success ? [] : parsed.error.issues.flatMap((issue) => faultsOf(issue, input));
  const broken = brokenRules(partsOf(input)).map((rule) => ({ ...rule, key: false }));
  if (parsed.success && broken.length === 0) {
    return ok(deepFreeze({ ...parsed.data, cohort: completeCohort(parsed.data.cohort) }));
  }
  return err([...faults, ...broken]);
}

/** `training.learningRate`, `labels[3]`; empty for the whole plan. */
export function keyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((whole, key) => {
    if (typeof key === "number") return `${whole}[${key}]`;
    return whole === "" ? String(key) : `${whole}.${String(key)}`;
  }, "");
}

function faultsOf(issue: z.core.$ZodIssue, input: unknown): readonly PlanFault[] {
  if (issue.code === "unrecognized_keys") {
    const known = knownKeysAt(input, issue.path);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      const advice = near === undefined ? `known keys: ${known.join(", ")}` : `did you mean ${near}?`;
      return { path: [...issue.path, key], key: true, message: `there is no such key; ${advice}` };
    });
  }
  if (issue.code === "custom") return [{ path: issue.path, key: false, message: issue.message }];
  const value = valueAt(input, issue.path);
  const expected = expectedAt(input, issue.path) ?? "nothing";
  const quote = expected.startsWith("text") && typeof value !== "string" && isScalar(value);
  const advice = quote ? `; write it in quotes: "${String(value)}"` : "";
  return [{ path: issue.path, key: false, message: `expected ${expected}, got ${inWords(value)}${advice}` }];
}

function isScalar(value: unknown): value is number | boolean {
  return typeof value === "number" || typeof value === "boolean";
}

function inWords(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length} item${value.length === 1 ? "" : "s"}`;
  if (typeof value === "object") return "a map";
  if (isScalar(value)) return String(value);
  if (typeof value !== "string") return `a ${typeof value}`;
  return value.length > 60 ? `a text of ${value.length} characters` : JSON.stringify(value);
}

/** The parts of the plan that are right in themselves. */
function partsOf(input: unknown): Parameters<typeof brokenRules>[0] {
  const part = <Schema extends z.ZodType>(key: string, schema: Schema): z.output<Schema> | undefined => {
    const parsed = schema.safeParse(valueAt(input, [key]));
    return parsed.success ? parsed.data : undefined;
  };
  const { cohort, privacy, input: inputSchema, model, labels, training, tuning } = planSchema.shape;
  return {
    cohort: part("cohort", cohort),
    privacy: part("privacy", privacy),
    input: part("input", inputSchema),
    model: part("model", model),
    labels: part("labels", labels),
    training: part("training", training),
    tuning: part("tuning", tuning),
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}
