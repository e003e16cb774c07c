// Mask streams of `tributary-secagg/v1`, section 2.1: the ChaCha20 stream of a 32-byte seed (nonce 0, blocks from 0)
// read as little-endian u32 words. Word i masks word i of a vector: the coordinates first, the meta lane behind them.
// One seed serves exactly one vector; pieces and ranges go on with the running counter, never with another nonce.
//
// Sums run modulo 2^32 in both profiles. Since 2^24 divides 2^32, the low 24 bits of such a sum are the sum modulo 2^24
// of the words' low 24 bits: the profile u24 cuts the result (`toSigned`), not each word.
import type { Primitives } from "../identity/index.ts";
import type { RingProfile } from "../ring/index.ts";
import { maskPieceBytes, plainModularAdd, wasmModularAdd } from "./modular-add.ts";
import type { ModularAdd } from "./modular-add.ts";

/** Where masks come from: a seed's stream. Products pass their `Primitives`. */
export type MaskSource = Pick<Primitives, "keystream">;

/** A seed's stream, and whether it is added or subtracted. */
export interface Mask {
  /** 32 bytes. */
  readonly seed: Uint8Array;
  readonly sign: 1 | -1;
}

/** Words of one block of ChaCha20. */
export const blockWords = 16;

let fastest: ModularAdd | undefined;

function fastestModularAdd(): ModularAdd {
  fastest ??= wasmModularAdd() ?? plainModularAdd();
  return fastest;
}

/**
 * words[i] += sign x word (firstWord + i) of each mask's stream, modulo 2^32. In place; piece by piece, with every mask
 * applied to a piece before the next, so that one call for many masks costs less than many calls. Leaves no mask
 * behind in its scratch memory.
 * @param firstWord where `words` begin in the whole vector: a multiple of 16, so that workers can share it out
 * @throws RangeError for another `firstWord`, and as `Primitives.keystream` does
 */
export function addMasks(
  words: Uint32Array | Int32Array,
  masks: readonly Mask[],
  source: MaskSource,
  firstWord = 0,
): void {
  addMasksBy(fastestModularAdd(), words, masks, source, firstWord);
}

/** addMasks with a given kernel. */
export function addMasksBy(
  kernel: ModularAdd,
  words: Uint32Array | Int32Array,
  masks: readonly Mask[],
  source: MaskSource,
  firstWord: number,
): void {
  checkFirstWord(firstWord);
  const pieceWords = maskPieceBytes / 4;
  try {
    for (let start = 0; start < words.length; start += pieceWords) {
      const piece = words.subarray(start, start + pieceWords);
      const stream = kernel.mask.subarray(0, 4 * piece.length);
      const counter = (firstWord + start) / blockWords;
      kernel.accumulator.set(piece);
      for (const { seed, sign } of masks) {
        source.keystream(seed, counter, stream);
        if (sign === 1) kernel.add(piece.length);
        else kernel.subtract(piece.length);
      }
      piece.set(kernel.accumulator.subarray(0, piece.length));
    }
  } finally {
    kernel.mask.fill(0);
    kernel.accumulator.fill(0);
  }
}

/** @throws RangeError unless a block begins with the word. */
export function checkFirstWord(firstWord: number): void {
  if (!Number.isInteger(firstWord) || firstWord < 0 || firstWord % blockWords !== 0) {
    throw new RangeError(`a range of masks begins at a multiple of ${blockWords} words, not at ${firstWord}`);
  }
}

/** Replaces each integer by its signed representative modulo 2^B, B = 24 or 32: what an unmasked sum is read as. In place. */
export function toSigned(sum: Int32Array, profile: RingProfile): void {
  if (profile === "u24") for (let i = 0; i < sum.length; i++) sum[i] = (sum[i]! << 8) >> 8;
}
