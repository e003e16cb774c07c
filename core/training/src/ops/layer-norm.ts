import type { Tensor, Tensor1D } from "@tensorflow/tfjs";

import { ownKernel } from "../engine/own-kernels.ts";
import type { TensorFlow } from "../engine/index.ts";
import { fused } from "./fused.ts";
import type { Fused } from "./fused.ts";

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
  const norm: Norm<Value> = { x, gamma, beta, epsilon, trained };
  return fused<Value>(tf, trained ? [x, gamma, beta] : [x], () => byKernel(tf, norm) ?? composed(tf, norm));
}

interface Norm<Value> {
  readonly x: Value;
  readonly gamma: Tensor1D;
  readonly beta: Tensor1D;
  readonly epsilon: number;
  readonly trained: boolean;
}

function composed<Value extends Tensor>(tf: TensorFlow, norm: Norm<Value>): Fused<Value> {
  const { x, gamma, beta, epsilon, trained } = norm;
  const mean = tf.mean(x, -1, true);
  const centred = tf.sub(x, mean);
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
  return {
    value: tf.add(tf.mul(tf.mul(centred, inverse), gamma), beta),
    saved: [x, mean, inverse, gamma],
    gradients: (dy, [keptX, keptMean, keptInverse, keptGamma]) => {
      const normal = tf.mul(tf.sub(keptX!, keptMean!), keptInverse!);
      const slope = tf.mul(dy, keptGamma!);
      const tilt = tf.mul(normal, tf.mean(tf.mul(slope, normal), -1, true));
      const dx = tf.mul(tf.sub(tf.sub(slope, tf.mean(slope, -1, true)), tilt), keptInverse!);
      return trained ? [dx, ...weightSlopes(tf, dy, normal)] : [dx];
    },
  };
}

function byKernel<Value extends Tensor>(tf: TensorFlow, norm: Norm<Value>): Fused<Value> | undefined {
  const { x, gamma, beta, epsilon, trained } = norm;
  const forward = ownKernel(tf, "TributaryLayerNorm");
  const backward = ownKernel(tf, "TributaryLayerNormSlope");
  if (forward === undefined || backward === undefined || gamma.size % 4 !== 0) return undefined;
  const [value, statistics] = forward(x, { x, gamma, beta }, { epsilon });
  return {
    value,
    saved: [x, statistics!, gamma],
    gradients: (dy, [keptX, keptStatistics, keptGamma]) => {
      const given = { x: keptX!, statistics: keptStatistics!, gamma: keptGamma!, dy };
      const [dx] = backward(dy, given);
      if (!trained) return [dx];
      const [mean, inverse] = tf.split(keptStatistics!, 2, 1);
      const normal = tf.mul(tf.sub(rows(tf, keptX!), mean!), inverse!);
      return [dx, ...weightSlopes(tf, dy, normal)];
    },
  };
}

/** The gradients of gamma and beta, from x as it was normalised. */
function weightSlopes(tf: TensorFlow, dy: Tensor, normal: Tensor): Tensor[] {
  const slopes = rows(tf, dy);
  return [tf.sum(tf.mul(slopes, rows(tf, normal)), 0), tf.sum(slopes, 0)];
}

function rows(tf: TensorFlow, tensor: Tensor): Tensor {
  return tf.reshape(tensor, [-1, tensor.shape.at(-1) ?? 0]);
}
