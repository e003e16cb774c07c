import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs";

import { vggBlocks, vggMapSide } from "@tributary/core/model";
import type { FamilyPlan, VggConvolution } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";
import { classifier } from "./classifier.ts";
import { imagesOf, maps } from "./network.ts";
import type { ImageShape, Network, Stage } from "./network.ts";
import { normalisedConvolution } from "./normalised-convolution.ts";
import type { Weights } from "./weights.ts";

type Vgg = Extract<FamilyPlan["model"], { family: "vgg" }>;

/** `vgg` of core's model/families/vgg.ts: hidden states are maps, then what the fully connected layers make. */
export function vgg(tf: TensorFlow, model: Vgg, image: ImageShape): Network {
  const convolve = (
    weights: Weights,
    x: Tensor4D,
    { convolution, normalisation }: VggConvolution,
  ): Tensor4D =>
    tf.tidy(() => {
      if (normalisation === undefined) {
        return tf.relu(
          tf.add<Tensor4D>(weights.convolve(x, convolution), weights.get(`${convolution}.bias`)),
        );
      }
      const how = { convolution, normalisation, bias: true, strides: 1, padding: 1 };
      return tf.relu(normalisedConvolution(tf, weights, x, how));
    });
  const blocks = vggBlocks(model, image.channels).map(
    ({ convolutions, pooled }, index): Stage =>
      (weights, x, batch) => {
        const entering = index === 0 ? imagesOf(tf, batch, image) : maps(x);
        const y = convolutions.reduce((y, each) => convolve(weights, y, each), entering);
        return pooled ? tf.maxPool(y, 2, 2, "valid") : y;
      },
  );
  const connected: Stage = (weights, x) => {
    const first = tf.relu(weights.linear(flatMaps(tf, maps(x)), "classifier.0"));
    return tf.relu(weights.linear(first, "classifier.3"));
  };
  return classifier(tf, [...blocks, connected], (weights, x) => weights.linear(x, "classifier.6"));
}

/** Maps averaged to 7 x 7 and laid out in the order channel, row, column, as PyTorch flattens them: [count, channels * 49]. */
function flatMaps(tf: TensorFlow, x: Tensor4D): Tensor2D {
  const [count, height, width, channels] = x.shape;
  const side = vggMapSide;
  const upright: Tensor = tf.transpose(x, [0, 3, 1, 2]);
  const rows: Tensor2D = tf.reshape(upright, [count * channels * height, width]);
  const across = tf.reshape(tf.matMul(rows, averaging(tf, width, side)), [count * channels, height, side]);
  const columns: Tensor2D = tf.reshape(tf.transpose(across, [0, 2, 1]), [count * channels * side, height]);
  const down = tf.reshape(tf.matMul(columns, averaging(tf, height, side)), [count * channels, side, side]);
  return tf.reshape(tf.transpose(down, [0, 2, 1]), [count, channels * side * side]);
}

/**
 * [from, to]: what averages `from` pixels to `to`, as PyTorch's adaptive average pooling does: output i is the mean of the
 * pixels floor(i from / to) to ceil((i + 1) from / to), which overlap where there are fewer pixels than outputs.
 */
function averaging(tf: TensorFlow, from: number, to: number): Tensor2D {
  const matrix = new Float32Array(from * to);
  for (let i = 0; i < to; i++) {
    const first = Math.floor((i * from) / to);
    const end = Math.ceil(((i + 1) * from) / to);
    for (let pixel = first; pixel < end; pixel++) matrix[pixel * to + i] = 1 / (end - first);
  }
  return tf.tensor2d(matrix, [from, to]);
}
