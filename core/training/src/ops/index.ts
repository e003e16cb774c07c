import type { Scalar, Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { softmaxCrossEntropy } from "../loss.ts";

export function layerNorm(
  tf: TensorFlow,
  x: Tensor2D,
  gamma: Tensor1D,
  beta: Tensor1D,
  { eps }: { readonly eps: number; readonly trained: boolean },
): Tensor2D {
  const { mean, variance } = tf.moments(x, -1, true);
  const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, eps)));
  return tf.add(tf.mul(normal, gamma), beta);
}

export function gelu(tf: TensorFlow, x: Tensor2D): Tensor2D {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}

export function geluNew(tf: TensorFlow, x: Tensor2D): Tensor2D {
  const cube = tf.mul(tf.mul(x, x), x);
  const inner = tf.mul(tf.add(x, tf.mul(cube, 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

export function embedding(tf: TensorFlow, table: Tensor2D, ids: Tensor1D): Tensor2D {
  return tf.gather(table, ids);
}

export function attention(
  tf: TensorFlow,
  query: Tensor2D,
  key: Tensor2D,
  value: Tensor2D,
  {
    count,
    length,
    heads,
    mask,
    causal,
  }: {
    readonly count: number;
    readonly length: number;
    readonly heads: number;
    readonly mask: Tensor2D;
    readonly causal: boolean;
  },
): Tensor2D {
  const width = query.shape[1];
  const split = (x: Tensor2D): Tensor4D =>
    tf.transpose(tf.reshape(x, [count, length, heads, width / heads]), [0, 2, 1, 3]);
  const scores = tf.mul(tf.matMul(split(query), split(key), false, true), 1 / Math.sqrt(width / heads));
  let masked = tf.add(scores, tf.mul(tf.sub(1, tf.reshape(mask, [count, 1, 1, length])), -1e9));
  if (causal) {
    const future = tf.sub(1, tf.linalg.bandPart(tf.ones([length, length]), -1, 0));
    masked = tf.add(masked, tf.mul(future, -1e9));
  }
  const mixed = tf.matMul<Tensor4D>(tf.softmax(masked), split(value));
  return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [count * length, width]);
}

export function tiedCrossEntropy(
  tf: TensorFlow,
  hidden: Tensor2D,
  table: Tensor2D,
  targets: Tensor1D,
): Scalar {
  return softmaxCrossEntropy(tf, tf.matMul(hidden, table, false, true), targets);
}
