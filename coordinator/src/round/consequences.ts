import type { AbortCause } from "@tributary/core/rounds";

import { collectDurationMs, tallyOf } from "./attempt.ts";
import type { RunningTask } from "./attempt.ts";
import type { FoldResult } from "./commands.ts";
import type { AttemptAborted, AttemptEvent, RoundCommitted } from "./events.ts";
import { patienceIsOver, withScores } from "./scoring.ts";
import type { Collecting, Open, TaskState } from "./state.ts";

// What follows of itself: from time that passes, from a client that was the last one waited for, from the end of an
// attempt. Events of one decision are in the order in which they take effect.

/** What the time makes due in this task. */
export function dueEvents(task: TaskState, nowMs: number): readonly AttemptEvent[] {
  if (task.status !== "running") return [];
  const { round } = task;
  switch (round.phase) {
    case "preparing":
    case "folding":
      return [];
    case "open":
      return dueInOpen(task, round, nowMs);
    case "collecting":
      return nowMs >= round.deadline.atMs ? [endOfCollecting(task, round)] : [];
    default:
      return round satisfies never;
  }
}

function dueInOpen(task: RunningTask, open: Open, nowMs: number): readonly AttemptEvent[] {
  if (open.deadline.kind === "set" && nowMs >= open.deadline.atMs) {
    const { minimum } = task.terms.cohort;
    if (open.ready.size >= minimum) return [collectingFrom(task, open, nowMs)];
    const detail = `${open.ready.size} of at least ${minimum} clients were ready at the deadline`;
    return [abortion(task, "too-few-ready", detail)];
  }
  const clients = [...open.leases]
    .filter(([, { expiresAtMs }]) => nowMs >= expiresAtMs)
    .map(([client]) => client);
  return clients.length === 0 ? [] : [{ kind: "leases-expired", task: task.task, clients }];
}

/** What follows at once from a client that took a place, said READY, left, or whose update was decided on. */
export function settled(task: RunningTask, nowMs: number): readonly AttemptEvent[] {
  const { round, terms } = task;
  switch (round.phase) {
    case "preparing":
    case "folding":
      return [];
    case "open": {
      if (round.ready.size >= terms.cohort.goal) return [collectingFrom(task, round, nowMs)];
      const full = round.leases.size + round.ready.size >= terms.cohort.minimum;
      if (!full || round.deadline.kind === "set") return [];
      return [{ kind: "open-deadline-set", task: task.task, deadlineMs: nowMs + terms.rounds.openMs }];
    }
    case "collecting": {
      const decided = round.pending.size === 0;
      const hopeless = round.accepted.size + round.pending.size < terms.cohort.minSurvivors;
      return decided || hopeless ? [endOfCollecting(task, round)] : [];
    }
    default:
      return round satisfies never;
  }
}

function collectingFrom(task: RunningTask, open: Open, nowMs: number): AttemptEvent {
  const largest = Math.max(...[...open.ready.values()].map(({ uploadSizeBytes }) => uploadSizeBytes));
  const deadlineMs = nowMs + collectDurationMs(largest, task.terms.rounds);
  return { kind: "collecting-started", task: task.task, deadlineMs };
}

function endOfCollecting(task: RunningTask, { accepted, invited }: Collecting): AttemptEvent {
  const { minSurvivors } = task.terms.cohort;
  if (accepted.size >= minSurvivors) return { kind: "folding-started", task: task.task };
  const detail = `${accepted.size} of ${invited} invited updates were accepted, at least ${minSurvivors} are needed`;
  return abortion(task, "too-few-updates", detail);
}

/**
 * The end of the running attempt without a model. An operator and a restore are no failures of the attempt; of the
 * others, the plan's number in a row fails the task, except that a last evaluation that nobody comes to costs a
 * finished task its last score, not its models.
 */
export function abortion(task: RunningTask, cause: AbortCause, detail: string): AttemptAborted {
  const { round, progress, terms } = task;
  const next = (): AttemptAborted["next"] => {
    if (cause === "operator") return "paused";
    const inARow = progress.abortedInARow + 1;
    if (cause !== "restored" && inARow >= terms.rounds.maximumAttempts) {
      return round.purpose === "evaluate" ? "completed" : "failed";
    }
    return round.phase === "folding" && round.then === "pause" ? "paused" : "retry";
  };
  return {
    kind: "attempt-aborted",
    task: task.task,
    key: round.key,
    cause,
    detail,
    tally: tallyOf(round),
    next: next(),
  };
}

/** The end of the running attempt with a model, and whether the next round trains, scores the last model, or none comes. */
export function commitment(task: RunningTask, result: FoldResult): RoundCommitted {
  const { round, progress, terms } = task;
  const next = (): RoundCommitted["next"] => {
    if (round.purpose === "evaluate") return { kind: "completed" };
    const incoming = { round: round.key.round - 1, model: progress.model, scores: result.scores };
    const scoring = withScores(progress.scoring, incoming, terms.stopping);
    const last = round.key.round >= terms.rounds.maximum || patienceIsOver(scoring, terms.stopping);
    const paused = round.phase === "folding" && round.then === "pause";
    return { kind: "round", purpose: last ? "evaluate" : "train", paused };
  };
  return {
    kind: "round-committed",
    task: task.task,
    key: round.key,
    result,
    tally: tallyOf(round),
    next: next(),
  };
}
