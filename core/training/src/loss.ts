import type { Scalar, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "./engine/index.ts";

/**
 * Mean over the rows of -log softmax(logits)[label], in nats. Fused: the logits' greatest is subtracted before exp, so
 * nothing overflows, and the gradient is (softmax - target) / rows with no division by a small probability.
 */
export function softmaxCrossEntropy(tf: TensorFlow, logits: Tensor2D, labels: Tensor1D): Scalar {
  const fused = tf.customGrad((x, save) => {
    // customGrad's parameters are typed as a union that includes its own callbacks; they are tensors and `save`.
    const scores = x as Tensor2D;
    const [count, classes] = scores.shape;
    // Cast, since the wasm kernel writes integers whatever dtype it is asked for.
    const targets = tf.cast(tf.oneHot(labels, classes), "float32");
    const shifted = tf.sub<Tensor2D>(scores, tf.max(scores, 1, true));
    const logSum = tf.log(tf.sum(tf.exp(shifted), 1, true));
    const logProbabilities = tf.sub<Tensor2D>(shifted, logSum);
    (save as (tensors: Tensor[]) => void)([logProbabilities, targets]);
    const value: Scalar = tf.div(tf.neg(tf.sum(tf.mul(targets, logProbabilities))), count);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [kept, wanted] = saved;
        if (kept === undefined || wanted === undefined)
          throw new RangeError("the forward pass saved nothing");
        return tf.mul(tf.sub(tf.exp(kept), wanted), tf.div(dy, count));
      },
    };
  });
  return fused(logits);
}
