import { availableParallelism } from "node:os";

import { checkKeystream } from "@tributary/core/identity";
import { addMasks } from "@tributary/core/masks";
import type { MaskPort } from "@tributary/core/secagg";

import { keystream } from "./keystream.ts";
import { startCrew } from "./mask-crew.ts";
import type { MaskCrew } from "./mask-crew.ts";
import { shareMasks } from "./mask-job.ts";
import type { MaskJob } from "./mask-job.ts";

/** A MaskPort with threads, which whoever made it closes. */
export interface ThreadedMasks extends MaskPort {
  /** Ends the threads. Calls under way are stopped and reject, later ones reject. */
  close(): Promise<void>;
}

/** More threads than this wait for memory instead of for each other. */
const mostThreads = 8;

/** Below so many words of masks (some fifteen milliseconds) a thread's start costs more than it saves. */
const fewestWords = 2 ** 23;

/** What threads share of a vector at once, 4 MiB: long enough that they seldom wait for the slowest of them. */
const wordsAtOnce = 2 ** 20;

/**
 * Expands masks on threads, which share a vector out by ranges, so that the thread that asks stays free; small work is
 * done on the spot. Threads are started when they are first needed, and again after one has died. A call copies the
 * seeds before it returns and works on `words` until it settles. It rejects with a RangeError for a seed that has not 32
 * bytes, and leaves `words` as they were; or with an Error that says what became of the threads, and then the words are
 * of no use.
 */
export function threadedMasks({
  threads = Math.min(mostThreads, availableParallelism()),
}: { readonly threads?: number } = {}): ThreadedMasks {
  const script = new URL("mask-worker.js", import.meta.url);
  return masksOnThreads({
    threads,
    fewestWords,
    sliceWords: wordsAtOnce,
    start: () => startCrew(threads, script),
  });
}

/**
 * threadedMasks with a crew of another kind and other bounds.
 * @param sliceWords a multiple of 16
 */
export function masksOnThreads({
  threads,
  fewestWords,
  sliceWords,
  start,
}: {
  readonly threads: number;
  readonly fewestWords: number;
  readonly sliceWords: number;
  readonly start: () => MaskCrew;
}): ThreadedMasks {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(`masks are expanded on at least one thread, not on ${threads}`);
  }
  let crew: MaskCrew | undefined;
  let closed = false;

  /** A crew that can work: one of whose threads has died while it had nothing to do is replaced. */
  async function soundCrew(): Promise<MaskCrew> {
    while (crew?.broken === true) await dismiss(crew);
    if (closed) throw closedError();
    crew ??= start();
    return crew;
  }

  async function dismiss(broken: MaskCrew): Promise<void> {
    if (crew === broken) crew = undefined;
    await broken.end();
  }

  async function run(job: MaskJob): Promise<void> {
    const chosen = await soundCrew();
    try {
      await chosen.run(job);
    } catch (error) {
      await dismiss(chosen);
      throw error;
    }
  }

  return {
    async add(words, masks) {
      if (closed) throw closedError();
      for (const { seed } of masks) checkKeystream(seed, 0, new Uint8Array());
      if (words.length * masks.length < fewestWords) {
        addMasks(words, masks, { keystream });
        return;
      }
      const shared = shareMasks(masks, Math.min(sliceWords, words.length));
      try {
        for (let first = 0; first < words.length; first += sliceWords) {
          const slice = words.subarray(first, first + sliceWords);
          const job = shared.jobFor(slice, first);
          await run(job);
          slice.set(job.words);
        }
      } finally {
        shared.erase();
      }
    },
    async close() {
      closed = true;
      await crew?.end();
    },
  };
}

function closedError(): Error {
  return new Error("the threads that expand masks are closed");
}
