import { renyiDivergence } from "./renyi.ts";
import type { GaussianRelease } from "./renyi.ts";

/** Orders at which the divergence is taken; the best of them decides. */
const orders: readonly number[] = [
  ...Array.from({ length: 99 }, (_, x) => 1 + (x + 1) / 10),
  ...Array.from({ length: 54 }, (_, x) => 11 + x),
  128,
  256,
  512,
  1024,
];

/** What has been released so far: so many times the same kind of release. */
export interface Releases extends GaussianRelease {
  readonly count: number;
}

/**
 * The epsilon for which all that was released is (epsilon, delta) differentially private towards one participant who may be
 * added or removed: divergences add up over releases, and their sum turns into epsilon as Canonne, Kamath and Steinke 2020
 * show (proposition 12). Infinity where there was no noise; 0 where nothing was released.
 * @param delta in (0, 1)
 */
export function epsilonSpent(releases: readonly Releases[], delta: number): number {
  if (!(delta > 0 && delta < 1)) throw new RangeError(`delta lies between 0 and 1, not at ${delta}`);
  const made = releases.filter(({ count }) => count > 0);
  if (made.length === 0) return 0;
  if (made.some(({ noiseMultiplier }) => noiseMultiplier <= 0)) return Infinity;
  return orders.reduce((best, alpha) => {
    const divergence = made.reduce((sum, each) => sum + each.count * renyiDivergence(each, alpha), 0);
    return Math.min(best, epsilonOf(divergence, alpha, delta));
  }, Infinity);
}

/** The epsilon of a mechanism with this divergence at this order. */
export function epsilonOf(divergence: number, alpha: number, delta: number): number {
  // The total variation is then below delta (Bretagnolle-Huber).
  if (delta * delta + Math.expm1(-divergence) > 0) return 0;
  const epsilon = divergence + Math.log1p(-1 / alpha) - (Math.log(delta) + Math.log(alpha)) / (alpha - 1);
  return Math.max(0, epsilon);
}

/** Beyond this much noise a plan means none of its model. */
const mostNoise = 1e4;

/**
 * The least noise multiplier, within a thousandth above, with which so many releases spend at most epsilon; undefined if none
 * below 10,000 does.
 */
export function noiseFor(
  {
    samplingRate,
    count,
    delta,
  }: { readonly samplingRate: number; readonly count: number; readonly delta: number },
  epsilon: number,
): number | undefined {
  const spent = (noiseMultiplier: number): number =>
    epsilonSpent([{ noiseMultiplier, samplingRate, count }], delta);
  if (spent(mostNoise) > epsilon) return undefined;
  let [tooLittle, enough] = [0, mostNoise];
  while (enough - tooLittle > enough * 1e-3) {
    const middle = (tooLittle + enough) / 2;
    if (spent(middle) <= epsilon) enough = middle;
    else tooLittle = middle;
  }
  return enough;
}
