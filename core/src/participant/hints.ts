import type { Cancellation, Clock, TaskId } from "../support/index.ts";
import type { Connection } from "./connection.ts";
import { backoff } from "./next.ts";
import type { WakingHints } from "./protocol.ts";

type Kind = Exclude<WakingHints, "none">;

/** Phases that a client which has no place waits for. */
const openings: ReadonlySet<string> = new Set(["open", "ended"]);

/** Hints that something happened at the coordinator. Losing them costs time, never correctness. */
export interface Hints {
  /** How many hints of each kind have come. */
  counts(): Readonly<Record<Kind, number>>;
  /** Watches until the signal is raised; never rejects. */
  run(task: TaskId, signal: Cancellation): Promise<void>;
  /** Calls back once, at the next hint of that kind; the answer unsubscribes. */
  next(kind: Kind, callback: () => void): () => void;
}

export function createHints(
  connection: Connection,
  clock: Clock,
  drawBelow: (maximum: number) => number,
): Hints {
  const counts = { any: 0, opening: 0 };
  const waiting = { any: new Set<() => void>(), opening: new Set<() => void>() };

  function tell(kind: Kind): void {
    counts[kind]++;
    const callbacks = [...waiting[kind]];
    waiting[kind].clear();
    for (const callback of callbacks) callback();
  }

  async function follow(task: TaskId, signal: Cancellation): Promise<boolean> {
    const before = counts.any;
    try {
      for await (const { phase } of connection.watch(task, signal)) {
        tell("any");
        if (openings.has(phase)) tell("opening");
      }
    } catch {
      // A lost stream is no error: every fact is read again with a unary call, which reports what is wrong.
    }
    return counts.any > before;
  }

  return {
    counts: () => ({ ...counts }),
    async run(task, signal) {
      let failures = 0;
      while (!signal.aborted) {
        failures = (await follow(task, signal)) ? 0 : failures + 1;
        if (signal.aborted) return;
        try {
          await clock.sleep(drawBelow(backoff(failures).maximumMs), signal);
        } catch {
          // Only the signal ends a sleep early.
          return;
        }
      }
    },
    next(kind, callback) {
      waiting[kind].add(callback);
      return () => waiting[kind].delete(callback);
    },
  };
}
