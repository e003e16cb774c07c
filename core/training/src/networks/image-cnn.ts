import type { Tensor2D, Tensor4D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { classifier } from "./classifier.ts";
import { imagesOf, maps } from "./network.ts";
import type { ImageShape, Network, Stage } from "./network.ts";

/** `image-cnn` of core's model/families/image-cnn.ts. */
export function imageCnn(tf: TensorFlow, image: ImageShape, filters: readonly number[]): Network {
  const convolution =
    (index: number): Stage =>
    (weights, x, batch) => {
      const entering = x === undefined ? imagesOf(tf, batch, image) : maps(x);
      const module = `conv${index + 1}`;
      // Adding a channel's bias and ReLU both commute with taking the greatest of four, so they come after and have a
      // quarter of the work.
      const pooled = tf.maxPool(weights.convolve(entering, module), 2, 2, "valid");
      return tf.relu(tf.add<Tensor4D>(pooled, weights.get(`${module}.bias`)));
    };
  const flat: Stage = (weights, x, { count }) => {
    const features: Tensor2D = tf.reshape(tf.transpose(maps(x), [0, 3, 1, 2]), [count, -1]);
    return tf.relu(weights.linear(features, "fc1"));
  };
  return classifier(tf, [...filters.map((_, index) => convolution(index)), flat], (weights, x) =>
    weights.linear(x, "head"),
  );
}
