import { checkKeystream } from "../identity/index.ts";
import { addMasks, blockWords, checkFirstWord } from "./add-masks.ts";
import type { Mask, MaskSource } from "./add-masks.ts";
import type { MaskPort } from "./mask-port.ts";
import { maskPieceBytes } from "./modular-add.ts";

/**
 * A MaskPort on the thread that asks, which lets other events in between two slices of the work. A call copies the
 * seeds before it returns and erases the copies when it settles; it works on `words` until then. It rejects with a
 * RangeError for a seed that has not 32 bytes or a range that no stream has, and leaves `words` as they were; or with
 * what a pause rejected with, and then the words are of no use.
 */
export interface PausingMasks extends MaskPort {
  /** @param firstWord where `words` begin in the whole vector: a multiple of 16, so that workers can share it out */
  add(words: Uint32Array, masks: readonly Mask[], firstWord?: number): Promise<void>;
}

/** Lets other events in, and rejects if the work is to end; it is awaited between two slices. */
export type Pause = () => Promise<void>;

/** Words of masks from a source between two pauses: some fifteen milliseconds by noble. */
const sourceSliceWords = 2 ** 20;

/** Masks from `source`: for platforms without SIMD. */
export function pausingMasks(source: MaskSource, pause: Pause): PausingMasks {
  return maskInSlices(
    (words, masks, firstWord) => addMasks(words, masks, source, firstWord),
    sourceSliceWords,
    pause,
  );
}

/**
 * @param addRange as addMasks does
 * @param sliceWords words of masks between two pauses; a piece of the vector is done whole, however many masks it takes
 */
export function maskInSlices(
  addRange: (words: Uint32Array, masks: readonly Mask[], firstWord: number) => void,
  sliceWords: number,
  pause: Pause,
): PausingMasks {
  return {
    async add(words, masks, firstWord = 0) {
      checkFirstWord(firstWord);
      const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
      for (const { seed } of masks) checkKeystream(seed, firstWord / blockWords, bytes);
      const own = masks.map(({ seed, sign }) => ({ seed: Uint8Array.from(seed), sign }));
      const step = wholePieces(sliceWords / Math.max(1, masks.length));
      // A vector that was transferred during a pause has no words any more: a slice of it is to throw, not to be missed.
      const { length } = words;
      try {
        for (let start = 0; start < length; start += step) {
          if (start > 0) await pause();
          addRange(words.subarray(start, Math.min(start + step, length)), own, firstWord + start);
        }
      } finally {
        for (const { seed } of own) seed.fill(0);
      }
    },
  };
}

function wholePieces(words: number): number {
  const pieceWords = maskPieceBytes / 4;
  return pieceWords * Math.max(1, Math.floor(words / pieceWords));
}
