import type { Scalar, Tensor1D, Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { fused } from "./fused.ts";

/** Mean over the rows of -log softmax(logits)[target], in nats: logits [rows, classes], targets int32 [rows]. Keeps the logits. */
export function crossEntropy(tf: TensorFlow, logits: Tensor2D, targets: Tensor1D): Scalar {
  const rows = logits.shape[0];
  return fused<Scalar>(tf, [logits], () => ({
    value: tf.mean(rowLosses(tf, logits, tf.softmax(logits), targets)),
    saved: [logits, targets],
    gradients: (dy, [keptLogits, keptTargets]) => [
      tf.mul(slopes(tf, tf.softmax(keptLogits as Tensor2D), keptTargets as Tensor1D), tf.div(dy, rows)),
    ],
  }));
}

/**
 * -log softmax(logits)[target] of each row, [rows]. The logarithm of the sum of exponentials is taken from the greatest
 * probability, which is one over the sum of exp(logit - greatest logit): no exponential but softmax's, no overflow, and no
 * logarithm of a probability that has vanished.
 */
export function rowLosses(
  tf: TensorFlow,
  logits: Tensor2D,
  probabilities: Tensor2D,
  targets: Tensor1D,
): Tensor1D {
  const [rows, classes] = logits.shape;
  // gather within rows (batchDims) is wrong on wasm; and int32 holds the places of 2^31 logits.
  const places = tf.add(tf.mul(tf.range(0, rows, 1, "int32"), tf.scalar(classes, "int32")), targets);
  const picked: Tensor1D = tf.gather(tf.reshape(logits, [-1]), places);
  const logSum = tf.sub(tf.max(logits, 1), tf.log(tf.max(probabilities, 1)));
  return tf.sub(logSum, picked);
}

/** softmax - one-hot(target): the gradient of the row's loss with respect to its logits. */
export function slopes(tf: TensorFlow, probabilities: Tensor2D, targets: Tensor1D): Tensor2D {
  return tf.sub(probabilities, tf.oneHot(targets, probabilities.shape[1]));
}
