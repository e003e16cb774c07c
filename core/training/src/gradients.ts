import type { Tensor } from "@tensorflow/tfjs";

import type { TensorFlow } from "./engine/index.ts";

/**
 * The value of `run` and the gradients of sum(value * dy) with respect to each of `sources`, one to one: zeros where the
 * value does not depend on the source. Without `dy`, as if it were ones. Call it inside tidy; after an exception, nothing
 * is left behind but what tidy disposes.
 */
export function pullBack<Value extends Tensor>(
  tf: TensorFlow,
  run: () => Value,
  sources: readonly Tensor[],
  dy: Value | undefined,
): { readonly value: Value; readonly gradients: readonly Tensor[] } {
  if (sources.length === 0) return { value: run(), gradients: [] };
  try {
    // A clone, since TF.js would hand back `dy` itself as the gradient of a source that `run` merely returns.
    const { value, grads } = tf.engine().gradients(() => tf.clone(run()), [...sources], dy, true);
    const found: readonly (Tensor | undefined)[] = grads;
    return { value, gradients: sources.map((source, i) => found[i] ?? tf.zerosLike(source)) };
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
