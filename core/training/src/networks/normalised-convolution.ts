import type { Tensor1D, Tensor4D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import type { Weights } from "./weights.ts";

/** Of PyTorch's BatchNorm2d; no configuration of these families has a key for it. */
const eps = 1e-5;

/** Modules and geometry of a convolution with the batch normalisation after it. */
export interface NormalisedConvolution {
  readonly convolution: string;
  readonly normalisation: string;
  /** Whether the convolution has a bias of its own. */
  readonly bias: boolean;
  readonly strides: number;
  /** Pixels of zeros on each side. */
  readonly padding: number;
}

/**
 * Batch normalisation by frozen statistics, as one scale and one shift of what the convolution makes: with
 * s = g / sqrt(v + eps), (conv(x) + c - m) s + b = conv(x) s + (b + (c - m) s). Whichever of the weights, g, b and c is
 * trained has its gradient.
 */
export function normalisedConvolution(
  tf: TensorFlow,
  weights: Weights,
  x: Tensor4D,
  { convolution, normalisation, bias, strides, padding }: NormalisedConvolution,
): Tensor4D {
  const scale: Tensor1D = tf.mul(
    weights.get(`${normalisation}.weight`),
    tf.rsqrt(tf.add(weights.get(`${normalisation}.running_var`), eps)),
  );
  const mean = weights.get(`${normalisation}.running_mean`);
  const centre = bias ? tf.sub(mean, weights.get(`${convolution}.bias`)) : mean;
  const shift = tf.sub(weights.get(`${normalisation}.bias`), tf.mul(centre, scale));
  return tf.add(weights.convolve(x, convolution, { strides, padding, scale }), shift);
}
