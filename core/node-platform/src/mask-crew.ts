import { Worker } from "node:worker_threads";

import type { MaskJob } from "./mask-job.ts";
import { stopJob } from "./mask-job.ts";

/** What a thread is sent; it answers with the number of the call when no range is left to take. */
export interface MaskOrder {
  readonly call: number;
  readonly job: MaskJob;
}

/** Threads that work on each call together. */
export interface MaskCrew {
  /** Whether a thread has died, working or idle, or the crew was ended: nothing can be run again. */
  readonly broken: boolean;
  /**
   * Resolves when no thread works on the job any more and it is whole. Rejects if a thread dies or the crew is
   * ended.
   */
  run(job: MaskJob): Promise<void>;
  /** Stops what is under way, lets the threads erase its seeds, and ends them. */
  end(): Promise<void>;
}

interface Call {
  readonly job: MaskJob;
  readonly settled: Promise<void>;
  readonly settle: (problem: Error | undefined) => void;
  /** Threads that have not answered. */
  working: number;
}

/** @param script the program of each thread */
export function startCrew(threads: number, script: URL): MaskCrew {
  const calls = new Map<number, Call>();
  let latest = 0;
  let problem: Error | undefined;
  // Options of the process are not for its threads: with --input-type, for one, no thread would start.
  const workers = Array.from({ length: threads }, () => new Worker(script, { execArgv: [] }));

  /** Idle threads do not keep the process alive, working ones do. */
  const keepAlive = (): void => {
    for (const worker of workers) {
      if (calls.size > 0) worker.ref();
      else worker.unref();
    }
  };
  const settle = (number: number, { settle }: Call): void => {
    calls.delete(number);
    keepAlive();
    settle(problem);
  };
  const died = (why: string, cause?: unknown): void => {
    problem ??= new Error(`a thread that expands masks ${why}; the vector is of no use`, { cause });
    for (const [number, call] of calls) {
      stopJob(call.job);
      settle(number, call);
    }
  };
  for (const worker of workers) {
    worker.on("message", (number: number) => {
      const call = calls.get(number);
      if (call === undefined) return;
      call.working -= 1;
      if (call.working === 0) settle(number, call);
    });
    worker.on("error", (error) => died(`failed (${String(error)})`, error));
    worker.on("exit", (code) => died(`ended with ${code}`));
  }
  keepAlive();

  return {
    get broken() {
      return problem !== undefined;
    },
    async run(job) {
      if (problem !== undefined) throw problem;
      const call = newCall(job, threads);
      latest += 1;
      calls.set(latest, call);
      keepAlive();
      const order: MaskOrder = { call: latest, job };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      for (const worker of workers) worker.postMessage(order);
      await call.settled;
    },
    async end() {
      problem ??= new Error("the threads that expand masks are closed");
      const underWay = [...calls.values()];
      for (const { job } of underWay) stopJob(job);
      await Promise.allSettled(underWay.map(({ settled }) => settled));
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function newCall(job: MaskJob, working: number): Call {
  let settle: Call["settle"] = () => {};
  const settled = new Promise<void>((resolve, reject) => {
    settle = (problem) => {
      if (problem === undefined) resolve();
      else reject(problem);
    };
  });
  return { job, settled, settle, working };
}
