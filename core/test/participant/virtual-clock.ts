import type { Cancellation, Clock } from "../../src/support/index.ts";

/** Time that passes as soon as nothing else happens. It never goes back. */
export interface VirtualClock extends Clock {
  /** What was slept for, in order; a sleep that was cancelled counts as well. */
  readonly sleeps: readonly number[];
}

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

export function virtualClock(startMs = 1_700_000_000_000): VirtualClock {
  let nowMs = startMs;
  let pumping = false;
  const sleepers = new Set<Sleeper>();
  const sleeps: number[] = [];

  const pump = (): void => {
    pumping = false;
    let next: Sleeper | undefined;
    for (const sleeper of sleepers) if (next === undefined || sleeper.dueMs < next.dueMs) next = sleeper;
    if (next === undefined) return;
    sleepers.delete(next);
    nowMs = Math.max(nowMs, next.dueMs);
    next.wake();
    schedule();
  };
  const schedule = (): void => {
    if (pumping || sleepers.size === 0) return;
    pumping = true;
    // A turn of the event loop: every promise that could settle has settled by then.
    setImmediate(pump);
  };

  return {
    sleeps,
    nowMs: () => nowMs,
    sleep(ms: number, signal?: Cancellation) {
      sleeps.push(ms);
      return new Promise<void>((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const cancel = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper = {
          dueMs: nowMs + ms,
          wake: () => {
            signal?.removeEventListener("abort", cancel);
            resolve();
          },
        };
        signal?.addEventListener("abort", cancel, { once: true });
        sleepers.add(sleeper);
        schedule();
      });
    },
  };
}
