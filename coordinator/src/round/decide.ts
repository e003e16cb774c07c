import { err, ok } from "@tributary/core/support";
import type { Result, TaskId } from "@tributary/core/support";

import type { Command, Declined, OperatorCommand, OperatorRefusal } from "./commands.ts";
import { abortion, dueEvents, settled } from "./consequences.ts";
import { decideForClient } from "./decide-client.ts";
import { decideEffect } from "./decide-effect.ts";
import type { CoordinatorEvent, EventBody } from "./events.ts";
import { evolve, evolveAll } from "./evolve.ts";
import { remark } from "./remark.ts";
import { isAwaited } from "./standing.ts";
import type { CoordinatorState, TaskState } from "./state.ts";

/**
 * The coordinator's rules: what happens when `command` comes in `state`, or why nothing does. Pure, and total: any
 * command may come in any state, twice and late. An empty list means that the command was carried out before, or
 * asks for nothing that can be had; the answer is then read from the state.
 *
 * Events of one decision belong together: append them as one list. What the command's time makes due in its task
 * comes first, so a deadline holds by the clock, whenever the next tick may be. Time never goes back: an
 * earlier `nowMs` than the newest event's counts as that event's.
 * @throws Error on a broken assumption: a fold's result that does not fit the round's purpose, or is not finite.
 */
export function decide(
  state: CoordinatorState,
  command: Command,
): Result<readonly CoordinatorEvent[], Declined> {
  const nowMs = Math.max(command.nowMs, state.lastEventMs);
  if (command.kind === "restarted") return ok(stamped(restarted(state, command.aliveMs, nowMs), nowMs));
  if (command.kind === "restored") return ok(stamped(restored(state), nowMs));
  const due = stamped(dueIn(concernedTasks(state, command), nowMs), nowMs);
  const decided = decideNow(evolveAll(state, due), command, nowMs);
  return decided.ok ? ok([...due, ...stamped(decided.value, nowMs)]) : decided;
}

function decideNow(
  state: CoordinatorState,
  command: Exclude<Command, { kind: "restarted" | "restored" }>,
  nowMs: number,
): Result<readonly EventBody[], Declined> {
  switch (command.kind) {
    case "tick":
      return ok([]);
    case "enroll": {
      const { client, publicKey, tokenHash, clientKind, release } = command;
      const known = state.clients.get(client);
      if (known?.status === "revoked") {
        const detail = `an operator withdrew the enrolment of ${client}: ${known.reason}`;
        return err({ outcome: "rejected", reason: "revoked", detail });
      }
      return ok(
        known?.tokenHashes.includes(tokenHash)
          ? []
          : [{ kind: "client-enrolled", client, publicKey, tokenHash, clientKind, release }],
      );
    }
    case "revoke":
      return decideRevocation(state, command, nowMs);
    case "create-task":
    case "start-task":
    case "pause-task":
    case "resume-task":
      return decideForOperator(state.tasks.get(command.task), command);
    case "check-in":
    case "ready":
    case "leave":
    case "upload-committed":
    case "upload-rejected":
      return decideForClient(state, command, nowMs);
    case "publish-round":
    case "exchange-closed":
    case "fold-finished":
    case "fold-failed":
    case "storage-failed":
      return decideEffect(state, command, nowMs);
    default:
      return command satisfies never;
  }
}

function decideForOperator(
  task: TaskState | undefined,
  command: OperatorCommand,
): Result<readonly EventBody[], Declined> {
  if (command.kind === "create-task") {
    const { task: id, terms, plan, base } = command;
    if (task === undefined) return ok([{ kind: "task-created", task: id, terms, plan, base }]);
    if (task.plan === plan && task.base === base) return ok([]);
    return invalid("task-exists", `task ${id} exists with another plan or base model; choose another name`);
  }
  if (task === undefined) return invalid("unknown-task", `there is no task ${command.task} here`);
  switch (command.kind) {
    case "start-task": {
      const { task: id, model, clip, uploadLimitBytes } = command;
      return ok(
        task.status === "waiting" ? [{ kind: "task-started", task: id, model, clip, uploadLimitBytes }] : [],
      );
    }
    case "pause-task":
      return decidePause(task);
    case "resume-task":
      if (task.status === "waiting") return invalid("task-waiting", `task ${task.task} has not begun`);
      if (task.status === "completed") return invalid("task-ended", `task ${task.task} is completed`);
      return ok(task.status === "running" ? unpaused(task) : [{ kind: "task-resumed", task: task.task }]);
    default:
      return command satisfies never;
  }
}

