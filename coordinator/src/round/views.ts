import type { AbortCause, Refusal } from "@tributary/core/rounds";
import { ok } from "@tributary/core/support";
import type { ClientId, Result, RoundKey, TaskId } from "@tributary/core/support";

import { comeBackAfterMs } from "../strategy/selection.ts";
import type { RunningTask } from "./attempt.ts";
import { refuse, taskFor } from "./standing.ts";
import type { CoordinatorState, Open, Round, ScoredModel, SignedRef, TaskState } from "./state.ts";
import { exclusionOf } from "./suspicion.ts";

/** How soon a client should look again while the coordinator itself is at work. */
const ownWorkMs = 1_000;
const collectingMs = 2_000;
const idleMs = 30_000;

export type CheckInAnswer =
  /** It holds a place; `leaseMs` from now it is lost unless READY was said. */
  | { readonly kind: "train"; readonly round: Open; readonly leaseMs: number }
  | { readonly kind: "come-back"; readonly afterMs: number; readonly reason: string }
  | {
      readonly kind: "done";
      readonly task: Extract<TaskState, { status: "completed" | "failed" }>;
      readonly best: ScoredModel | null;
    };

/**
 * The answer to a check-in, after the command's events are durable and folded. A replay gets the same lease, with
 * what is left of it. A client that said READY and asks again has lost its update, so it may train once more.
 * @param uniform drawn from [0, 1); it spreads the clients that come back
 */
export function checkInAnswer(
  state: CoordinatorState,
  id: TaskId,
  client: ClientId,
  nowMs: number,
  uniform: number,
): Result<CheckInAnswer, Refusal> {
  const found = taskFor(state, id, client);
  if (!found.ok) return found;
  const task = found.value;
  const comeBack = (untilChangeMs: number, reason: string) =>
    ok({ kind: "come-back", afterMs: comeBackAfterMs(untilChangeMs, uniform), reason } as const);
  switch (task.status) {
    case "waiting":
      return comeBack(ownWorkMs, "the task is about to begin");
    case "paused":
      return comeBack(idleMs, "the task is paused");
    case "completed":
      return ok({ kind: "done", task, best: task.best });
    case "failed":
      return ok({ kind: "done", task, best: task.progress.scoring.best });
    case "running":
      break;
    default:
      return task satisfies never;
  }
  const { round } = task;
  switch (round.phase) {
    case "preparing":
      return comeBack(ownWorkMs, "the round is about to open");
    case "open": {
      const lease = round.leases.get(client);
      if (lease !== undefined)
        return ok({ kind: "train", round, leaseMs: Math.max(0, lease.expiresAtMs - nowMs) });
      if (round.ready.has(client)) return ok({ kind: "train", round, leaseMs: task.terms.rounds.leaseMs });
      const exclusion = exclusionOf(task.progress.suspicion, client);
      if (exclusion === "quarantined") {
        const detail = `too many sums that client ${client} was in were spoilt; it takes part no more in task ${id}`;
        return refuse("quarantined", detail);
      }
      if (exclusion === "exhausted") {
        return comeBack(
          ownWorkMs,
          "this client has sent two masked updates in this round; the next one is open to it",
        );
      }
      return comeBack((dueInRound(task) ?? nowMs + idleMs) - nowMs, "the cohort is full");
    }
    case "advertising":
    case "sharing":
    case "collecting":
    case "confirming":
    case "unmasking":
      return comeBack(collectingMs, "the round's updates are being collected");
    case "folding":
      return comeBack(ownWorkMs, "the next model is being made");
    default:
      return round satisfies never;
  }
}

/** What became of an attempt, as one client asks. */
export type Outcome =
  | { readonly kind: "running"; readonly phase: Round["phase"]; readonly invited: boolean }
  | { readonly kind: "committed"; readonly receipt: SignedRef; readonly counted: boolean }
  | { readonly kind: "aborted"; readonly cause: AbortCause; readonly detail: string };

/**
 * The outcome of the attempt that `key` names. `counted` holds for a client's newest counted round; of older ones it
 * is false, since a client that went on has no use for it. An attempt that never was, or was aborted so long ago that
 * it is forgotten, is refused as `wrong-round`.
 */
export function outcomeOf(
  state: CoordinatorState,
  key: RoundKey,
  client: ClientId,
): Result<Outcome, Refusal> {
  const found = taskFor(state, key.task, client);
  if (!found.ok) return found;
  const task = found.value;
  if (task.status === "waiting") return refuse("task-not-running", `task ${key.task} has not begun`);
  if (
    task.status === "running" &&
    task.round.key.round === key.round &&
    task.round.key.attempt === key.attempt
  ) {
    const { round } = task;
    return ok({
      kind: "running",
      phase: round.phase,
      invited: isInvited(task, client),
    });
  }
  const summary = task.progress.history.findLast(
    ({ round, attempt }) => round === key.round && attempt === key.attempt,
  );
  switch (summary?.end) {
    case undefined:
      return refuse("wrong-round", `attempt ${key.attempt} at round ${key.round} is not known here`);
    case "committed": {
      const last = task.progress.records.get(client)?.lastCounted;
      const counted = last?.round === key.round && last.attempt === key.attempt;
      return ok({ kind: "committed", receipt: summary.receipt, counted });
    }
    case "aborted":
      return ok({ kind: "aborted", cause: summary.cause, detail: summary.detail });
    default:
      return summary satisfies never;
  }
}

function isInvited({ round, terms }: RunningTask, client: ClientId): boolean {
  if (terms.mode === "secure") return round.phase === "advertising" && round.awaited.has(client);
  return round.phase === "collecting" && round.pending.has(client);
}

/** When the next tick is wanted; undefined while nothing waits for time. */
export function nextDueMs(state: CoordinatorState): number | undefined {
  let next: number | undefined;
  for (const task of state.tasks.values()) {
    const due = task.status === "running" ? dueInRound(task) : undefined;
    if (due !== undefined) next = Math.min(next ?? due, due);
  }
  return next;
}

/** In mode secure the service ends the phases after `open` by itself. */
function dueInRound({ round, terms }: RunningTask): number | undefined {
  switch (round.phase) {
    case "preparing":
    case "advertising":
    case "sharing":
    case "confirming":
    case "unmasking":
    case "folding":
      return undefined;
    case "open": {
      let due = round.deadline.kind === "set" ? round.deadline.atMs : undefined;
      for (const { expiresAtMs } of round.leases.values()) due = Math.min(due ?? expiresAtMs, expiresAtMs);
      return due;
    }
    case "collecting":
      return terms.mode === "secure" ? undefined : round.deadline.atMs;
    default:
      return round satisfies never;
  }
}
