import type { z } from "zod";

import { nearest } from "../support/index.ts";
import { valueAt } from "./expectation.ts";
import type { SchemaWords } from "./expectation.ts";

/** What is wrong at one key of a text's value. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  /** Whether the key itself is at fault, not its value. */
  readonly key: boolean;
  readonly message: string;
}

/** `training.learningRate`, `labels[3]`; empty for the whole text. */
export function keyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((whole, key) => {
    if (typeof key === "number") return `${whole}[${key}]`;
    return whole === "" ? String(key) : `${whole}.${String(key)}`;
  }, "");
}

/** What is wrong by one issue that zod found in a text's value `input`. */
export function faultsOf(issue: z.core.$ZodIssue, input: unknown, words: SchemaWords): readonly Fault[] {
  if (issue.code === "unrecognized_keys") {
    const known = words.knownKeysAt(input, issue.path);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      const advice = near === undefined ? `known keys: ${known.join(", ")}` : `did you mean ${near}?`;
      return { path: [...issue.path, key], key: true, message: `there is no such key; ${advice}` };
    });
  }
  if (issue.code === "custom") return [{ path: issue.path, key: false, message: issue.message }];
  const value = valueAt(input, issue.path);
  const expected = words.expectedAt(input, issue.path) ?? "nothing";
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
