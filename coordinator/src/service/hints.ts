import type { RoundKey, TaskId } from "@tributary/core/support";

import type { CoordinatorEvent, CoordinatorState, Round } from "../round/index.ts";
import { fanOut } from "./fan-out.ts";
import type { FanOut } from "./fan-out.ts";
import type { Ledger } from "./ledger.ts";

export type HintPhase = Exclude<Round["phase"], "preparing"> | "committed" | "aborted" | "ended";

/** That a task moved on: never more than what could be asked again. */
export interface Hint {
  readonly key: RoundKey;
  readonly phase: HintPhase;
}

/** Hints that wait for one reader; older ones are of no use to anybody. */
const queueLimit = 16;
/** Events that wait for one operator. */
const feedLimit = 10_000;

/** Hints for participants, made of the ledger's events. */
export function createHints(ledger: Ledger): FanOut<TaskId, Hint> {
  const hints = fanOut<TaskId, Hint>(queueLimit);
  ledger.onChange(({ events, after }) => {
    for (const event of events) for (const hint of hintsOf(event, after)) hints.tell(hint.key.task, hint);
  });
  return hints;
}

/** One event of a task's history, numbered since the coordinator started. */
export interface FeedItem {
  readonly sequence: number;
  readonly event: CoordinatorEvent;
}

/** The tasks' events for operators, as they become durable. */
export function createFeed(ledger: Ledger): FanOut<TaskId, FeedItem> {
  const feed = fanOut<TaskId, FeedItem>(feedLimit);
  let sequence = 0;
  ledger.onChange(({ events }) => {
    for (const event of events) if ("task" in event) feed.tell(event.task, { sequence: ++sequence, event });
  });
  return feed;
}

function hintsOf(event: CoordinatorEvent, after: CoordinatorState): readonly Hint[] {
  switch (event.kind) {
    case "descriptor-published":
      return [{ key: event.key, phase: "open" }];
    case "advertising-started":
      return [{ key: keyNow(after, event.task), phase: "advertising" }];
    case "roster-fixed":
      return [{ key: keyNow(after, event.task), phase: "sharing" }];
    case "collecting-started":
    case "sharers-fixed":
      return [{ key: keyNow(after, event.task), phase: "collecting" }];
    case "survivors-fixed":
      return [{ key: keyNow(after, event.task), phase: "confirming" }];
    case "confirmations-fixed":
      return [{ key: keyNow(after, event.task), phase: "unmasking" }];
    case "folding-started":
      return [{ key: keyNow(after, event.task), phase: "folding" }];
    case "round-committed": {
      const committed: Hint = { key: event.key, phase: "committed" };
      return event.next.kind === "completed" ? [committed, { ...committed, phase: "ended" }] : [committed];
    }
    case "attempt-aborted": {
      const aborted: Hint = { key: event.key, phase: "aborted" };
      const over = event.next === "failed" || event.next === "completed";
      return over ? [aborted, { ...aborted, phase: "ended" }] : [aborted];
    }
    default:
      return [];
  }
}

function keyNow(state: CoordinatorState, task: TaskId): RoundKey {
  const found = state.tasks.get(task);
  return found?.status === "running" ? found.round.key : { task, round: 0, attempt: 0 };
}
