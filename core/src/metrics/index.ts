import type { Evaluation } from "../participant/index.ts";

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

/** Figures made from counts; shares lie in 0 .. 1. */
export interface Metrics {
  readonly exampleCount: number;
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  readonly accuracy: number;
  /** Unweighted means over the classes that occur or were predicted, as scikit-learn's macro average takes them. */
  readonly precision: number;
  readonly recall: number;
  readonly macroF1: number;
  /** One per label, in the plan's order. */
  readonly perClass: readonly ClassMetrics[];
}

/**
 * Metrics of one client's evaluation, or of many whose counts were added; undefined if nothing was scored. The loss is
 * per exampleCount, all else is counted from the confusion matrix alone.
 * @throws RangeError if the confusion matrix is not labels x labels.
 */
export function metricsOf(evaluation: Evaluation, labels: readonly string[]): Metrics | undefined {
  const { exampleCount, lossSum, confusion } = evaluation;
  const size = labels.length;
  if (confusion.length !== size * size) {
    throw new RangeError(
      `a confusion matrix of ${size} labels has ${size * size} entries, this one ${confusion.length}`,
    );
  }
  const counted = confusion.reduce((sum, count) => sum + count, 0);
  if (exampleCount === 0 || counted === 0) return undefined;

  let correct = 0;
  const perClass: ClassMetrics[] = [];
  const seen: ClassMetrics[] = [];
  for (const [index, label] of labels.entries()) {
    let actual = 0;
    let predicted = 0;
    for (let other = 0; other < size; other++) {
      actual += confusion[index * size + other]!;
      predicted += confusion[other * size + index]!;
    }
    const hits = confusion[index * size + index]!;
    correct += hits;
    const metrics = {
      label,
      exampleCount: actual,
      precision: predicted === 0 ? 0 : hits / predicted,
      recall: actual === 0 ? 0 : hits / actual,
      // 2 P R / (P + R), written with counts so that it needs no guard for P + R = 0 beyond this one.
      f1: actual + predicted === 0 ? 0 : (2 * hits) / (actual + predicted),
    };
    perClass.push(metrics);
    if (actual + predicted > 0) seen.push(metrics);
  }
  const mean = (value: (metrics: ClassMetrics) => number): number =>
    seen.reduce((sum, metrics) => sum + value(metrics), 0) / seen.length;
  return {
    exampleCount,
    loss: lossSum / exampleCount,
    accuracy: correct / counted,
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    macroF1: mean(({ f1 }) => f1),
    perClass,
  };
}
