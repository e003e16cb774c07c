import type { Evaluation } from "../participant/index.ts";

// Logits: what a classifier says of an example, a number for each label, of which the greatest is its answer.

/** The index of the greatest; the first of them if several are. */
export function largest(logits: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i]! > logits[best]!) best = i;
  return best;
}

/** log(sum(exp(logit))), whatever their size. */
export function logSumExp(logits: ArrayLike<number>): number {
  const peak = logits[largest(logits)]!;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += Math.exp(logits[i]! - peak);
  return peak + Math.log(sum);
}

/** The probability of each label. */
export function softmax(logits: ArrayLike<number>): number[] {
  const total = logSumExp(logits);
  return Array.from(logits, (logit) => Math.exp(logit - total));
}

/** How a classifier does on examples, for a trainer of one's own: `logitsOf` says a number for each label. */
export function evaluationOf<Labelled extends { readonly label: number }>(
  labels: number,
  examples: readonly Labelled[],
  logitsOf: (example: Labelled) => ArrayLike<number>,
): Evaluation {
  const confusion = new Uint32Array(labels * labels);
  let lossSum = 0;
  for (const example of examples) {
    const logits = logitsOf(example);
    const place = example.label * labels + largest(logits);
    confusion[place] = confusion[place]! + 1;
    lossSum += logSumExp(logits) - logits[example.label]!;
  }
  return { exampleCount: examples.length, lossSum, confusion };
}
