import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs";

import { resnetStages, resnetStem } from "@tributary/core/model";
import type { FamilyPlan, ResnetConvolution, ResnetLayer } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";
import { classifier } from "./classifier.ts";
import { imagesOf, maps } from "./network.ts";
import type { ImageShape, Network, Stage } from "./network.ts";
import { normalisedConvolution } from "./normalised-convolution.ts";
import type { Weights } from "./weights.ts";

type Resnet = Extract<FamilyPlan["model"], { family: "resnet" }>;

/** `resnet` of core's model/families/resnet.ts: hidden states are maps, of the head's input the mean of each. */
export function resnet(tf: TensorFlow, model: Resnet, image: ImageShape): Network {
  // Tidied, since a stage of many layers would keep what each of them makes on its way.
  const convolve = (
    weights: Weights,
    x: Tensor4D,
    { module, side, stride }: ResnetConvolution,
    rectified: boolean,
  ): Tensor4D =>
    tf.tidy(() => {
      const y = normalisedConvolution(tf, weights, x, {
        convolution: `${module}.convolution`,
        normalisation: `${module}.normalization`,
        bias: false,
        strides: stride,
        padding: Math.floor(side / 2),
      });
      return rectified ? tf.relu(y) : y;
    });
  const stem: Stage = (weights, _, batch) =>
    tf.maxPool(convolve(weights, imagesOf(tf, batch, image), resnetStem(model), true), 3, 2, 1);
  const layer = (weights: Weights, x: Tensor4D, { path, shortcut }: ResnetLayer): Tensor4D =>
    tf.tidy(() => {
      const y = path.reduce((y, each, index) => convolve(weights, y, each, index < path.length - 1), x);
      return tf.relu(tf.add(y, shortcut === undefined ? x : convolve(weights, x, shortcut, false)));
    });
  const blocks = resnetStages(model).map(
    (layers): Stage =>
      (weights, x) =>
        layers.reduce((y, each) => layer(weights, y, each), maps(x)),
  );
  const pool: Stage = (_, x): Tensor2D => tf.mean(maps(x), [1, 2]);
  return classifier(tf, [stem, ...blocks, pool], (weights, x) => weights.linear(x, "classifier.1"));
}
