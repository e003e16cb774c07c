// Tails of the hypergeometric distribution. Every client derives the graph's parameters itself, and all must find the
// same ones; so this uses only operations that IEEE 754 defines to the last bit (Math.log and lgamma it does not).

/** Chances of 0, 1 ... marked balls in a draw, up to a common factor. */
export interface Distribution {
  /** Weight of `first + i` marked balls. */
  readonly weights: readonly number[];
  readonly first: number;
  /** Sum of all weights. */
  readonly total: number;
}

/**
 * Marked balls among `drawn` of `population` balls, `marked` of which are marked. Weights are relative to the mode's,
 * by the ratio of neighbouring chances; those that are below 1e-300 of it come out as 0.
 */
export function hypergeometric(population: number, marked: number, drawn: number): Distribution {
  const first = Math.max(0, drawn - (population - marked));
  const last = Math.min(drawn, marked);
  const mode = Math.min(last, Math.max(first, Math.floor(((drawn + 1) * (marked + 1)) / (population + 2))));
  const weights = Array.from({ length: last - first + 1 }, () => 0);
  // P[c + 1] / P[c]
  const ratio = (c: number): number =>
    ((marked - c) * (drawn - c)) / ((c + 1) * (population - marked - drawn + c + 1));
  weights[mode - first] = 1;
  for (let c = mode; c < last; c++) weights[c + 1 - first] = weights[c - first]! * ratio(c);
  for (let c = mode; c > first; c--) weights[c - 1 - first] = weights[c - first]! / ratio(c - 1);
  return { weights, first, total: weights.reduce((sum, weight) => sum + weight, 0) };
}

/** min { c : P[X > c] <= chance } */
export function upperQuantile({ weights, first, total }: Distribution, chance: number): number {
  let tail = 0;
  let at = weights.length - 1;
  while (at > 0 && tail + weights[at]! <= chance * total) {
    tail += weights[at]!;
    at--;
  }
  return first + at;
}

/** max { c : P[X < c] <= chance } */
export function lowerQuantile({ weights, first, total }: Distribution, chance: number): number {
  let tail = 0;
  let at = 0;
  while (at < weights.length - 1 && tail + weights[at]! <= chance * total) {
    tail += weights[at]!;
    at++;
  }
  return first + at;
}
