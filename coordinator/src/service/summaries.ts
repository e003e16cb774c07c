import type { Plan } from "@tributary/core/plan";
import type { ClientId } from "@tributary/core/support";
import { writeDigest } from "@tributary/core/wire";
import type { ClientSummary, RoundSummary, TaskSummary } from "@tributary/proto/messages";

import { baseScores, bestOf, perplexityIn, tallyOf } from "../round/index.ts";
import type { AttemptSummary, Client, CoordinatorState, Scores, TaskState } from "../round/index.ts";

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

/** What a figure is that nobody reported. */
const unknown = -1;

/** Attempts in the order of their ends, then the one that runs. Each carries the base's figures, over which its own are a gain. */
export function* roundSummaries(task: TaskState): Generator<RoundSummary> {
  if (task.status === "waiting") return;
  const best = bestOf(task)?.round;
  const base = baseFigures(baseScores(task.progress));
  for (const attempt of task.progress.history) yield { ...endedSummary(attempt, best), ...base };
  if (task.status !== "running") return;
  const { key, phase } = task.round;
  const tally = tallyOf(task.round);
  yield { round: key.round, attempt: key.attempt, phase, cause: "", ...tally, ...figures(null), ...base };
}

function figures(scores: Scores | null) {
  return {
    loss: scores?.loss ?? unknown,
    perplexity: perplexityOf(scores),
    accuracy: scores?.accuracy ?? unknown,
    macroPrecision: scores?.macroPrecision ?? unknown,
    macroRecall: scores?.macroRecall ?? unknown,
    macroF1: scores?.macroF1 ?? unknown,
    weightedPrecision: scores?.weightedPrecision ?? unknown,
    weightedRecall: scores?.weightedRecall ?? unknown,
    weightedF1: scores?.weightedF1 ?? unknown,
  };
}

function baseFigures(base: Scores | null) {
  return {
    baseLoss: base?.loss ?? unknown,
    basePerplexity: perplexityOf(base),
    baseAccuracy: base?.accuracy ?? unknown,
    baseMacroF1: base?.macroF1 ?? unknown,
    baseWeightedF1: base?.weightedF1 ?? unknown,
  };
}

function perplexityOf(scores: Scores | null): number {
  return (scores === null ? null : perplexityIn(scores)) ?? unknown;
}

function endedSummary(attempt: AttemptSummary, best: number | undefined): RoundSummary {
  const { round, tally, startedAtMs, endedAtMs } = attempt;
  const common = { round, attempt: attempt.attempt, ...tally, seconds: (endedAtMs - startedAtMs) / 1000 };
  if (attempt.end === "aborted")
    return { ...common, phase: "aborted", cause: attempt.cause, ...figures(null) };
  const { scores, bytesDown, model, purpose } = attempt;
  return {
    ...common,
    phase: "committed",
    cause: "",
    ...figures(scores),
    bytesDown,
    modelDigest: writeDigest(model.digest),
    best: purpose === "train" && round === best,
  };
}

export function clientSummary(
  state: CoordinatorState,
  id: ClientId,
  client: Client,
  engine: string,
): ClientSummary {
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
    engine,
  };
}