function decidePause(task: TaskState): Result<readonly EventBody[], Declined> {
  switch (task.status) {
    case "waiting":
      return invalid("task-waiting", `task ${task.task} has not begun`);
    case "completed":
    case "failed":
      return invalid("task-ended", `task ${task.task} is ${task.status}`);
    case "paused":
      return ok([]);
    case "running":
      if (task.round.phase !== "folding") return ok([abortion(task, "operator", "the task was paused")]);
      return ok(task.round.then === "pause" ? [] : [{ kind: "pause-requested", task: task.task }]);
    default:
      return task satisfies never;
  }
}

/** Resuming before the fold has ended takes the request to pause back. */
function unpaused(task: Extract<TaskState, { status: "running" }>): readonly EventBody[] {
  const asked = task.round.phase === "folding" && task.round.then === "pause";
  return asked ? [{ kind: "pause-withdrawn", task: task.task }] : [];
}

/** A revoked client loses its places; what was accepted from it stays in its sum, from which it cannot be taken out. */
function decideRevocation(
  state: CoordinatorState,
  { client, reason }: Extract<Command, { kind: "revoke" }>,
  nowMs: number,
): Result<readonly EventBody[], Declined> {
  const known = state.clients.get(client);
  if (known === undefined) return invalid("unknown-client", `no client ${client} has enrolled here`);
  if (known.status === "revoked") return ok([]);
  const events: EventBody[] = [{ kind: "client-revoked", client, reason: remark(reason) }];
  for (const task of state.tasks.values()) {
    if (task.status !== "running") continue;
    const { round } = task;
    if (isAwaited(round, client)) {
      const left = { kind: "client-left", task: task.task, client, reason: "revoked" } as const;
      events.push(left, ...following(state, task.task, left, nowMs));
    }
  }
  return ok(events);
}

function following(
  state: CoordinatorState,
  id: TaskId,
  event: EventBody,
  nowMs: number,
): readonly EventBody[] {
  const task = evolve(state, { ...event, atMs: nowMs }).tasks.get(id);
  return task?.status === "running" ? settled(task, nowMs) : [];
}

/** Nothing to put off where nothing has happened yet. */
function restarted({ lastEventMs }: CoordinatorState, aliveMs: number, nowMs: number): readonly EventBody[] {
  if (lastEventMs === 0) return [];
  const awayMs = Math.max(0, nowMs - Math.max(lastEventMs, aliveMs));
  return [{ kind: "coordinator-restarted", awayMs }];
}

function restored(state: CoordinatorState): readonly EventBody[] {
  const detail = "the coordinator was restored from a backup";
  const aborted = [...state.tasks.values()].flatMap((task) =>
    task.status === "running" ? [abortion(task, "restored", detail)] : [],
  );
  return [{ kind: "coordinator-restored", incarnation: state.incarnation + 1 }, ...aborted];
}

function dueIn(tasks: Iterable<TaskState>, nowMs: number): readonly EventBody[] {
  const events: EventBody[] = [];
  for (const task of tasks) events.push(...dueEvents(task, nowMs));
  return events;
}

function concernedTasks(state: CoordinatorState, command: Command): Iterable<TaskState> {
  const id = "task" in command ? command.task : "key" in command ? command.key.task : undefined;
  if (id === undefined) return state.tasks.values();
  const task = state.tasks.get(id);
  return task === undefined ? [] : [task];
}

function stamped(events: readonly EventBody[], atMs: number): readonly CoordinatorEvent[] {
  return events.map((event) => ({ ...event, atMs }));
}

function invalid(reason: OperatorRefusal, detail: string): Result<never, Declined> {
  return err({ outcome: "invalid", reason, detail });
}
