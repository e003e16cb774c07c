import { once } from "node:events";
import { Worker } from "node:worker_threads";

import type { Plan } from "@tributary/core/plan";

import type { Message } from "./messages.ts";
import type { Score } from "./scores.ts";

/** What every thread is given. */
export interface Surroundings {
  readonly plan: Plan;
  /** The encoder's folder. */
  readonly model: string;
  readonly test: readonly Message[];
  readonly seed: number;
}

/** A model to score. */
export type Job =
  | { readonly kind: "base"; readonly name: string }
  /** The trained tensors, as `export --adapter` writes them. */
  | { readonly kind: "adapter"; readonly name: string; readonly path: string }
  /** What one client makes of the base alone. */
  | {
      readonly kind: "alone";
      readonly name: string;
      readonly messages: readonly Message[];
      readonly epochs: number;
    };

/** Runs the jobs on `threads` threads, in order; the scores are by the jobs' names. Stops when the signal is raised. */
export async function scoreModels(
  jobs: readonly Job[],
  surroundings: Surroundings,
  threads: number,
  signal: AbortSignal,
  onScore: (name: string, score: Score) => void,
): Promise<ReadonlyMap<string, Score>> {
  const queue = [...jobs];
  const scores = new Map<string, Score>();
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("./model-worker.js", import.meta.url), { workerData: surroundings });
    try {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage(job);
        // `once` rejects with the error that ended the thread.
        const [score] = (await once(worker, "message", { signal })) as [Score];
        scores.set(job.name, score);
        onScore(job.name, score);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work));
  return scores;
}
