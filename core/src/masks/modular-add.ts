import { modularAddBytes } from "./modular-add-bytes.ts";

/** Bytes of a piece: what fits into a first-level cache beside its mask, and the specification's unit of expansion. */
export const maskPieceBytes = 65_536;

/** Adds and subtracts masks piece by piece, in memory of its own; its words are little-endian, like the streams. */
export interface ModularAdd {
  /** One piece of the vector: 16,384 words. */
  readonly accumulator: Uint32Array;
  /** One piece of a mask. */
  readonly mask: Uint8Array;
  /** accumulator[i] += mask word i, modulo 2^32, for the first `words`. */
  add(words: number): void;
  subtract(words: number): void;
}

// WebAssembly exists on every platform that runs this code, though no ECMAScript library declares it; this is all
// that core assumes of it.
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly add: (accumulator: number, mask: number, words: number) => void;
  readonly subtract: (accumulator: number, mask: number, words: number) => void;
}
declare const WebAssembly:
  | {
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object) => { readonly exports: Exports };
      validate(bytes: Uint8Array): boolean;
    }
  | undefined;

/** The kernel in WebAssembly with SIMD; undefined where the platform has none. */
export function wasmModularAdd(): ModularAdd | undefined {
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(modularAddBytes)) return undefined;
  const { memory, add, subtract } = new WebAssembly.Instance(new WebAssembly.Module(modularAddBytes)).exports;
  return {
    accumulator: new Uint32Array(memory.buffer, 0, maskPieceBytes / 4),
    mask: new Uint8Array(memory.buffer, maskPieceBytes, maskPieceBytes),
    add: (words) => add(0, maskPieceBytes, words),
    subtract: (words) => subtract(0, maskPieceBytes, words),
  };
}

/** The same by plain loops. */
export function plainModularAdd(): ModularAdd {
  const accumulator = new Uint32Array(maskPieceBytes / 4);
  const maskWords = new Uint32Array(maskPieceBytes / 4);
  return {
    accumulator,
    mask: new Uint8Array(maskWords.buffer),
    add: (words) => addWords(accumulator, maskWords, words),
    subtract: (words) => subtractWords(accumulator, maskWords, words),
  };
}

// Loops of their own at the top level: inside a closure V8 ran them at half the speed.

function addWords(accumulator: Uint32Array, mask: Uint32Array, words: number): void {
  for (let i = 0; i < words; i++) accumulator[i] = (accumulator[i]! + mask[i]!) | 0;
}

function subtractWords(accumulator: Uint32Array, mask: Uint32Array, words: number): void {
  for (let i = 0; i < words; i++) accumulator[i] = (accumulator[i]! - mask[i]!) | 0;
}
