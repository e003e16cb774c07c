import type { ClientId } from "@tributary/core/support";
import { writeDigest } from "@tributary/core/wire";
import type {
  AttemptTimes,
  ModelSummary,
  Participant,
  RunningRound,
  TaskStatus,
} from "@tributary/proto/messages";

import { madeModels } from "../export/index.ts";
import { bestOf } from "../round/index.ts";
import type { ModelRef, Round, TaskState } from "../round/index.ts";
import type { AttemptChronicle, Chronicle, Incident } from "./chronicle.ts";
import type { Desk } from "./desk.ts";
import { roundSummaries, taskSummary } from "./summaries.ts";
import type { TaskTermsInFull } from "./task-terms.ts";

const participantLimit = 500;

/** All that an operator may see of a task: no data, and of an update its size alone. */
export function taskStatus(
  {
    ledger,
    clock,
    engines,
    chronicle,
  }: Pick<Desk, "ledger" | "clock" | "engines"> & {
    readonly chronicle: Chronicle;
  },
  task: TaskState,
  { plan }: TaskTermsInFull,
): TaskStatus {
  const { attempts, rejected, departures } = chronicle.of(task.task);
  const nowMs = clock.nowMs();
  const round = task.status === "running" ? task.round : undefined;
  const standings = round === undefined ? [] : [...standingsIn(round)];
  return {
    task: taskSummary(task, plan),
    planDigest: writeDigest(task.plan),
    baseDigest: writeDigest(task.base),
    createdAtUnixMs: task.createdAtMs,
    nowUnixMs: nowMs,
    ...(round !== undefined && { running: runningRound(round, attempts.at(-1), plan.cohort) }),
    rounds: [...roundSummaries(task)],
    attempts: attempts.map((attempt) => attemptTimes(attempt, nowMs)),
    participants: standings.slice(0, participantLimit).map(([id, state]): Participant => {
      const client = ledger.state.clients.get(id);
      return {
        clientId: id,
        kind: client?.kind ?? "",
        release: client?.release ?? "",
        engine: engines.get(id) ?? "",
        state,
      };
    }),
    participantCount: standings.length,
    rejected: rejected.map(incident),
    departures: departures.map(incident),
    models: modelsOf(task),
  };
}

function incident({ round, attempt, client, reason, detail, atMs }: Incident) {
  return { round, attempt, clientId: client, reason, detail, atUnixMs: atMs };
}

function runningRound(
  round: Round,
  chronicled: AttemptChronicle | undefined,
  cohort: { readonly goal: number; readonly minimum: number },
): RunningRound {
  const phase = chronicled?.phases.findLast((each) => each.phase === round.phase);
  return {
    round: round.key.round,
    attempt: round.key.attempt,
    purpose: round.purpose,
    phase: round.phase,
    startedAtUnixMs: round.startedAtMs,
    phaseStartedAtUnixMs: phase?.startedAtMs ?? round.startedAtMs,
    deadlineUnixMs: deadlineOf(round),
    goal: cohort.goal,
    minimum: cohort.minimum,
    places: round.phase === "open" ? round.leases.size + round.ready.size : 0,
    awaited: awaitedIn(round),
  };
}

function deadlineOf(round: Round): number {
  switch (round.phase) {
    case "preparing":
    case "folding":
      return 0;
    case "open":
      return round.deadline.kind === "set" ? round.deadline.atMs : 0;
    case "advertising":
    case "sharing":
    case "collecting":
    case "confirming":
    case "unmasking":
      return round.deadline.atMs;
    default:
      return round satisfies never;
  }
}

function awaitedIn(round: Round): number {
  switch (round.phase) {
    case "preparing":
    case "folding":
      return 0;
    case "open":
      return round.leases.size;
    case "collecting":
      return round.pending.size;
    case "advertising":
    case "sharing":
    case "confirming":
    case "unmasking":
      return round.awaited.size;
    default:
      return round satisfies never;
  }
}

/** What each client of an attempt is about. */
function* standingsIn(round: Round): Generator<readonly [ClientId, string]> {
  switch (round.phase) {
    case "preparing":
      return;
    case "open":
      for (const client of round.leases.keys()) yield [client, "training"];
      for (const client of round.ready.keys()) yield [client, "ready"];
      return;
    case "advertising":
    case "sharing":
      for (const client of round.awaited.keys()) yield [client, "exchanging"];
      return;
    case "collecting":
      for (const client of round.pending.keys()) yield [client, "sending"];
      for (const client of round.accepted.keys()) yield [client, "sent"];
      for (const client of round.rejected.keys()) yield [client, "rejected"];
      return;
    case "confirming":
    case "unmasking":
    case "folding":
      for (const client of round.survivors.keys()) yield [client, "counted"];
      for (const client of round.rejected.keys()) yield [client, "rejected"];
      return;
    default:
      round satisfies never;
  }
}

function attemptTimes({ round, attempt, phases, endedAtMs }: AttemptChronicle, nowMs: number): AttemptTimes {
  return {
    round,
    attempt,
    phases: phases.map(({ phase, startedAtMs }, index) => ({
      phase,
      startedAtUnixMs: startedAtMs,
      seconds: Math.max(0, ((phases[index + 1]?.startedAtMs ?? endedAtMs ?? nowMs) - startedAtMs) / 1000),
    })),
    endedAtUnixMs: endedAtMs ?? 0,
  };
}

function modelsOf(task: TaskState): ModelSummary[] {
  if (task.status === "waiting") return [];
  const best = bestOf(task);
  const summary = (round: number, { digest, sizeBytes }: ModelRef): ModelSummary => ({
    round,
    digest: writeDigest(digest),
    sizeBytes,
    best: best?.round === round,
  });
  const made = madeModels(task);
  // The model that the task began with is known for as long as it is the newest or the best.
  const start = made.length === 0 ? task.progress.model : best?.round === 0 ? best.model : undefined;
  return [
    ...(start === undefined ? [] : [summary(0, start)]),
    ...made.map(({ round, model }) => summary(round, model)),
  ];
}
