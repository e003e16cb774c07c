import type { Mask, MaskSource } from "@tributary/core/masks";
import { addMasks } from "@tributary/core/masks";

/** Words that a thread takes at once: a multiple of a ChaCha20 block's 16, so that a range begins with one. */
const rangeWords = 16_384;
const seedBytes = 32;

/**
 * One call's work as threads share it. Seeds and words are in shared memory and in no message, since nobody could
 * overwrite the copy in a message.
 */
export interface MaskJob {
  /** A copy of the vector, in place of which the masked one comes. */
  readonly words: Uint32Array;
  /** 32 bytes for each mask. */
  readonly seeds: Uint8Array;
  readonly signs: readonly (1 | -1)[];
  /** One number: the ranges that are taken, counted from the vector's beginning. */
  readonly taken: Int32Array;
}

/** Copies words and seeds. */
export function shareJob(words: Uint32Array, masks: readonly Mask[]): MaskJob {
  const job = {
    words: new Uint32Array(new SharedArrayBuffer(4 * words.length)),
    seeds: new Uint8Array(new SharedArrayBuffer(seedBytes * masks.length)),
    signs: masks.map(({ sign }) => sign),
    taken: new Int32Array(new SharedArrayBuffer(4)),
  };
  job.words.set(words);
  for (const [i, { seed }] of masks.entries()) job.seeds.set(seed, seedBytes * i);
  return job;
}

/** Adds the masks to one range after the other until all are taken. Leaves no seed behind on its own thread. */
export function addRanges({ words, seeds, signs, taken }: MaskJob, source: MaskSource): void {
  const masks = signs.map((sign, i) => ({
    seed: Uint8Array.from(seeds.subarray(seedBytes * i, seedBytes * (i + 1))),
    sign,
  }));
  try {
    for (;;) {
      const start = rangeWords * Atomics.add(taken, 0, 1);
      if (start >= words.length) return;
      addMasks(words.subarray(start, start + rangeWords), masks, source, start);
    }
  } finally {
    for (const { seed } of masks) seed.fill(0);
  }
}

/** Takes all ranges, so that threads find nothing more to do. The words are of no use afterwards. */
export function stopJob({ words, taken }: MaskJob): void {
  Atomics.store(taken, 0, Math.ceil(words.length / rangeWords));
}

/** Overwrites what was shared. */
export function eraseJob({ words, seeds }: MaskJob): void {
  words.fill(0);
  seeds.fill(0);
}
