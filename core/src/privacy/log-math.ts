// Arithmetic on logarithms, for sums whose terms pass the range of a double.

/** ln(e^a + e^b). */
export function logAdd(a: number, b: number): number {
  const [least, most] = a < b ? [a, b] : [b, a];
  return least === -Infinity ? most : most + Math.log1p(Math.exp(least - most));
}

/** ln(e^a - e^b), for a >= b. */
export function logSubtract(a: number, b: number): number {
  if (b === -Infinity) return a;
  return a <= b ? -Infinity : a + Math.log(-Math.expm1(b - a));
}

/** Terms of the continued fraction below: from 3 on, sixty leave an error below 1e-15. */
const fractionTerms = 60;
const seriesBelow = 3;

/**
 * ln(erfc(x)), relative to erfc within 1e-11. Below 3 by the series of erf (Abramowitz and Stegun 7.1.6, all of its terms are
 * positive), above by the continued fraction of erfc (7.1.14).
 */
export function logErfc(x: number): number {
  if (x < 0) return Math.log1p(erf(-x));
  if (x < seriesBelow) return Math.log1p(-erf(x));
  let fraction = x;
  for (let k = fractionTerms; k > 0; k--) fraction = x + k / 2 / fraction;
  return -x * x - Math.log(Math.sqrt(Math.PI) * fraction);
}

/** erf(x) for x >= 0. */
function erf(x: number): number {
  // erfc(6) is 2e-17: nothing of it is left beside 1.
  if (x > 6) return 1;
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
