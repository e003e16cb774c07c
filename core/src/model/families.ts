import type { Plan } from "../plan/schema.ts";
import type { Family, TensorSpec } from "./family.ts";
import { imageCnn, pooledSide } from "./image-cnn.ts";
import { mlp } from "./mlp.ts";

/** What of a plan decides the network. */
export type ModelPlan = Pick<Plan, "model" | "input" | "labels">;

/** Numbers that make up one example. */
export function inputSize(input: Plan["input"]): number {
  switch (input.kind) {
    case "image":
      return input.width * input.height * input.channels;
    case "features":
      return input.size;
    default:
      return input satisfies never;
  }
}

/** Why this network cannot read this input, in a sentence; undefined if it can. */
export function architectureProblem({ model, input }: ModelPlan): string | undefined {
  if (model.family !== "image-cnn") return undefined;
  if (input.kind !== "image")
    return "the family image-cnn reads images, but input.kind is features; take the family mlp";
  const poolings = model.filters.length;
  const side = Math.min(input.width, input.height);
  if (pooledSide(side, poolings) > 0) return undefined;
  return `${poolings} poolings leave nothing of an image ${input.width} x ${input.height}; list at most ${Math.floor(Math.log2(side))} filters`;
}

/** @throws RangeError if architectureProblem has an answer. */
export function familyOf(plan: ModelPlan): Family {
  const problem = architectureProblem(plan);
  if (problem !== undefined) throw new RangeError(problem);
  const { model, input } = plan;
  const labels = plan.labels.length;
  switch (model.family) {
    case "image-cnn": {
      if (input.kind !== "image") throw new RangeError("image-cnn reads images");
      const { width, height, channels } = input;
      return imageCnn({ width, height, channels, filters: model.filters, hidden: model.hidden, labels });
    }
    case "mlp":
      return mlp({ inputs: inputSize(input), hidden: model.hidden, labels });
    default:
      return model satisfies never;
  }
}

/** Every tensor of the plan's network, in the order in which files list them. @throws RangeError on an impossible network. */
export function modelTensors(plan: ModelPlan): readonly TensorSpec[] {
  return familyOf(plan).tensors;
}
