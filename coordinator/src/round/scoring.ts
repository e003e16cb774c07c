import type { Plan } from "@tributary/core/plan";

import type { ScoredModel, Scoring } from "./state.ts";

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
function merit(model: ScoredModel, { metric }: Stopping): number | null {
  const value = model.scores?.[metric] ?? null;
  return value !== null && metric === "loss" ? -value : value;
}
