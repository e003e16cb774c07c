import type { NamedTensorMap, Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "./engine.ts";

/**
 * Kernels that TF.js has on no backend, for whole operations of transformers. Where the current backend has one, it is the
 * fast way; what it computes is said where the operation is, in ops.
 */
export type OwnKernel =
  | "TributaryGelu"
  | "TributaryGeluSlope"
  | "TributaryGeluNew"
  | "TributaryGeluNewSlope"
  | "TributaryLayerNorm"
  | "TributaryLayerNormSlope"
  | "TributaryAttention"
  | "TributaryAttentionSlopes";

export interface AttentionAttributes {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
  readonly causal: boolean;
}

/** Runs a kernel: the first of its results is shaped as `like`. */
export type RunKernel = <Like extends Tensor>(
  like: Like,
  inputs: NamedTensorMap,
  attributes?: object,
) => readonly [Like, ...Tensor[]];

/** What runs a kernel of our own on the current backend; undefined if that backend has none. */
export function ownKernel(tf: TensorFlow, name: OwnKernel): RunKernel | undefined {
  // getKernel answers undefined for a kernel that is not there; its declaration says otherwise.
  const kernel: unknown = tf.getKernel(name, tf.getBackend());
  if (kernel === undefined) return undefined;
  return <Like extends Tensor>(_like: Like, inputs: NamedTensorMap, attributes: object = {}) => {
    const results: Tensor | Tensor[] = tf.engine().runKernel(name, inputs, { ...attributes });
    // A kernel's results have shapes that the compiler cannot know.
    return (Array.isArray(results) ? results : [results]) as [Like, ...Tensor[]];
  };
}
