import type { Tensor, Tensor1D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { fused } from "./fused.ts";

/**
 * (x - mean) / sqrt(variance + epsilon) * gamma + beta over the last axis, the variance being the mean square
 * (https://arxiv.org/abs/1607.06450). With `trained` false, gamma and beta are constants: no gradient is computed for them.
 *
 * Keeps x, which is mostly alive anyway, and two numbers a row.
 */
export function layerNorm<Value extends Tensor>(
  tf: TensorFlow,
  x: Value,
  gamma: Tensor1D,
  beta: Tensor1D,
  epsilon: number,
  trained: boolean,
): Value {
  return fused<Value>(tf, trained ? [x, gamma, beta] : [x], () => {
    const mean = tf.mean(x, -1, true);
    const centred = tf.sub(x, mean);
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
    const value: Value = tf.add(tf.mul(tf.mul(centred, inverse), gamma), beta);
    return {
      value,
      saved: [x, mean, inverse, gamma],
      gradients: (dy, [keptX, keptMean, keptInverse, keptGamma]) => {
        const normal = tf.mul(tf.sub(keptX!, keptMean!), keptInverse!);
        const slope = tf.mul(dy, keptGamma!);
        const along = tf.mean(tf.mul(slope, normal), -1, true);
        const level = tf.mean(slope, -1, true);
        const dx = tf.mul(tf.sub(tf.sub(slope, level), tf.mul(normal, along)), keptInverse!);
        if (!trained) return [dx];
        const rows = (tensor: Tensor): Tensor => tf.reshape(tensor, [-1, gamma.size]);
        return [dx, tf.sum(rows(tf.mul(dy, normal)), 0), tf.sum(rows(dy), 0)];
      },
    };
  });
}
