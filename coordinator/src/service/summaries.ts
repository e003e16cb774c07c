import type { Plan } from "@tributary/core/plan";
import type { ClientId } from "@tributary/core/support";
import { writeDigest } from "@tributary/core/wire";
import type { ClientSummary, RoundSummary, TaskSummary } from "@tributary/proto/messages";

import { tallyOf } from "../round/index.ts";
import type { AttemptSummary, Client, CoordinatorState, ScoredModel, TaskState } from "../round/index.ts";

/** The best model so far, if one was scored. */
export function bestOf(task: TaskState): ScoredModel | null {
  if (task.status === "waiting") return null;
  return task.status === "completed" ? task.best : task.progress.scoring.best;
}

export function taskSummary(task: TaskState, plan: Plan): TaskSummary {
  return {
    taskId: task.task,
    title: plan.title,
    state: task.status,
    mode: plan.privacy.mode,
    round: roundOf(task, plan.rounds.maximum),
    maximumRounds: plan.rounds.maximum,
    bestRound: bestOf(task)?.round ?? 0,
    reason: task.status === "failed" ? task.detail : "",
  };
}

/** The round that is under way; once a task is completed, the last that trained. The last evaluation is no round of the plan's. */
function roundOf(task: TaskState, maximum: number): number {
  if (task.status === "waiting") return 0;
  const { round, history } = task.progress;
  if (task.status !== "completed") return Math.min(round, maximum);
  return (
    history.findLast((attempt) => attempt.end === "committed" && attempt.purpose === "train")?.round ?? 0
  );
}

/** Attempts in the order of their ends, then the one that runs. Figures that nobody reported are -1. */
export function* roundSummaries(task: TaskState): Generator<RoundSummary> {
  if (task.status === "waiting") return;
  const best = bestOf(task)?.round;
  for (const attempt of task.progress.history) yield endedSummary(attempt, best);
  if (task.status !== "running") return;
  const { key, phase } = task.round;
  const tally = tallyOf(task.round);
  yield { round: key.round, attempt: key.attempt, phase, cause: "", ...tally, ...noScores };
}

const noScores = { loss: -1, accuracy: -1, macroF1: -1 };

function endedSummary(attempt: AttemptSummary, best: number | undefined): RoundSummary {
  const { round, tally, startedAtMs, endedAtMs } = attempt;
  const common = { round, attempt: attempt.attempt, ...tally, seconds: (endedAtMs - startedAtMs) / 1000 };
  if (attempt.end === "aborted") return { ...common, phase: "aborted", cause: attempt.cause, ...noScores };
  const { scores, bytesDown, model, purpose } = attempt;
  return {
    ...common,
    phase: "committed",
    cause: "",
    loss: scores?.loss ?? -1,
    accuracy: scores?.accuracy ?? -1,
    macroF1: scores?.macroF1 ?? -1,
    bytesDown,
    modelDigest: writeDigest(model.digest),
    best: purpose === "train" && round === best,
  };
}

export function clientSummary(state: CoordinatorState, id: ClientId, client: Client): ClientSummary {
  let roundsCounted = 0;
  let updatesRejected = 0;
  for (const task of state.tasks.values()) {
    const record = task.status === "waiting" ? undefined : task.progress.records.get(id);
    roundsCounted += record?.roundsCounted ?? 0;
    updatesRejected += record?.updatesRejected ?? 0;
  }
  return {
    clientId: id,
    kind: client.kind,
    release: client.release,
    revoked: client.status === "revoked",
    enrolledAtUnixMs: client.enrolledAtMs,
    roundsCounted,
    updatesRejected,
  };
}
