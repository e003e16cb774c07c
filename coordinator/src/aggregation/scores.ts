import { classifierFigures, labelledCounts, noClassifierFigures } from "@tributary/core/metrics";
import { mostLabelsWithFigures } from "@tributary/core/plan";
import type { MetaLane } from "@tributary/core/ring";
import { classCounts } from "@tributary/core/ring";

import type { Scores } from "../round/index.ts";

/**
 * How the incoming model did, from the summed lane of a round; null if no example was scored. The figures are those of
 * core's metricsOf, which wants the whole confusion matrix; here its margins suffice, which is all that travels where
 * there are many labels.
 */
export function scoresOf(lane: MetaLane, labels: readonly string[]): Scores | null {
  const { exampleCount, lossSum } = lane;
  if (exampleCount === 0) return null;
  const loss = lossSum / exampleCount;
  if (labels.length === 0) return { exampleCount, loss, ...noClassifierFigures, perClass: [] };
  const perClass = labelledCounts(classCounts(lane.counts, labels.length), labels);
  const figures = classifierFigures(perClass);
  if (figures === undefined) return null;
  return { exampleCount, loss, ...figures, perClass: labels.length <= mostLabelsWithFigures ? perClass : [] };
}
