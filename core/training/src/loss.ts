import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "./engine/index.ts";

/**
 * Mean over the batch of -log softmax(logits)[label], in nats. Fused: the logits' greatest is subtracted before exp, so
 * nothing overflows, and the gradient is (softmax - target) / batch with no division by a small probability.
 */
export function softmaxCrossEntropy(tf: TensorFlow, logits: Tensor2D, targets: Tensor2D): Scalar {
  const fused = tf.customGrad((x, save) => {
    // customGrad's parameters are typed as a union that includes its own callbacks; they are tensors and `save`.
    const scores = x as Tensor2D;
    const shifted = tf.sub<Tensor2D>(scores, tf.max(scores, 1, true));
    const logSum = tf.log(tf.sum(tf.exp(shifted), 1, true));
    const logProbabilities = tf.sub<Tensor2D>(shifted, logSum);
    (save as (tensors: Tensor[]) => void)([logProbabilities]);
    const count = scores.shape[0];
    const value: Scalar = tf.div(tf.neg(tf.sum(tf.mul(targets, logProbabilities))), count);
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [kept] = saved;
        if (kept === undefined) throw new RangeError("the forward pass saved nothing");
        return tf.mul(tf.sub(tf.exp(kept), targets), tf.div(dy, count));
      },
    };
  });
  return fused(logits);
}
