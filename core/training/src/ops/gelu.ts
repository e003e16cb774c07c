import type { Tensor } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { fused } from "./fused.ts";

/** x times the normal distribution function of x, by erf: BERT's and ViT's `gelu` (https://arxiv.org/abs/1606.08415). Keeps x. */
export function gelu<Value extends Tensor>(tf: TensorFlow, x: Value): Value {
  const probability = (t: Tensor): Tensor => tf.mul(tf.add(tf.erf(tf.mul(t, Math.SQRT1_2)), 1), 0.5);
  return fused<Value>(tf, [x], () => ({
    value: tf.mul(x, probability(x)),
    saved: [x],
    gradients: (dy, [kept]) => {
      const density = tf.mul(tf.exp(tf.mul(tf.square(kept!), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return [tf.mul(dy, tf.add(probability(kept!), tf.mul(kept!, density)))];
    },
  }));
}

const scale = 2 * Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

/**
 * GPT-2's `gelu_new`, x (1 + tanh(u)) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3), computed as x sigmoid(2 u), which is the
 * same number: TF.js has a fast sigmoid on every engine, and on wasm a tanh twenty times slower. Keeps x.
 */
export function geluNew<Value extends Tensor>(tf: TensorFlow, x: Value): Value {
  const gateOf = (t: Tensor, square: Tensor): Tensor =>
    tf.sigmoid(tf.mul(t, tf.add(tf.mul(square, scale * cubic), scale)));
  return fused<Value>(tf, [x], () => ({
    value: tf.mul(x, gateOf(x, tf.square(x))),
    saved: [x],
    gradients: (dy, [kept]) => {
      const square = tf.square(kept!);
      const gate = gateOf(kept!, square);
      // x times the derivative of the sigmoid's argument.
      const steepness = tf.mul(kept!, tf.add(tf.mul(square, 3 * scale * cubic), scale));
      const slope = tf.mul(gate, tf.add(tf.mul(steepness, tf.sub(1, gate)), 1));
      return [tf.mul(dy, slope)];
    },
  }));
}
