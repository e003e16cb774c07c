import { preparedTask, putOff } from "./attempt.ts";
import { evolveAttempt } from "./evolve-attempt.ts";
import { nothingScored } from "./scoring.ts";
import { ClientMap } from "./client-map.ts";
import type { ClientEnrolled, CoordinatorEvent, TaskEvent } from "./events.ts";
import type { Client, ClientRecord, CoordinatorState, Round, TaskState } from "./state.ts";
import { noSuspicion } from "./suspicion.ts";

const keptTokens = 4;

/**
 * The state after an event. It only folds: every rule is decide's. `state` is not changed.
 * @throws Error if the event cannot follow: the journal and this release do not fit.
 */
export function evolve(state: CoordinatorState, event: CoordinatorEvent): CoordinatorState {
  const next = { ...state, lastEventMs: event.atMs };
  switch (event.kind) {
    case "client-enrolled":
      return {
        ...next,
        clients: state.clients.with(event.client, enrolled(state.clients.get(event.client), event)),
      };
    case "client-revoked": {
      const client = state.clients.get(event.client);
      if (client === undefined) throw impossible(event, "no such client");
      const { publicKey, kind, release, enrolledAtMs } = client;
      const { reason } = event;
      const revoked: Client = { status: "revoked", publicKey, kind, release, enrolledAtMs, reason };
      return { ...next, clients: state.clients.with(event.client, revoked) };
    }
    case "coordinator-restarted":
      return {
        ...next,
        tasks: new Map([...state.tasks].map(([id, task]) => [id, afterRestart(task, event.awayMs)])),
      };
    case "coordinator-restored":
      return { ...next, incarnation: event.incarnation };
    default:
      return {
        ...next,
        tasks: new Map(state.tasks).set(event.task, evolveTask(state.tasks.get(event.task), event)),
      };
  }
}

export function evolveAll(state: CoordinatorState, events: Iterable<CoordinatorEvent>): CoordinatorState {
  let folded = state;
  for (const event of events) folded = evolve(folded, event);
  return folded;
}

function enrolled(known: Client | undefined, event: ClientEnrolled & { readonly atMs: number }): Client {
  const former = known?.status === "enrolled" ? known.tokenHashes : [];
  return {
    status: "enrolled",
    publicKey: event.publicKey,
    kind: event.clientKind,
    release: event.release,
    enrolledAtMs: known?.enrolledAtMs ?? event.atMs,
    tokenHashes: [event.tokenHash, ...former.filter((hash) => hash !== event.tokenHash)].slice(0, keptTokens),
  };
}

function afterRestart(task: TaskState, awayMs: number): TaskState {
  return task.status === "running" ? { ...task, round: roundAfterRestart(task.round, awayMs) } : task;
}

function roundAfterRestart(round: Round, awayMs: number): Round {
  switch (round.phase) {
    case "preparing":
    case "folding":
      return round;
    case "open": {
      const leases = [...round.leases].map(
        ([client, { expiresAtMs }]) => [client, { expiresAtMs: expiresAtMs + awayMs }] as const,
      );
      const { deadline } = round;
      return {
        ...round,
        leases: ClientMap.of(leases),
        deadline: deadline.kind === "set" ? { kind: "set", ...putOff(deadline, awayMs) } : deadline,
      };
    }
    case "advertising":
    case "sharing":
    case "confirming":
    case "unmasking":
    case "collecting":
      return { ...round, deadline: putOff(round.deadline, awayMs) };
    default:
      return round satisfies never;
  }
}

function evolveTask(task: TaskState | undefined, event: TaskEvent & { readonly atMs: number }): TaskState {
  switch (event.kind) {
    case "task-created": {
      if (task !== undefined) throw impossible(event, "the task exists");
      const { terms, plan, base, atMs } = event;
      return { status: "waiting", task: event.task, terms, plan, base, createdAtMs: atMs };
    }
    case "task-started": {
      if (task?.status !== "waiting") throw impossible(event, `the task is ${task?.status ?? "unknown"}`);
      const { model, clip, uploadLimitBytes } = event;
      const progress = {
        model,
        optimizer: null,
        clip,
        uploadLimitBytes,
        round: 1,
        attempt: 1,
        purpose: "train",
        formerDescriptors: [],
        abortedInARow: 0,
        scoring: nothingScored,
        suspicion: noSuspicion,
        lastReceipt: null,
        history: [],
        records: ClientMap.empty<ClientRecord>(),
      } as const;
      return preparedTask(task, progress, event.atMs);
    }
    case "task-resumed":
      if (task?.status !== "paused" && task?.status !== "failed") {
        throw impossible(event, `the task is ${task?.status ?? "unknown"}`);
      }
      return preparedTask(task, { ...task.progress, abortedInARow: 0 }, event.atMs);
    default:
      if (task?.status !== "running") throw impossible(event, `the task is ${task?.status ?? "unknown"}`);
      return evolveAttempt(task, event);
  }
}

function impossible(event: CoordinatorEvent, why: string): Error {
  return new Error(`the journal's ${event.kind} at ${event.atMs} cannot follow: ${why}`);
}
