import type { Random } from "../support/index.ts";
import type { EncodingBounds } from "./profile.ts";
import { quantisationLimit } from "./profile.ts";

/** Weights are whole multiples of 2^-16, in (0, 1]. */
export const weightUnit = 2 ** 16;

/** A client's weight in units of 2^-16: min(examples, maximum) / maximum, at least one unit. */
export function weightUnits(exampleCount: number, maximumExamples: number): number {
  return Math.max(1, Math.round((Math.min(exampleCount, maximumExamples) / maximumExamples) * weightUnit));
}

export interface Quantised {
  /** z: integers in -Q .. Q. */
  readonly integers: Int32Array;
  /** Whether the delta was shortened to the clipping bound or a coordinate to the range. */
  readonly clipped: boolean;
}

/**
 * v = w delta min(1, S / |delta|_2); z = floor(clamp(v Q / c) + U), U uniform in [0, 1): stochastic rounding, so
 * E[z] = v Q / c (secure-aggregation literature: Bonawitz et al. 2019, section 4). `random` must be private and fresh.
 * @throws RangeError naming the first element that is not finite.
 */
export function quantise(
  delta: Float32Array,
  weightInUnits: number,
  bounds: EncodingBounds,
  random: Random,
): Quantised {
  const norm = finiteNorm(delta);
  const limit = quantisationLimit(bounds);
  const shrink = norm > bounds.clip ? bounds.clip / norm : 1;
  const factor = ((weightInUnits / weightUnit) * shrink * limit) / bounds.range;
  const integers = new Int32Array(delta.length);
  const clamped = roundStochastically(delta, factor, limit, random, integers);
  return { integers, clipped: shrink < 1 || clamped };
}

// In place on `out`; returns whether any element met the limit. Draws 64 KiB of random words at a time.
function roundStochastically(
  delta: Float32Array,
  factor: number,
  limit: number,
  random: Random,
  out: Int32Array,
): boolean {
  let clamped = false;
  const pieceWords = 16_384;
  for (let start = 0; start < delta.length; start += pieceWords) {
    const end = Math.min(start + pieceWords, delta.length);
    const words = new Uint32Array(new Uint8Array(random.bytes(4 * (end - start))).buffer);
    for (let i = start; i < end; i++) {
      const scaled = delta[i]! * factor;
      if (scaled > limit) {
        out[i] = limit;
        clamped = true;
      } else if (scaled < -limit) {
        out[i] = -limit;
        clamped = true;
      } else {
        out[i] = Math.floor(scaled + words[i - start]! / 2 ** 32);
      }
    }
  }
  return clamped;
}

function finiteNorm(delta: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < delta.length; i++) sum += delta[i]! * delta[i]!;
  if (!Number.isFinite(sum)) {
    const index = delta.findIndex((value) => !Number.isFinite(value));
    throw new RangeError(`element ${index} of the delta is ${delta[index]}`);
  }
  return Math.sqrt(sum);
}

/**
 * mean = sum(z) (c / Q) / sum(w): what the sums of integers and weights stand for. In place: the mean is where the sum
 * was, which is used up.
 */
export function decodeMean(sum: Int32Array, totalWeightUnits: number, bounds: EncodingBounds): Float32Array {
  const factor = bounds.range / quantisationLimit(bounds) / (totalWeightUnits / weightUnit);
  const mean = new Float32Array(sum.buffer, sum.byteOffset, sum.length);
  for (let i = 0; i < sum.length; i++) mean[i] = sum[i]! * factor;
  return mean;
}
