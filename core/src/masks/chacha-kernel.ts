import { portablePrimitives } from "../identity/index.ts";
import { equalBytes } from "../support/index.ts";
import { chachaKernelBytes } from "./chacha-kernel-bytes.ts";

/** Words of four blocks of ChaCha20, which the kernel makes at once. */
const groupWords = 64;
const seedBytes = 32;
/** One page: the words are in the first, the seed is in the second. */
const tileBytes = 65_536;

/** Makes masks and adds them to a tile of words in one go, in memory of its own; its words are little-endian. */
export interface ChachaKernel {
  /** All of the memory, for whoever wants to see that nothing is left in it. */
  readonly memory: Uint8Array;
  readonly tile: Uint32Array;
  /** What the next mask is made of. */
  readonly seed: Uint8Array;
  /**
   * tile[i] += sign x word i of the seed's stream from block `counter` on, modulo 2^32, for the first `words`; up to 63
   * words behind them are overwritten.
   */
  add(words: number, counter: number, sign: 1 | -1): void;
  /** Overwrites tile and seed. */
  wipe(): void;
}

// What is assumed of WebAssembly, which no ECMAScript library declares.
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly mask: (words: number, end: number, seed: number, counter: number, flip: 0 | -1) => void;
}
declare const WebAssembly:
  | {
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object) => { readonly exports: Exports };
      readonly CompileError: new () => Error;
      validate(bytes: Uint8Array): boolean;
    }
  | undefined;

/**
 * The kernel, undefined where WebAssembly has no SIMD, where the page's Content-Security-Policy forbids WebAssembly, or
 * where the stream is not that of the portable primitives: a wrong mask would cost a whole cohort its attempt.
 */
export function chachaKernel(bytes: Uint8Array = chachaKernelBytes): ChachaKernel | undefined {
  const exports = instantiate(bytes);
  if (exports === undefined) return undefined;
  const { mask, memory } = exports;
  const tile = new Uint32Array(memory.buffer, 0, tileBytes / 4);
  const seed = new Uint8Array(memory.buffer, tileBytes, seedBytes);
  const kernel: ChachaKernel = {
    memory: new Uint8Array(memory.buffer),
    tile,
    seed,
    add: (words, counter, sign) => mask(0, 4 * wholeGroups(words), tileBytes, counter, sign === 1 ? 0 : -1),
    wipe() {
      tile.fill(0);
      seed.fill(0);
    },
  };
  return isSound(kernel) ? kernel : undefined;
}

function wholeGroups(words: number): number {
  return groupWords * Math.ceil(words / groupWords);
}

function instantiate(bytes: Uint8Array): Exports | undefined {
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(bytes)) return undefined;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  } catch (error) {
    // The bytes are valid: it is the page's policy that forbids to compile them.
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

/** Whether two groups of blocks, added and then subtracted, are the stream and leave nothing. */
function isSound(kernel: ChachaKernel): boolean {
  const words = 2 * groupWords;
  const counter = 254;
  kernel.seed.set(Uint8Array.from({ length: seedBytes }, (_, i) => 7 * i));
  const expected = new Uint8Array(4 * words);
  portablePrimitives.keystream(kernel.seed, counter, expected);
  kernel.add(words, counter, 1);
  const got = kernel.memory.slice(0, 4 * words);
  kernel.add(words, counter, -1);
  const nothing = kernel.tile.every((word) => word === 0);
  kernel.wipe();
  return equalBytes(got, expected) && nothing;
}
