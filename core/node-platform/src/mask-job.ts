import type { Mask, MaskSource } from "@tributary/core/masks";
import { addMasks } from "@tributary/core/masks";

/** Words that a thread takes at once: a multiple of a ChaCha20 block's 16, so that a range begins with one. */
const rangeWords = 16_384;
const seedBytes = 32;

/**
 * What threads do together: one slice of a vector. Seeds and words are in shared memory and in no message, since nobody
 * could overwrite the copy in a message.
 */
export interface MaskJob {
  /** A copy of the slice, in place of which the masked one comes. */
  readonly words: Uint32Array;
  /** Where the slice begins in the vector; a multiple of 16. */
  readonly firstWord: number;
  /** 32 bytes for each mask. */
  readonly seeds: Uint8Array;
  readonly signs: readonly (1 | -1)[];
  /** One number: the ranges that are taken, counted from the slice's beginning. */
  readonly taken: Int32Array;
}

/** One call's memory, which serves one slice after the other: a vector of a large model is never copied whole. */
export interface SharedMasks {
  /** Copies a slice of at most `sliceWords`, in place of the one before. */
  jobFor(slice: Uint32Array, firstWord: number): MaskJob;
  /** Overwrites what was shared. */
  erase(): void;
}

/** Copies the seeds. */
export function shareMasks(masks: readonly Mask[], sliceWords: number): SharedMasks {
  const words = new Uint32Array(new SharedArrayBuffer(4 * sliceWords));
  const seeds = new Uint8Array(new SharedArrayBuffer(seedBytes * masks.length));
  const signs = masks.map(({ sign }) => sign);
  const taken = new Int32Array(new SharedArrayBuffer(4));
  for (const [i, { seed }] of masks.entries()) seeds.set(seed, seedBytes * i);
  return {
    jobFor(slice, firstWord) {
      words.set(slice);
      Atomics.store(taken, 0, 0);
      return { words: words.subarray(0, slice.length), firstWord, seeds, signs, taken };
    },
    erase() {
      words.fill(0);
      seeds.fill(0);
    },
  };
}

/** Adds the masks to one range after the other until all are taken. Leaves no seed behind on its own thread. */
export function addRanges({ words, firstWord, seeds, signs, taken }: MaskJob, source: MaskSource): void {
  const masks = signs.map((sign, i) => ({
    seed: Uint8Array.from(seeds.subarray(seedBytes * i, seedBytes * (i + 1))),
    sign,
  }));
  try {
    for (;;) {
      const start = rangeWords * Atomics.add(taken, 0, 1);
      if (start >= words.length) return;
      addMasks(words.subarray(start, start + rangeWords), masks, source, firstWord + start);
    }
  } finally {
    for (const { seed } of masks) seed.fill(0);
  }
}

/** Takes all ranges, so that threads find nothing more to do. The words are of no use afterwards. */
export function stopJob({ words, taken }: MaskJob): void {
  Atomics.store(taken, 0, Math.ceil(words.length / rangeWords));
}
