import type { Refusal } from "@tributary/core/rounds";
import { err, ok } from "@tributary/core/support";
import type { Result } from "@tributary/core/support";

import { hasPlace } from "../strategy/selection.ts";
import type { RunningTask } from "./attempt.ts";
import type { ClientCommand, Declined } from "./commands.ts";
import { settled } from "./consequences.ts";
import { remark } from "./remark.ts";
import type { AttemptEvent } from "./events.ts";
import { evolveAttempt } from "./evolve-attempt.ts";
import { attemptFor, isAwaited, mayUpload, refuse, taskFor } from "./standing.ts";
import type { CoordinatorState, Open, ReadyClient } from "./state.ts";
import { exclusionOf } from "./suspicion.ts";

type Events = readonly AttemptEvent[];

/** What a participant's call makes happen; `state` is that at `nowMs`, nothing being due. */
export function decideForClient(
  state: CoordinatorState,
  command: ClientCommand,
  nowMs: number,
): Result<Events, Declined> {
  const decided = ((): Result<Events, Refusal> => {
    switch (command.kind) {
      case "check-in":
        return checkIn(state, command, nowMs);
      case "ready":
        return ready(state, command, nowMs);
      case "leave":
        return leave(state, command, nowMs);
      case "upload-committed":
        return uploadCommitted(state, command, nowMs);
      case "upload-rejected":
        return uploadRejected(state, command, nowMs);
      default:
        return command satisfies never;
    }
  })();
  return decided.ok ? decided : err({ outcome: "rejected", ...decided.error });
}

type CommandOf<Kind extends ClientCommand["kind"]> = Extract<ClientCommand, { kind: Kind }>;

function checkIn(
  state: CoordinatorState,
  { task: id, client }: CommandOf<"check-in">,
  nowMs: number,
): Result<Events, Refusal> {
  const found = taskFor(state, id, client);
  if (!found.ok) return found;
  const task = found.value;
  if (task.status !== "running" || task.round.phase !== "open") return ok([]);
  const { leases, ready: waiting } = task.round;
  if (leases.has(client) || waiting.has(client)) return ok([]);
  if (exclusionOf(task.progress.suspicion, client) !== undefined) return ok([]);
  if (!hasPlace(task.terms.cohort, leases.size + waiting.size)) return ok([]);
  const expiresAtMs = nowMs + task.terms.rounds.leaseMs;
  return ok(withConsequences(task, { kind: "lease-granted", task: id, client, expiresAtMs }, nowMs));
}

function ready(state: CoordinatorState, command: CommandOf<"ready">, nowMs: number): Result<Events, Refusal> {
  const { key, client, descriptor, uploadSizeBytes } = command;
  const found = attemptFor(state, key, client);
  if (!found.ok) return found;
  const task = found.value;
  const { round } = task;
  switch (round.phase) {
    case "preparing":
      return refuse("no-lease", `attempt ${key.attempt} at round ${key.round} is not open yet`);
    case "open": {
      const before = round.ready.get(client);
      if (before !== undefined) return repeated(before, command);
      if (!round.leases.has(client)) {
        return refuse("no-lease", `client ${client} holds no lease in round ${key.round}; check in again`);
      }
      if (!fits(task, round, descriptor)) {
        return refuse(
          "wrong-descriptor",
          `the update was made under another descriptor than round ${key.round}'s`,
        );
      }
      const limit = task.progress.uploadLimitBytes;
      if (uploadSizeBytes > limit) {
        return refuse(
          "too-large",
          `an update of ${uploadSizeBytes} bytes was announced, the most is ${limit}`,
        );
      }
      const event = { kind: "client-ready", task: task.task, client, descriptor, uploadSizeBytes } as const;
      return ok(withConsequences(task, event, nowMs));
    }
    case "collecting": {
      const before = round.pending.get(client);
      if (before !== undefined) return repeated(before, command);
      if (round.accepted.has(client) || round.rejected.has(client)) return ok([]);
      return refuse("not-invited", `the cohort of round ${key.round} is complete`);
    }
    case "advertising":
    case "sharing": {
      const before = round.awaited.get(client);
      if (before !== undefined) return repeated(before, command);
      return refuse("not-invited", `the cohort of round ${key.round} is complete`);
    }
    case "confirming":
    case "unmasking":
    case "folding":
      if (round.survivors.has(client) || round.rejected.has(client)) return ok([]);
      return refuse("not-invited", `the cohort of round ${key.round} is complete`);
    default:
      return round satisfies never;
  }
}

/** The incoming model is the same in each attempt at a round, so an unsent delta of a former one fits. */
function fits(task: RunningTask, open: Open, descriptor: ReadyClient["descriptor"]): boolean {
  return descriptor === open.descriptor.digest || task.progress.formerDescriptors.includes(descriptor);
}

function repeated(
  before: ReadyClient,
  { descriptor, uploadSizeBytes }: CommandOf<"ready">,
): Result<Events, Refusal> {
  if (before.descriptor === descriptor && before.uploadSizeBytes === uploadSizeBytes) return ok([]);
  return refuse("conflicting-replay", "READY was said before with another size or descriptor");
}

function leave(
  state: CoordinatorState,
  { key, client, reason }: CommandOf<"leave">,
  nowMs: number,
): Result<Events, Refusal> {
  const found = attemptFor(state, key, client);
  if (!found.ok) return found;
  const task = found.value;
  const { round } = task;
  return ok(
    isAwaited(round, client)
      ? withConsequences(
          task,
          { kind: "client-left", task: task.task, client, reason: remark(reason) },
          nowMs,
        )
      : [],
  );
}

function uploadCommitted(
  state: CoordinatorState,
  { key, client, digest, sizeBytes }: CommandOf<"upload-committed">,
  nowMs: number,
): Result<Events, Refusal> {
  const found = mayUpload(state, key, client);
  if (!found.ok) return found;
  if (found.value.standing === "accepted") {
    if (found.value.update.digest === digest) return ok([]);
    return refuse("conflicting-replay", `another update of client ${client} was accepted before`);
  }
  const { uploadSizeBytes } = found.value;
  if (sizeBytes !== uploadSizeBytes) {
    return refuse("size-mismatch", `${uploadSizeBytes} bytes were announced, ${sizeBytes} came`);
  }
  return inAttempt(state, { kind: "update-accepted", task: key.task, client, digest, sizeBytes }, nowMs);
}

function uploadRejected(
  state: CoordinatorState,
  { key, client, reason, detail }: CommandOf<"upload-rejected">,
  nowMs: number,
): Result<Events, Refusal> {
  const found = mayUpload(state, key, client);
  if (!found.ok) return found;
  if (found.value.standing === "accepted") {
    return refuse("conflicting-replay", `another update of client ${client} was accepted before`);
  }
  const rejected = {
    kind: "update-rejected",
    task: key.task,
    client,
    reason,
    detail: remark(detail),
  } as const;
  return inAttempt(state, rejected, nowMs);
}

function inAttempt(state: CoordinatorState, event: AttemptEvent, nowMs: number): Result<Events, Refusal> {
  const task = state.tasks.get(event.task);
  if (task?.status !== "running")
    throw new Error(`an upload is wanted by ${event.task}, which is not running`);
  return ok(withConsequences(task, event, nowMs));
}

function withConsequences(task: RunningTask, event: AttemptEvent, nowMs: number): Events {
  const after = evolveAttempt(task, { ...event, atMs: nowMs });
  return after.status === "running" ? [event, ...settled(after, nowMs)] : [event];
}
