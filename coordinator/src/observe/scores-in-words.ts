import { classMetrics, figuresInWords, noClassifierFigures, shareInWords } from "@tributary/core/metrics";

import { labelF1, perplexityIn } from "../round/index.ts";
import type { Scores, TaskTerms } from "../round/index.ts";

/** Of so many labels each one's F1 fits into the line of a round. */
const labelsInWords = 4;

/** The figures in one line, each with its gain over the base where that is given, and the label's F1 by which the task stops. */
export function scoresInWords(
  scores: Scores,
  base: Scores | null,
  { label: chosen }: TaskTerms["stopping"],
): string {
  const all = scores.perClass.map(classMetrics);
  const told = all.length <= labelsInWords ? all : all.filter(({ label }) => label === chosen);
  const f1s = told.map(({ label, f1 }) =>
    shareInWords(`F1 of ${label}`, f1, base === null ? null : labelF1(base, label)),
  );
  return [figuresInWords(scores, base), ...f1s].join(", ");
}

const unscored = { ...noClassifierFigures, exampleCount: 0, loss: null };

/** The figures of a log's document. Null for one that the model does not have, or that nobody reported. */
export function figureFields(scores: Scores | null) {
  if (scores === null) return { ...unscored, perplexity: null };
  const { perClass: _, ...figures } = scores;
  return { ...figures, perplexity: perplexityIn(scores) };
}
