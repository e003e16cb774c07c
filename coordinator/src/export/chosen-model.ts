import { UserError } from "@tributary/core/support";

import { bestOf } from "../round/index.ts";
import type { ModelRef, TaskState } from "../round/index.ts";

/** The model of the best scored round, of the last one, or of a round by its number. */
export type WantedRound = "best" | "last" | number;

/** A task that has a model. */
export type BegunTask = Exclude<TaskState, { status: "waiting" }>;

export interface ChosenModel {
  /** The round that made it; 0: the model that the task began with. */
  readonly round: number;
  readonly model: ModelRef;
}

/** @throws UserError if the task has no model yet */
export function begun(task: TaskState): BegunTask {
  if (task.status === "waiting") throw new UserError(`Task ${task.task} has no model yet.`);
  return task;
}

/** @throws UserError if there is no such model, or none any more */
export function chosenModel(task: BegunTask, wanted: WantedRound): ChosenModel {
  const made = madeModels(task);
  if (wanted === "last") return made.at(-1) ?? start(task, made);
  if (wanted === "best") return bestOf(task) ?? made.at(-1) ?? start(task, made);
  if (wanted === 0) return start(task, made);
  const found = made.find(({ round }) => round === wanted);
  if (found !== undefined) return found;
  const last = made.at(-1)?.round;
  throw new UserError(
    last === undefined
      ? `Task ${task.task} has no committed round yet.`
      : `Task ${task.task} has no model of round ${wanted}; there are 1 to ${last}.`,
  );
}

/** What the committed rounds made that trained, in order. */
export function madeModels(task: BegunTask): readonly ChosenModel[] {
  return task.progress.history.flatMap((attempt) =>
    attempt.end === "committed" && attempt.purpose === "train"
      ? [{ round: attempt.round, model: attempt.model }]
      : [],
  );
}

/** The model that the task began with; it is known for as long as it is the newest or the best. */
function start(task: BegunTask, made: readonly unknown[]): ChosenModel {
  const best = bestOf(task);
  if (best?.round === 0) return best;
  if (made.length === 0) return { round: 0, model: task.progress.model };
  throw new UserError(
    `Task ${task.task} has gone past the model that it began with; choose a round from 1 on.`,
  );
}
