import type { ModelPlan } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";
import { imageCnn } from "./image-cnn.ts";
import { mlp } from "./mlp.ts";
import type { Network } from "./network.ts";

export type { Network } from "./network.ts";
export { adapterTable, trainedWhole, uploadFrozen, uploadVector, weightsOf } from "./weights.ts";
export type { FrozenTensors, Weights } from "./weights.ts";

/** What the plan's family computes. @throws RangeError if the network cannot read the plan's input. */
export function networkOf(tf: TensorFlow, { model, input }: ModelPlan): Network {
  switch (model.family) {
    case "image-cnn":
      if (input.kind !== "image") throw new RangeError("image-cnn reads images");
      return imageCnn(tf, input, model.filters);
    case "mlp":
      return mlp(tf, model.hidden);
    default:
      return model satisfies never;
  }
}
