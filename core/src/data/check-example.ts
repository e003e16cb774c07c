import { inputSize } from "../model/index.ts";
import type { Example } from "../participant/index.ts";
import type { DataPlan } from "../plan/index.ts";

/** Why an example that a program gave does not fit the plan: what follows "example 3"; undefined if it fits. */
export function checkExample(example: Example, plan: DataPlan): string | undefined {
  const { input, labels } = plan;
  const wanted = input.kind !== "text" ? "values" : labels.length === 0 ? "parts" : "text";
  if ("values" in example && wanted === "values") {
    return valuesProblem(example.values, inputSize(input)) ?? labelProblem(example.label, labels);
  }
  if ("text" in example && wanted === "text") {
    return textProblem(example.text) ?? labelProblem(example.label, labels);
  }
  if ("parts" in example && wanted === "parts") {
    for (const { text } of example.parts) {
      if (typeof text !== "string") return `has a part whose text is ${typeof text}`;
    }
    if (example.parts.some(({ text, learned }) => learned && text !== "")) return undefined;
    return "has no part that is learned";
  }
  const why = wanted === "parts" ? "the plan has no labels" : `the plan's input is ${input.kind}`;
  return `has no ${wanted}, though ${why}`;
}

function valuesProblem(values: Float32Array, size: number): string | undefined {
  if (values.length !== size) return `has ${values.length} values, the plan's input ${size}`;
  const odd = values.findIndex((value) => !Number.isFinite(value));
  return odd === -1 ? undefined : `has ${values[odd]} at ${odd}; expected finite numbers`;
}

function textProblem(text: unknown): string | undefined {
  if (typeof text !== "string") return `has ${typeof text} for its text; expected a string`;
  return text.trim() === "" ? "has an empty text" : undefined;
}

function labelProblem(label: number, labels: readonly string[]): string | undefined {
  if (Number.isInteger(label) && label >= 0 && label < labels.length) return undefined;
  return `has the label ${label}; the plan's ${labels.length} labels count from 0`;
}
