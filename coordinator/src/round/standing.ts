import type { Refusal, RefusalReason } from "@tributary/core/rounds";
import { err, ok } from "@tributary/core/support";
import type { ClientId, Digest, Result, RoundKey, TaskId } from "@tributary/core/support";

import type { RunningTask } from "./attempt.ts";
import { enrolledClient } from "./state.ts";
import type { AcceptedUpdate, CoordinatorState, Round, TaskState } from "./state.ts";

// Where a client stands in the attempt that its call names: what decide rules by, and what the service asks before
// it takes a byte of an upload.

export function refuse(
  reason: RefusalReason,
  detail: string,
): { readonly ok: false; readonly error: Refusal } {
  return err({ reason, detail });
}

/** The task, if this client may speak to it. */
export function taskFor(state: CoordinatorState, task: TaskId, client: ClientId): Result<TaskState, Refusal> {
  if (enrolledClient(state, client) === undefined) {
    const known = state.clients.get(client);
    return known?.status === "revoked"
      ? refuse("revoked", `an operator withdrew the enrolment of ${client}: ${known.reason}`)
      : refuse("not-enrolled", `client ${client} has not enrolled here; enroll first`);
  }
  const found = state.tasks.get(task);
  return found === undefined ? refuse("unknown-task", `there is no task ${task} here`) : ok(found);
}

/** The running task whose attempt `key` names. */
export function attemptFor(
  state: CoordinatorState,
  key: RoundKey,
  client: ClientId,
): Result<RunningTask, Refusal> {
  const found = taskFor(state, key.task, client);
  if (!found.ok) return found;
  const task = found.value;
  if (task.status === "waiting") return refuse("task-not-running", `task ${key.task} has not begun`);
  const current = task.progress;
  const past = key.round < current.round || (key.round === current.round && key.attempt < current.attempt);
  if (past) {
    return refuse("late", `attempt ${key.attempt} at round ${key.round} is over`);
  }
  if (task.status !== "running") return refuse("task-not-running", `task ${key.task} is ${task.status}`);
  if (key.round !== current.round || key.attempt !== current.attempt) {
    const running = `attempt ${current.attempt} at round ${current.round}`;
    return refuse("wrong-round", `${running} is running, not attempt ${key.attempt} at round ${key.round}`);
  }
  return ok(task);
}

/** Whether a client holds a place or something is waited for from it. */
export function isAwaited(round: Round, client: ClientId): boolean {
  switch (round.phase) {
    case "open":
      return round.leases.has(client) || round.ready.has(client);
    case "advertising":
    case "sharing":
    case "confirming":
    case "unmasking":
      return round.awaited.has(client);
    case "collecting":
      return round.pending.has(client);
    case "preparing":
    case "folding":
      return false;
    default:
      return round satisfies never;
  }
}

/** An invited client may send that many bytes; an accepted one need not send again. */
export type UploadStanding =
  | { readonly standing: "invited"; readonly uploadSizeBytes: number; readonly descriptor: Digest }
  | { readonly standing: "accepted"; readonly update: Pick<AcceptedUpdate, "digest"> };

/**
 * Whether this client's upload for `key` is wanted. Ask before each chunk and before an upload is opened. It knows
 * accepted updates after their round, too, so that a replay of the commit gets the first answer.
 */
export function mayUpload(
  state: CoordinatorState,
  key: RoundKey,
  client: ClientId,
): Result<UploadStanding, Refusal> {
  const found = attemptFor(state, key, client);
  if (!found.ok) return found.error.reason === "late" ? pastUpload(state, key, client, found.error) : found;
  const { round } = found.value;
  switch (round.phase) {
    case "preparing":
    case "open":
    case "advertising":
    case "sharing":
      return refuse("not-invited", `round ${key.round} is ${round.phase}; updates are collected later`);
    case "collecting": {
      const pending = round.pending.get(client);
      if (pending !== undefined) {
        const { uploadSizeBytes, descriptor } = pending;
        return ok({ standing: "invited", uploadSizeBytes, descriptor });
      }
      const update = round.accepted.get(client);
      if (update !== undefined) return ok({ standing: "accepted", update });
      return err(round.rejected.get(client) ?? notInvited(key, client));
    }
    case "confirming":
    case "unmasking":
    case "folding": {
      const update = round.survivors.get(client);
      if (update !== undefined) return ok({ standing: "accepted", update });
      const late = { reason: "late", detail: `round ${key.round} collects no more updates` } as const;
      return err(round.rejected.get(client) ?? late);
    }
    default:
      return round satisfies never;
  }
}

function notInvited(key: RoundKey, client: ClientId): Refusal {
  return { reason: "not-invited", detail: `client ${client} is not invited to round ${key.round}` };
}

function pastUpload(
  state: CoordinatorState,
  key: RoundKey,
  client: ClientId,
  late: Refusal,
): Result<UploadStanding, Refusal> {
  const counted = lastCounted(state, key.task, client);
  const same = counted?.round === key.round && counted.attempt === key.attempt;
  return same ? ok({ standing: "accepted", update: { digest: counted.digest } }) : err(late);
}

function lastCounted(state: CoordinatorState, task: TaskId, client: ClientId) {
  const found = state.tasks.get(task);
  return found === undefined || found.status === "waiting"
    ? null
    : (found.progress.records.get(client)?.lastCounted ?? null);
}
