import { perplexityOf } from "@tributary/core/metrics";
import type { Plan } from "@tributary/core/plan";

import { labelF1 } from "./scores.ts";
import type { Scores } from "./scores.ts";
import type { Progress, ScoredModel, Scoring } from "./state.ts";

type Stopping = Plan["stopping"];

export const nothingScored: Scoring = { best: null, reference: null, withoutImprovement: 0 };

/**
 * The scoring once one more model has its scores. The best is the best by the plan's metric whatever the
 * difference; patience is reset only by a model that passes the last improvement by more than `minimumDelta`. A
 * model without the metric says nothing and changes nothing.
 */
export function withScores(scoring: Scoring, model: ScoredModel, stopping: Stopping): Scoring {
  const value = merit(model, stopping);
  if (value === null) return scoring;
  const bestValue = scoring.best === null ? null : merit(scoring.best, stopping);
  const best = bestValue === null || value > bestValue ? model : scoring.best;
  const improved = scoring.reference === null || value > scoring.reference + stopping.minimumDelta;
  return {
    best,
    reference: improved ? value : scoring.reference,
    withoutImprovement: improved ? 0 : scoring.withoutImprovement + 1,
  };
}

export function patienceIsOver(scoring: Scoring, stopping: Stopping): boolean {
  return stopping.patience > 0 && scoring.withoutImprovement >= stopping.patience;
}

/** The plan's metric, turned so that more is better. */
function merit({ scores }: ScoredModel, stopping: Stopping): number | null {
  if (scores === null) return null;
  const { metric } = stopping;
  switch (metric) {
    case "loss":
      return -scores.loss;
    case "perplexity":
      return -perplexityOf(scores.loss);
    case "accuracy":
    case "macroF1":
    case "weightedF1":
      return scores[metric];
    case "f1":
      return labelF1(scores, stopping.label);
    default:
      return metric satisfies never;
  }
}

/**
 * How the model did that the task began with, which round 1 scores before anybody has trained; null until then, or if
 * nobody reported metrics.
 */
export function baseScores({ history }: Pick<Progress, "history">): Scores | null {
  const first = history.find(({ end }) => end === "committed");
  return first?.end === "committed" ? first.scores : null;
}
