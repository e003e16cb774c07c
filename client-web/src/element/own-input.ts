import type { TaskDescription } from "../session.ts";

type Features = Extract<TaskDescription["plan"]["input"], { readonly kind: "features" }>;

/** A row of numbers as a person writes it, as the plan takes it; or, in a sentence, why it is none. */
export function rowInput(text: string, input: Features): Float32Array | { readonly problem: string } {
  const fields = text.split(/[\s,;]+/).filter((field) => field !== "");
  if (fields.length !== input.size) {
    return { problem: `Expected ${input.size} numbers, got ${fields.length}.` };
  }
  const numbers = fields.map(Number);
  const wrong = fields.find((_, index) => !Number.isFinite(numbers[index]));
  if (wrong !== undefined) return { problem: `Expected numbers; “${wrong}” is none.` };
  const { mean = [], scale = [] } = input;
  return Float32Array.from(numbers, (value, i) => (value - (mean[i] ?? 0)) / (scale[i] ?? 1));
}
