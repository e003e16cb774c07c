import type { MetaLane } from "@tributary/core/ring";
import { classCounts } from "@tributary/core/ring";

import type { Scores } from "../round/index.ts";

/**
 * How the incoming model did, from the summed lane of a round; null if no example was scored. Macro F1 is the mean over
 * the classes that occur or were predicted. The figures are those of core's metricsOf, which wants the whole
 * confusion matrix; here its margins suffice, which is all that travels where there are many classes.
 */
export function scoresOf(lane: MetaLane, classes: number): Scores | null {
  const perClass = classCounts(lane.counts, classes);
  let hits = 0;
  let f1 = 0;
  let seen = 0;
  for (let label = 0; label < classes; label++) {
    const [right = 0, falsePositives = 0, misses = 0] = perClass.subarray(3 * label, 3 * label + 3);
    const involved = 2 * right + falsePositives + misses;
    hits += right;
    if (involved === 0) continue;
    seen++;
    f1 += (2 * right) / involved;
  }
  if (lane.exampleCount === 0 || seen === 0) return null;
  return {
    exampleCount: lane.exampleCount,
    loss: lane.lossSum / lane.exampleCount,
    accuracy: hits / lane.exampleCount,
    macroF1: f1 / seen,
  };
}
