import type { AbortCause } from "@tributary/core/rounds";
import type { ClientId } from "@tributary/core/support";

import { collectDurationMs, largestUpload, stepDurationMs, tallyOf } from "./attempt.ts";
import type { RunningTask } from "./attempt.ts";
import type { FoldResult } from "./commands.ts";
import type { AttemptAborted, AttemptEvent, RoundCommitted } from "./events.ts";
import { patienceIsOver, withScores } from "./scoring.ts";
import type { Collecting, Open, TaskState } from "./state.ts";
import { exhaustedCount, invitedAmong, neededReady } from "./suspicion.ts";

// What follows of itself: from time that passes, from a client that was the last one waited for, from the end of an
// attempt. Events of one decision are in the order in which they take effect.

/** What the time makes due in this task. */
export function dueEvents(task: TaskState, nowMs: number): readonly AttemptEvent[] {
  if (task.status !== "running") return [];
  const { round } = task;
  switch (round.phase) {
    case "preparing":
    case "advertising":
    case "sharing":
    case "confirming":
    case "unmasking":
    case "folding":
      return [];
    case "open":
      return dueInOpen(task, round, nowMs);
    case "collecting":
      // Under masks the service ends it, since whether a sum can be unmasked is the session's to say.
      if (task.terms.mode === "secure") return [];
      return nowMs >= round.deadline.atMs ? [endOfCollecting(task, round)] : [];
    default:
      return round satisfies never;
  }
}

function dueInOpen(task: RunningTask, open: Open, nowMs: number): readonly AttemptEvent[] {
  if (open.deadline.kind === "set" && nowMs >= open.deadline.atMs) {
    const { minimum } = neededReady(task.progress.suspicion, task.terms.cohort);
    if (open.ready.size >= minimum) return [invitation(task, open, nowMs)];
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
    case "advertising":
    case "sharing":
    case "confirming":
    case "unmasking":
    case "folding":
      return [];
    case "open": {
      const { goal, minimum } = neededReady(task.progress.suspicion, terms.cohort);
      if (round.ready.size >= goal) return [invitation(task, round, nowMs)];
      // Who has sent all that it may in this round is there, too, and must not keep it open for ever.
      const present = round.leases.size + round.ready.size + exhaustedCount(task.progress.suspicion);
      const full = present >= minimum;
      if (!full || round.deadline.kind === "set") return [];
      return [{ kind: "open-deadline-set", task: task.task, deadlineMs: nowMs + terms.rounds.openMs }];
    }
    case "collecting": {
      const decided = round.pending.size === 0;
      const hopeless = round.accepted.size + round.pending.size < terms.cohort.minSurvivors;
      if (terms.mode === "secure") return hopeless ? [endOfCollecting(task, round)] : [];
      return decided || hopeless ? [endOfCollecting(task, round)] : [];
    }
    default:
      return round satisfies never;
  }
}

/** The cohort is there: in mode secure it exchanges keys first. */
function invitation({ task, terms, progress }: RunningTask, open: Open, nowMs: number): AttemptEvent {
  if (terms.mode === "secure") {
    const { suspicion } = progress;
    const invited = invitedAmong([...open.ready.keys()], suspicion, terms.cohort, open.descriptor.digest);
    const deadlineMs = nowMs + stepDurationMs("advertising", terms.rounds);
    return { kind: "advertising-started", task, invited, deadlineMs };
  }
  const deadlineMs = nowMs + collectDurationMs(largestUpload(open.ready), terms.rounds);
  return { kind: "collecting-started", task, deadlineMs };
}

function endOfCollecting(task: RunningTask, { accepted, invited }: Collecting): AttemptEvent {
  const { minSurvivors } = task.terms.cohort;
  if (accepted.size >= minSurvivors) return { kind: "folding-started", task: task.task };
  const detail = `${accepted.size} of ${invited} invited updates were accepted, at least ${minSurvivors} are needed`;
  return abortion(task, task.terms.mode === "secure" ? "too-few-survivors" : "too-few-updates", detail);
}

/**
 * The end of the running attempt without a model. An operator and a restore are no failures of the attempt; of the
 * others, the plan's number in a row fails the task, except that a last evaluation that nobody comes to costs a
 * finished task its last score, not its models.
 */
export function abortion(
  task: RunningTask,
  cause: AbortCause,
  detail: string,
  concerned: readonly ClientId[] = [],
): AttemptAborted {
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
    concerned,
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
