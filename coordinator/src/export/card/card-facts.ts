import type { AttemptSummary, Scores } from "../../round/index.ts";
import type { TrainedModel } from "../trained-model.ts";

/** A folder that an export makes. */
export type FolderFormat = "peft" | "merged" | "tfjs";

/** What a model card tells. */
export interface CardFacts {
  readonly format: FolderFormat;
  readonly model: TrainedModel;
  /** By the round that made the model that was scored; 0: the model that the task began with. */
  readonly scores: ReadonlyMap<number, Scores>;
  /** Those that led to this model, ascending. */
  readonly rounds: readonly CardRound[];
}

export interface CardRound {
  readonly round: number;
  readonly participants: number;
  /** Of all participants. */
  readonly bytesUp: number;
  readonly bytesDown: number;
}

/** What a task's history says of the model that `round` made. */
export function historyFacts(
  history: readonly AttemptSummary[],
  last: number,
): Pick<CardFacts, "scores" | "rounds"> {
  const scores = new Map<number, Scores>();
  const rounds: CardRound[] = [];
  for (const attempt of history) {
    if (attempt.end !== "committed") continue;
    const { round, purpose, tally, bytesDown } = attempt;
    if (attempt.scores !== null) scores.set(round - 1, attempt.scores);
    if (purpose === "train" && round <= last) {
      rounds.push({ round, participants: tally.counted, bytesUp: tally.bytesUp, bytesDown });
    }
  }
  return { scores, rounds };
}
