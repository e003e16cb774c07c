// The same operations twice: ours, and as anybody writes them with TF.js's own.
import type { Scalar, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../../src/engine/index.ts";
import * as ops from "../../src/ops/index.ts";

export interface Operations {
  linear(x: Tensor2D, kernel: Tensor2D, bias: Tensor1D): Tensor2D;
  layerNorm(x: Tensor2D, norm: { readonly gamma: Tensor1D; readonly beta: Tensor1D }): Tensor2D;
  gelu(x: Tensor2D): Tensor2D;
  geluNew(x: Tensor2D): Tensor2D;
  attention(q: Tensor2D, k: Tensor2D, v: Tensor2D, options: AttentionExtent): Tensor2D;
  crossEntropy(logits: Tensor2D, targets: Tensor1D): Scalar;
  tiedCrossEntropy(hidden: Tensor2D, table: Tensor2D, targets: Tensor1D): Scalar;
}

export interface AttentionExtent {
  readonly heads: number;
  readonly batch: number;
  readonly causal: boolean;
}

const epsilon = 1e-5;

export function ours(tf: TensorFlow): Operations {
  return {
    linear: (x, kernel, bias) => ops.frozenLinear(tf, x, kernel, bias),
    layerNorm: (x, { gamma, beta }) => ops.layerNorm(tf, x, gamma, beta, epsilon, false),
    gelu: (x) => ops.gelu(tf, x),
    geluNew: (x) => ops.geluNew(tf, x),
    attention: (q, k, v, options) => ops.attention(tf, q, k, v, options),
    crossEntropy: (logits, targets) => ops.crossEntropy(tf, logits, targets),
    tiedCrossEntropy: (hidden, table, targets) =>
      ops.tiedCrossEntropy(tf, hidden, table, targets, { chunkRows: 64, trained: false }),
  };
}

export function plain(tf: TensorFlow): Operations {
  const crossEntropy = (logits: Tensor2D, targets: Tensor1D): Scalar => {
    const wanted = tf.oneHot(targets, logits.shape[1]);
    return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), wanted), 1)));
  };
  return {
    linear: (x, kernel, bias) => tf.add(tf.matMul(x, kernel), bias),
    layerNorm: (x, { gamma, beta }) => {
      const { mean, variance } = tf.moments(x, -1, true);
      return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon))), gamma), beta);
    },
    gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
    geluNew: (x) => {
      const inner = tf.mul(tf.add(x, tf.mul(tf.pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI));
      return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
    },
    attention: (q, k, v, { heads, batch, causal }) => {
      const [rows, width] = q.shape;
      const length = rows / batch;
      const split = (x: Tensor): Tensor =>
        tf.transpose(tf.reshape(x, [batch, length, heads, width / heads]), [0, 2, 1, 3]);
      let scores = tf.div(tf.matMul(split(q), split(k), false, true), Math.sqrt(width / heads));
      if (causal) {
        const earlier = tf.linalg.bandPart(tf.ones([length, length]), -1, 0);
        scores = tf.add(scores, tf.mul(tf.sub(earlier, 1), 1e9));
      }
      const mixed = tf.matMul(tf.softmax(scores), split(v));
      return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [rows, width]);
    },
    crossEntropy,
    tiedCrossEntropy: (hidden, table, targets) =>
      crossEntropy(tf.matMul(hidden, table, false, true), targets),
  };
}
