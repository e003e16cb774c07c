import type { Scalar, Tensor } from "@tensorflow/tfjs";

import type { TensorFlow } from "./engine/index.ts";

/**
 * The value of `loss` at `tensors` and its gradient with respect to each, as one vector: the gradients end to end in
 * the order given, then the value. One vector, so that an engine on a GPU is read back once a step. The caller disposes.
 */
export function gradientsAndLoss(
  tf: TensorFlow,
  tensors: readonly Tensor[],
  loss: (tensors: readonly Tensor[]) => Scalar,
): Tensor {
  try {
    return tf.tidy(() => {
      const { value, grads } = tf.valueAndGrads((...tracked: Tensor[]) => loss(tracked))([...tensors]);
      return tf.concat([...grads, value].map((tensor) => tf.reshape(tensor, [-1])));
    });
  } catch (error) {
    disposeTape(tf);
    throw error;
  }
}

// TF.js keeps the tensors that its tape has saved until a backward pass frees them; when the forward pass throws there
// is none, and they would stay for ever.
function disposeTape(tf: TensorFlow): void {
  const { state } = tf.engine();
  for (const node of state.activeTape ?? []) tf.dispose(node.saved ?? []);
  state.activeTape = [];
}
