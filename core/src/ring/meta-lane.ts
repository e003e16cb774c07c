import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";

// The meta lane: u32 words that ride behind the coordinates and are summed with them. Every word is chosen so that
// a sum over 65,535 participants stays below 2^32.

/** What one update says beside its delta. All of it is summed over the cohort before anybody reads it under masks. */
export interface MetaLane {
  /** 1 in an update; the number of updates in a sum. */
  readonly count: number;
  /** Weight in units of 2^-16. */
  readonly weightUnits: number;
  /** 1 if the delta was within the clipping bound. */
  readonly unclipped: number;
  /** Examples on which the incoming model was scored; of a language model, which has no classes, predicted tokens. */
  readonly exampleCount: number;
  /** Sum of their cross-entropies in nats, in steps of 2^-8. */
  readonly lossSum: number;
  /** Row: true class, column: predicted; up to 20 classes. Else per class: hits, false positives, misses. Empty without classes. */
  readonly counts: Uint32Array;
}

const fullConfusionUpTo = 20;
const headWords = 6;
const canaryWords = 4;
const lossStep = 2 ** -8;
/** More nats than this on one example are reported as this many. */
const mostLossPerExample = 1_000;

/** Words of a meta lane for so many classes. */
export function metaWords(classes: number): number {
  return headWords + countWords(classes) + canaryWords;
}

function countWords(classes: number): number {
  return classes <= fullConfusionUpTo ? classes * classes : 3 * classes;
}

/** The counts that travel for a confusion matrix (classes x classes, row: true class). */
export function countsOf(confusion: Uint32Array, classes: number): Uint32Array {
  return classes <= fullConfusionUpTo ? confusion : marginsOf(confusion, classes);
}

/** Hits, false positives and misses per class, from whichever form travelled. */
export function classCounts(counts: Uint32Array, classes: number): Uint32Array {
  return classes > fullConfusionUpTo ? counts : marginsOf(counts, classes);
}

/** Hits, false positives and misses per class, one class after the other, of a whole confusion matrix. */
export function marginsOf(confusion: Uint32Array, classes: number): Uint32Array {
  const margins = new Uint32Array(3 * classes);
  for (let truth = 0; truth < classes; truth++) {
    for (let guess = 0; guess < classes; guess++) {
      const cell = confusion[truth * classes + guess]!;
      if (truth === guess) margins[3 * truth] = margins[3 * truth]! + cell;
      else {
        margins[3 * guess + 1] = margins[3 * guess + 1]! + cell;
        margins[3 * truth + 2] = margins[3 * truth + 2]! + cell;
      }
    }
  }
  return margins;
}

/** The lane as words. The loss travels as two 16-bit halves, so that no half of a sum can wrap. */
export function encodeMeta(meta: MetaLane): Uint32Array {
  const lossSum = Math.min(meta.lossSum, mostLossPerExample * meta.exampleCount);
  const loss = Math.min(2 ** 32 - 1, Math.round(lossSum / lossStep));
  const words = new Uint32Array(headWords + meta.counts.length + canaryWords);
  words.set([
    meta.count,
    meta.weightUnits,
    meta.unclipped,
    meta.exampleCount,
    Math.floor(loss / 65_536),
    loss % 65_536,
  ]);
  words.set(meta.counts, headWords);
  return words;
}

/** The lane (of one update or of a sum) that words stand for; undefined if a canary is not zero: masks or bytes went wrong. */
export function decodeMeta(words: Uint32Array, classes: number): MetaLane | undefined {
  if (words.length !== metaWords(classes)) return undefined;
  const [count, weightUnits, unclipped, exampleCount, lossHigh, lossLow] = words;
  if (count === undefined || weightUnits === undefined || unclipped === undefined) return undefined;
  if (exampleCount === undefined || lossHigh === undefined || lossLow === undefined) return undefined;
  if (words.subarray(words.length - canaryWords).some((canary) => canary !== 0)) return undefined;
  return {
    count,
    weightUnits,
    unclipped,
    exampleCount,
    lossSum: (lossHigh * 65_536 + lossLow) * lossStep,
    counts: words.slice(headWords, words.length - canaryWords),
  };
}

/**
 * The lane of a single update, checked whole, so that no sender can wrap a sum or move another's figures. The error
 * says what contradicts itself.
 */
export function readUpdateMeta(words: Uint32Array, classes: number): Result<MetaLane, string> {
  const meta = decodeMeta(words, classes);
  if (meta === undefined) return err("its canary words are not zero");
  const [, , , , lossHigh = 0, lossLow = 0] = words;
  if (lossHigh > 65_535 || lossLow > 65_535) return err("a half of its loss has more than 16 bits");
  const problem = metaProblem(meta, classes, 1);
  return problem === undefined ? ok(meta) : err(problem);
}

/**
 * How a lane contradicts itself as the sum of so many updates, undefined if it does not. Of a sum under masks this is all
 * that can be checked: one update could still move figures within these bounds.
 */
export function metaProblem(meta: MetaLane, classes: number, updates: number): string | undefined {
  if (meta.count !== updates) return `its count word is ${meta.count}, expected ${updates}`;
  const mostUnits = 65_536 * updates;
  if (meta.weightUnits < updates || meta.weightUnits > mostUnits) {
    return `its weight is ${meta.weightUnits} units, expected ${updates} to ${mostUnits}`;
  }
  if (meta.unclipped > updates) return `its clip bit is ${meta.unclipped}`;
  const mostExamples = 65_535 * updates;
  if (meta.exampleCount > mostExamples) {
    return `it scored ${meta.exampleCount} examples; at most ${mostExamples} count`;
  }
  if (meta.lossSum > mostLossPerExample * meta.exampleCount) {
    return `its loss is ${meta.lossSum} over ${meta.exampleCount} examples`;
  }
  // Tokens have no confusion counts that would have to agree with their number.
  return classes === 0 ? undefined : countsProblem(meta, classes);
}

// Sums in doubles: words that wrap when they are added as words must not pass for small ones.
function countsProblem({ counts, exampleCount }: MetaLane, classes: number): string | undefined {
  let examples = 0;
  let falsePositives = 0;
  let misses = 0;
  if (classes <= fullConfusionUpTo) {
    for (const cell of counts) examples += cell;
  } else {
    for (let label = 0; label < classes; label++) {
      examples += counts[3 * label]! + counts[3 * label + 2]!;
      falsePositives += counts[3 * label + 1]!;
      misses += counts[3 * label + 2]!;
    }
  }
  if (examples !== exampleCount) {
    return `its confusion counts add up to ${examples} examples, it reports ${exampleCount}`;
  }
  if (falsePositives !== misses) return `it reports ${falsePositives} false positives but ${misses} misses`;
  return undefined;
}

/** sum[i] += words[i], modulo 2^32. In place. */
export function addMeta(sum: Uint32Array, words: Uint32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + words[i]!;
}
