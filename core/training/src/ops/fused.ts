import type { Tensor } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";

/** An operation that was computed without a tape. */
export interface Fused<Value extends Tensor> {
  readonly value: Value;
  /** What `gradients` needs. It lives until the backward pass, or not at all when nothing is differentiated. */
  readonly saved: readonly Tensor[];
  /** The gradient of sum(value * dy) with respect to each of the operation's inputs. Runs in a tidy of its own. */
  readonly gradients: (dy: Value, saved: readonly Tensor[]) => Tensor[];
}

/**
 * One operation for the tape, whatever `forward` is made of: of its intermediates only `saved` outlives it. A tensor that
 * `forward` reads and that is not in `inputs` is a constant; it must be in `saved` if `gradients` reads it too.
 *
 * TF.js runs a customGrad's gradient function outside of any tidy but the whole backward pass's, hence the tidy here; and
 * it computes the gradients of all inputs, wanted or not, so leave out of `inputs` what is frozen.
 */
export function fused<Value extends Tensor>(
  tf: TensorFlow,
  inputs: readonly Tensor[],
  forward: () => Fused<Value>,
): Value {
  return tf.customGrad<Value>((...given) => {
    const { value, saved, gradients } = forward();
    // customGrad's parameters are typed as a union: what follows the inputs is the function that saves.
    const save = given[inputs.length] as (tensors: readonly Tensor[]) => void;
    save(saved);
    return { value, gradFunc: (dy, kept) => tf.tidy(() => gradients(dy, kept)) };
  })(...inputs);
}
