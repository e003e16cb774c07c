import { draw } from "@tributary/core/support";
import type { Random } from "@tributary/core/support";

/**
 * Numbers for drawing, made with + - * / alone. IEEE 754 fixes their every bit (and that of the square root), so the
 * same seed gives the same picture on every platform; Math.sin, Math.cos and Math.log may differ in the last bit
 * from one engine to the next, so nothing here uses them, and neither does anything that draws.
 */
export interface Chance {
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Bell-shaped with mean 0 and standard deviation `deviation`: the sum of four uniforms, so never beyond 3.5 deviations. */
  around(deviation: number): number;
  /** True with probability `share`. */
  happens(share: number): boolean;
  /** Uniform in 0 .. bound - 1. */
  integer(bound: number): number;
  /** Shuffles in place and returns the same array. */
  shuffle<Item>(items: Item[]): Item[];
}

export function chance(random: Random): Chance {
  const source = draw(random);
  const uniform = (): number => source.uniform();
  return {
    between: (low, high) => low + (high - low) * uniform(),
    // Four uniforms have variance 4 / 12.
    around: (deviation) => deviation * Math.sqrt(3) * (uniform() + uniform() + uniform() + uniform() - 2),
    happens: (share) => uniform() < share,
    integer: (bound) => source.integer(bound),
    shuffle: (items) => source.shuffle(items),
  };
}

/** A sine of `turns` (1 is a whole period) within 0.0011, from two parabolas. */
export function wave(turns: number): number {
  const t = turns - Math.floor(turns + 0.5);
  const rough = 8 * t - 16 * t * Math.abs(t);
  return rough + 0.225 * (rough * Math.abs(rough) - rough);
}
