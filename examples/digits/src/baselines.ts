import { once } from "node:events";
import { Worker } from "node:worker_threads";

import type { Plan } from "@tributary/core/plan";

/** What every thread is given. */
export interface BaselineSurroundings {
  readonly plan: Plan;
  readonly basePath: string;
  /** "" for the best there is. */
  readonly engineName: string;
  /** Files of pictures that score every model. */
  readonly heldOut: readonly string[];
  readonly seed: string;
}

/** A model to score: one that is on disk, or one that is fitted to data from the base, as the plan says but alone. */
export type Job =
  | { readonly kind: "load"; readonly name: string; readonly path: string }
  | {
      readonly kind: "fit";
      readonly name: string;
      readonly data: readonly string[];
      readonly epochs: number;
    };

/** For each held-out file, for each picture: the digit that it shows and the one that the model read. */
export type Readings = readonly (readonly { readonly read: number; readonly shown: number }[])[];

/** Runs the jobs on `threads` threads, in order; the readings are by the jobs' names. Stops when the signal is raised. */
export async function scoreModels(
  jobs: readonly Job[],
  surroundings: BaselineSurroundings,
  threads: number,
  signal: AbortSignal,
  onDone: (name: string) => void,
): Promise<ReadonlyMap<string, Readings>> {
  const queue = [...jobs];
  const readings = new Map<string, Readings>();
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("./baseline-worker.js", import.meta.url), { workerData: surroundings });
    try {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(job);
        // `once` rejects with the error that ended the thread.
        const [answer] = (await once(worker, "message", { signal })) as [Readings];
        readings.set(job.name, answer);
        onDone(job.name);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work));
  return readings;
}

/** The share that was read right. */
export function accuracy(readings: Readings[number]): number {
  return readings.filter(({ read, shown }) => read === shown).length / Math.max(1, readings.length);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
