import type { Plan } from "@tributary/core/plan";

import type { ClientMap } from "./client-map.ts";
import type {
  AcceptedUpdate,
  Collecting,
  Deadline,
  Progress,
  ReadyClient,
  Round,
  Tally,
  TaskFacts,
  TaskState,
} from "./state.ts";

export type RunningTask = Extract<TaskState, { status: "running" }>;

/** Round trips and scheduling, before a byte of an upload counts. */
const collectGraceMs = 15_000;
/** A restart puts a deadline off so often at most; see Deadline. */
const maximumExtensions = 10;

/** The attempt that `progress` says comes next, before anything is published. */
export function preparedTask(facts: TaskFacts, progress: Progress, nowMs: number): RunningTask {
  const { task, terms, plan, base, createdAtMs } = facts;
  const key = { task, round: progress.round, attempt: progress.attempt };
  return {
    task,
    terms,
    plan,
    base,
    createdAtMs,
    status: "running",
    progress,
    round: { phase: "preparing", key, purpose: progress.purpose, startedAtMs: nowMs },
  };
}

/** How long the slowest client that is waited for needs: 15 s + its bytes at the plan's slowest uplink, capped. */
export function collectDurationMs(largestUploadBytes: number, rounds: Plan["rounds"]): number {
  const transferMs = Math.ceil((largestUploadBytes * 8 * 1000) / rounds.minimumUplinkBps);
  return Math.min(collectGraceMs + transferMs, rounds.collectMs);
}

export function largestUpload(clients: ClientMap<ReadyClient>): number {
  return Math.max(0, ...[...clients.values()].map(({ uploadSizeBytes }) => uploadSizeBytes));
}

/** How long one of the short steps of secure aggregation lasts at most; keys are waited for three times as long as answers. */
export function stepDurationMs(
  phase: "advertising" | "sharing" | "confirming" | "unmasking",
  { stepMs }: Plan["rounds"],
): number {
  return phase === "advertising" ? 3 * stepMs : stepMs;
}

export function putOff(deadline: Deadline, byMs: number): Deadline {
  if (deadline.extensions >= maximumExtensions) return deadline;
  return { atMs: deadline.atMs + byMs, extensions: deadline.extensions + 1 };
}

/** An attempt's figures as they stand. */
export function tallyOf(round: Round): Tally {
  switch (round.phase) {
    case "preparing":
      return { leased: 0, ready: 0, counted: 0, rejected: 0, dropped: 0, bytesUp: 0 };
    case "open":
      return {
        leased: round.leased,
        ready: round.ready.size,
        counted: 0,
        rejected: 0,
        dropped: 0,
        bytesUp: 0,
      };
    case "collecting":
      return collectingTally(round);
    case "advertising":
    case "sharing": {
      const { leased, invited } = round;
      return { leased, ready: invited, counted: 0, rejected: 0, dropped: 0, bytesUp: 0 };
    }
    case "confirming":
    case "unmasking":
    case "folding":
      return round.tally;
    default:
      return round satisfies never;
  }
}

function collectingTally({ leased, invited, accepted, rejected }: Collecting): Tally {
  return {
    leased,
    ready: invited,
    counted: accepted.size,
    rejected: rejected.size,
    dropped: invited - accepted.size - rejected.size,
    bytesUp: totalBytes(accepted),
  };
}

function totalBytes(updates: ClientMap<AcceptedUpdate>): number {
  let sum = 0;
  for (const update of updates.values()) sum += update.sizeBytes;
  return sum;
}
