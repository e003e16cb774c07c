import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { fused } from "./fused.ts";

/**
 * x kernel + bias with frozen weights, for x [rows, in], kernel [in, out], bias [out]. Keeps nothing of the activations:
 * TF.js's own matMul would keep x for the gradient of a kernel that has none.
 */
export function frozenLinear(
  tf: TensorFlow,
  x: Tensor2D,
  kernel: Tensor2D,
  bias: Tensor1D | undefined,
): Tensor2D {
  const added = bias === undefined ? {} : { bias };
  return fused<Tensor2D>(tf, [x], () => ({
    value: tf.reshape(tf.fused.matMul({ a: x, b: kernel, ...added }), [x.shape[0], kernel.shape[1]]),
    saved: [kernel],
    gradients: (dy, [kept]) => [tf.matMul(dy, kept!, false, true)],
  }));
}
