import type { Tensor } from "@tensorflow/tfjs";

import { ownKernel } from "../engine/own-kernels.ts";
import type { OwnKernel } from "../engine/own-kernels.ts";
import type { TensorFlow } from "../engine/index.ts";
import { fused } from "./fused.ts";
import type { Fused } from "./fused.ts";

/** x times the normal distribution function of x, by erf: BERT's and ViT's `gelu` (https://arxiv.org/abs/1606.08415). Keeps x. */
export function gelu<Value extends Tensor>(tf: TensorFlow, x: Value): Value {
  const probability = (t: Tensor): Tensor => tf.mul(tf.add(tf.erf(tf.mul(t, Math.SQRT1_2)), 1), 0.5);
  const composed = (): Fused<Value> => ({
    value: tf.mul(x, probability(x)),
    saved: [x],
    gradients: (dy, [kept]) => {
      const density = tf.mul(tf.exp(tf.mul(tf.square(kept!), -0.5)), 1 / Math.sqrt(2 * Math.PI));
      return [tf.mul(dy, tf.add(probability(kept!), tf.mul(kept!, density)))];
    },
  });
  return fused<Value>(tf, [x], () => byKernels(tf, "TributaryGelu", "TributaryGeluSlope", x) ?? composed());
}

const scale = 2 * Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

/**
 * GPT-2's `gelu_new`, x (1 + tanh(u)) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3), computed as x sigmoid(2 u), which is the
 * same number. Keeps x.
 */
export function geluNew<Value extends Tensor>(tf: TensorFlow, x: Value): Value {
  const doubled = (t: Tensor, square: Tensor): Tensor =>
    tf.mul(t, tf.add(tf.mul(square, scale * cubic), scale));
  const composed = (): Fused<Value> => ({
    value: tf.mul(x, tf.sigmoid(doubled(x, tf.square(x)))),
    saved: [x],
    gradients: (dy, [kept]) => {
      const square = tf.square(kept!);
      const inner = doubled(kept!, square);
      // x times the derivative of the sigmoid's argument.
      const steep = tf.mul(kept!, tf.add(tf.mul(square, 3 * scale * cubic), scale));
      // The sigmoid of the negative is 1 - sigmoid, without what a subtraction from 1 would lose.
      const slope = tf.add(tf.mul(steep, tf.sigmoid(tf.neg(inner))), 1);
      return [tf.mul(dy, tf.mul(tf.sigmoid(inner), slope))];
    },
  });
  return fused<Value>(
    tf,
    [x],
    () => byKernels(tf, "TributaryGeluNew", "TributaryGeluNewSlope", x) ?? composed(),
  );
}

function byKernels<Value extends Tensor>(
  tf: TensorFlow,
  value: OwnKernel,
  slope: OwnKernel,
  x: Value,
): Fused<Value> | undefined {
  const forward = ownKernel(tf, value);
  const backward = ownKernel(tf, slope);
  if (forward === undefined || backward === undefined || x.size % 4 !== 0) return undefined;
  return {
    value: forward(x, { x })[0],
    saved: [x],
    gradients: (dy, [kept]) => [backward(dy, { x: kept!, dy })[0]],
  };
}
