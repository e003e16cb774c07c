import type { Evaluation } from "../participant/index.ts";
import { marginsOf } from "../ring/index.ts";
import { classMetrics, classifierFigures, labelledCounts, noClassifierFigures } from "./classes.ts";
import type { ClassMetrics, ClassifierFigures } from "./classes.ts";
import { perplexityOf } from "./perplexity.ts";

interface LossFigures {
  /** Examples; of a language model predicted tokens. */
  readonly exampleCount: number;
  /** Mean cross-entropy in nats. */
  readonly loss: number;
}

/** Figures of a classifier. */
type ClassifierMetrics = LossFigures &
  ClassifierFigures & {
    readonly perplexity: null;
    /** One per label, in the plan's order. */
    readonly perClass: readonly ClassMetrics[];
  };

/** Figures of a language model, which has no labels. */
type LanguageMetrics = LossFigures &
  typeof noClassifierFigures & {
    readonly perplexity: number;
    readonly perClass: readonly [];
  };

/** Figures made from counts; null is what such a model does not have. */
export type Metrics = ClassifierMetrics | LanguageMetrics;

/**
 * Metrics of one client's evaluation, or of many whose counts were added; undefined if nothing was scored. The loss is
 * per exampleCount, all else of a classifier is counted from the confusion matrix alone.
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
  if (exampleCount === 0) return undefined;
  const loss = lossSum / exampleCount;
  if (size === 0) {
    return { exampleCount, loss, ...noClassifierFigures, perplexity: perplexityOf(loss), perClass: [] };
  }
  const counts = labelledCounts(marginsOf(confusion, size), labels);
  const figures = classifierFigures(counts);
  if (figures === undefined) return undefined;
  return { exampleCount, loss, ...figures, perplexity: null, perClass: counts.map(classMetrics) };
}
