import type { z } from "zod";

import { deepFreeze, err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { faultsOf, schemaWords, valueAt } from "../yaml/index.ts";
import type { Fault } from "../yaml/index.ts";
import { completeCohort } from "./cohort.ts";
import { brokenRules } from "./rules.ts";
import { planSchema } from "./schema.ts";
import type { Plan } from "./schema.ts";

const words = schemaWords(planSchema);

/** A plan from the value that its text stands for: every key checked, every default filled in, frozen. */
export function checkPlan(input: unknown): Result<Plan, readonly Fault[]> {
  const parsed = planSchema.safeParse(input);
  const faults = parsed.success ? [] : parsed.error.issues.flatMap((issue) => faultsOf(issue, input, words));
  const broken = brokenRules(partsOf(input)).map((rule) => ({ ...rule, key: false }));
  if (parsed.success && broken.length === 0) {
    return ok(deepFreeze({ ...parsed.data, cohort: completeCohort(parsed.data.cohort) }));
  }
  return err([...faults, ...broken]);
}

/** The parts of the plan that are right in themselves. */
function partsOf(input: unknown): Parameters<typeof brokenRules>[0] {
  const part = <Schema extends z.ZodType>(key: string, schema: Schema): z.output<Schema> | undefined => {
    const parsed = schema.safeParse(valueAt(input, [key]));
    return parsed.success ? parsed.data : undefined;
  };
  const {
    aggregation,
    base,
    cohort,
    privacy,
    input: inputSchema,
    model,
    labels,
    stopping,
    training,
    tuning,
  } = planSchema.shape;
  return {
    aggregation: part("aggregation", aggregation),
    base: part("base", base),
    cohort: part("cohort", cohort),
    privacy: part("privacy", privacy),
    input: part("input", inputSchema),
    model: part("model", model),
    labels: part("labels", labels),
    stopping: part("stopping", stopping),
    training: part("training", training),
    tuning: part("tuning", tuning),
  };
}
