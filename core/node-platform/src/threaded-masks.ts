import { availableParallelism } from "node:os";

import { checkKeystream } from "@tributary/core/identity";
import { addMasks } from "@tributary/core/masks";
import type { MaskPort } from "@tributary/core/secagg";

import { keystream } from "./keystream.ts";
import { startCrew } from "./mask-crew.ts";
import type { MaskCrew } from "./mask-crew.ts";
import { eraseJob, shareJob } from "./mask-job.ts";

/** A MaskPort with threads, which whoever made it closes. */
export interface ThreadedMasks extends MaskPort {
  /** Ends the threads. Calls under way are stopped and reject, later ones reject. */
  close(): Promise<void>;
}

/** More threads than this wait for memory instead of for each other. */
const mostThreads = 8;

/** Below so many words of masks (some fifteen milliseconds) a thread's start costs more than it saves. */
const fewestWords = 2 ** 23;

/**
 * Expands masks on threads, which share a vector out by ranges, so that the thread that asks stays free; small work is
 * done on the spot. Threads are started when they are first needed, and again after one has died. A call copies words
 * and seeds before it returns; it leaves `words` as they were if it rejects, with a RangeError for a seed that has not
 * 32 bytes, else with an Error that says what became of the threads.
 */
export function threadedMasks({
  threads = Math.min(mostThreads, availableParallelism()),
}: { readonly threads?: number } = {}): ThreadedMasks {
  return masksOnThreads({ threads, fewestWords, script: new URL("mask-worker.js", import.meta.url) });
}

/** threadedMasks with another program for the threads (mask-worker.ts) and another bound on small work. */
export function masksOnThreads({
  threads,
  fewestWords,
  script,
}: {
  readonly threads: number;
  readonly fewestWords: number;
  readonly script: URL;
}): ThreadedMasks {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(`masks are expanded on at least one thread, not on ${threads}`);
  }
  let crew: MaskCrew | undefined;
  let closed = false;
  return {
    async add(words, masks) {
      if (closed) throw new Error("the threads that expand masks are closed");
      for (const { seed } of masks) checkKeystream(seed, 0, new Uint8Array());
      if (words.length * masks.length < fewestWords) {
        addMasks(words, masks, { keystream });
        return;
      }
      crew ??= startCrew(threads, script);
      const chosen = crew;
      const job = shareJob(words, masks);
      try {
        await chosen.run(job);
        words.set(job.words);
      } catch (error) {
        if (crew === chosen) crew = undefined;
        await chosen.end();
        throw error;
      } finally {
        eraseJob(job);
      }
    },
    async close() {
      closed = true;
      await crew?.end();
    },
  };
}
