import type { Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { crossEntropy } from "../ops/index.ts";
import { rows } from "./network.ts";
import type { Classifier, Stage } from "./network.ts";
import type { Weights } from "./weights.ts";

/** A network that ends in one of the plan's labels. `head` reads what the last stage made, with dropout where training asks for it. */
export function classifier(
  tf: TensorFlow,
  stages: readonly Stage[],
  head: (weights: Weights, x: Tensor2D) => Tensor2D,
  before: (weights: Weights, x: Tensor2D) => Tensor2D = (_, x) => x,
): Classifier {
  return endingInLabels(tf, stages, (weights, x, batch) => {
    const dropped = batch.targets.kind === "labels" ? batch.targets.dropped : (y: Tensor2D) => y;
    return head(weights, dropped(before(weights, rows(x))));
  });
}

/** The same with logits that apply dropout themselves. */
export function endingInLabels(
  tf: TensorFlow,
  stages: readonly Stage[],
  logits: Classifier["logits"],
): Classifier {
  return {
    predicts: "labels",
    stages,
    logits,
    loss(weights, x, batch) {
      const { targets } = batch;
      if (targets.kind !== "labels") throw new RangeError("a classifier learns labels, not tokens");
      return crossEntropy(tf, logits(weights, x, batch), targets.labels);
    },
  };
}
