import { noClassifierFigures } from "@tributary/core/metrics";

import type { CoordinatorEvent, Scores } from "../round/index.ts";

/** What every release has recorded of a model. */
type RecordedScores = Pick<Scores, "exampleCount" | "loss" | "accuracy" | "macroF1"> & Partial<Scores>;

/** An event as this release knows it: what an earlier one did not record of a model is null. */
export function completedEvent(event: CoordinatorEvent): CoordinatorEvent {
  if (event.kind !== "round-committed" || event.result.scores === null) return event;
  const recorded: RecordedScores = event.result.scores;
  if (recorded.perClass !== undefined) return event;
  const scores: Scores = { ...noClassifierFigures, ...recorded, perClass: [] };
  return { ...event, result: { ...event.result, scores } };
}
