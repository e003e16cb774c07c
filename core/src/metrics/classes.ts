/** What is counted of one class; such counts may be added over clients, and stay exact. */
export interface ClassCounts {
  readonly label: string;
  /** Examples of the class that were called so. */
  readonly hits: number;
  /** Examples of another class that were called this one. */
  readonly falsePositives: number;
  /** Examples of the class that were called another one. */
  readonly misses: number;
}

/** How a model does on one class. */
export interface ClassMetrics {
  readonly label: string;
  /** Examples of the class. */
  readonly exampleCount: number;
  /** Of what was called this class, the share that is; 0 if nothing was. */
  readonly precision: number;
  /** Of what is this class, the share that was called so; 0 if nothing is. */
  readonly recall: number;
  /** Harmonic mean of the two. */
  readonly f1: number;
}

/**
 * How a model does on all classes, as shares in 0 .. 1. `macro` figures are the unweighted means over the classes
 * that occur or were predicted, `weighted` ones the means in which a class counts by its examples: scikit-learn's
 * averages of these names, with zero_division=0.
 */
export interface ClassifierFigures {
  readonly accuracy: number;
  readonly macroPrecision: number;
  readonly macroRecall: number;
  readonly macroF1: number;
  readonly weightedPrecision: number;
  /** Equal to the accuracy. */
  readonly weightedRecall: number;
  readonly weightedF1: number;
}

/** For a model without classes, and for what an earlier release did not record. */
export const noClassifierFigures: { readonly [Figure in keyof ClassifierFigures]: null } = Object.freeze({
  accuracy: null,
  macroPrecision: null,
  macroRecall: null,
  macroF1: null,
  weightedPrecision: null,
  weightedRecall: null,
  weightedF1: null,
});

/** @param margins hits, false positives and misses per class, one label after the other */
export function labelledCounts(margins: Uint32Array, labels: readonly string[]): readonly ClassCounts[] {
  return labels.map((label, index) => {
    const [hits = 0, falsePositives = 0, misses = 0] = margins.subarray(3 * index, 3 * index + 3);
    return { label, hits, falsePositives, misses };
  });
}

export function classMetrics({ label, hits, falsePositives, misses }: ClassCounts): ClassMetrics {
  const actual = hits + misses;
  const predicted = hits + falsePositives;
  return {
    label,
    exampleCount: actual,
    precision: predicted === 0 ? 0 : hits / predicted,
    recall: actual === 0 ? 0 : hits / actual,
    // 2 P R / (P + R), written with counts so that it needs no guard for P + R = 0 beyond this one.
    f1: actual + predicted === 0 ? 0 : (2 * hits) / (actual + predicted),
  };
}

/** Undefined if no example was counted. */
export function classifierFigures(classes: readonly ClassCounts[]): ClassifierFigures | undefined {
  const seen = classes
    .filter(({ hits, falsePositives, misses }) => hits + falsePositives + misses > 0)
    .map(classMetrics);
  const examples = seen.reduce((sum, { exampleCount }) => sum + exampleCount, 0);
  if (examples === 0) return undefined;
  const macro = (figure: "precision" | "recall" | "f1"): number =>
    seen.reduce((sum, of) => sum + of[figure], 0) / seen.length;
  const weighted = (figure: "precision" | "recall" | "f1"): number =>
    seen.reduce((sum, of) => sum + of.exampleCount * of[figure], 0) / examples;
  return {
    accuracy: classes.reduce((sum, { hits }) => sum + hits, 0) / examples,
    macroPrecision: macro("precision"),
    macroRecall: macro("recall"),
    macroF1: macro("f1"),
    weightedPrecision: weighted("precision"),
    weightedRecall: weighted("recall"),
    weightedF1: weighted("f1"),
  };
}
