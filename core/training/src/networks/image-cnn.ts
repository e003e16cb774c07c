import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import type { Network } from "./network.ts";

/** `image-cnn` of core's model/image-cnn.ts. */
export function imageCnn(
  tf: TensorFlow,
  input: { readonly width: number; readonly height: number; readonly channels: number },
  filters: readonly number[],
): Network {
  return (weights, batch, dropped) => {
    const count = batch.shape[0];
    let x: Tensor4D = tf.reshape(batch, [count, input.height, input.width, input.channels]);
    for (const index of filters.keys()) {
      const module = `conv${index + 1}`;
      // Adding a channel's bias and ReLU both commute with taking the greatest of four, so they come after and have a
      // quarter of the work.
      const pooled = tf.maxPool(weights.convolve(x, module), 2, 2, "valid");
      x = tf.relu(tf.add<Tensor4D>(pooled, weights.get(`${module}.bias`)));
    }
    const features: Tensor2D = tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [count, -1]);
    return weights.linear(dropped(tf.relu(weights.linear(features, "fc1"))), "head");
  };
}
