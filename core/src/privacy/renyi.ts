import { logAdd, logErfc, logSubtract } from "./log-math.ts";

/**
 * One release of a sum of vectors, each of a length of at most 1, to whose every coordinate Gaussian noise with this
 * standard deviation was added.
 */
export interface GaussianRelease {
  /** z: the noise's standard deviation over the sensitivity; above 0. */
  readonly noiseMultiplier: number;
  /**
   * q: the chance with which each one is in the sum, independently of all others (Poisson sampling), in (0, 1]. A cohort that
   * came together in any other way is no such sample and counts as 1.
   */
  readonly samplingRate: number;
}

/**
 * The Renyi divergence of order alpha > 1 between one release with and without one participant (Mironov, Talwar, Zhang 2019,
 * "Renyi Differential Privacy of the Sampled Gaussian Mechanism", section 3).
 */
export function renyiDivergence(
  { noiseMultiplier: z, samplingRate: q }: GaussianRelease,
  alpha: number,
): number {
  if (q === 1) return alpha / (2 * z * z);
  const logA = Number.isInteger(alpha) ? logMoment(q, z, alpha) : logFractionalMoment(q, z, alpha);
  return logA / (alpha - 1);
}

/** ln A of a whole order: the binomial sum of section 3.3, equation (4). */
function logMoment(q: number, z: number, alpha: number): number {
  let sum = -Infinity;
  let logBinomial = 0;
  for (let i = 0; i <= alpha; i++) {
    const term = logBinomial + i * Math.log(q) + (alpha - i) * Math.log1p(-q) + (i * i - i) / (2 * z * z);
    sum = logAdd(sum, term);
    logBinomial += Math.log(alpha - i) - Math.log(i + 1);
  }
  return sum;
}

/** Terms below e^-30 of the sum change no figure that is shown. */
const smallestLogTerm = -30;

/** ln A of any order: the two series of section 3.3, whose terms alternate in sign once i passes alpha. */
function logFractionalMoment(q: number, z: number, alpha: number): number {
  const crossing = z * z * Math.log(1 / q - 1) + 0.5;
  const half = Math.log(0.5);
  const logQ = Math.log(q);
  const logRest = Math.log1p(-q);
  let positive = -Infinity;
  let negative = -Infinity;
  let logBinomial = 0;
  let sign = 1;
  for (let i = 0; ; i++) {
    const j = alpha - i;
    const left = logErfc((i - crossing) / (Math.SQRT2 * z));
    const right = logErfc((crossing - j) / (Math.SQRT2 * z));
    const below = logBinomial + i * logQ + j * logRest + (i * i - i) / (2 * z * z) + half + left;
    const above = logBinomial + j * logQ + i * logRest + (j * j - j) / (2 * z * z) + half + right;
    const both = logAdd(below, above);
    if (sign > 0) positive = logAdd(positive, both);
    else negative = logAdd(negative, both);
    if (i > alpha && both < smallestLogTerm) return logSubtract(positive, negative);
    logBinomial += Math.log(Math.abs(j)) - Math.log(i + 1);
    if (j < 0) sign = -sign;
  }
}
