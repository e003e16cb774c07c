import { blockWords } from "./add-masks.ts";
import type { Mask } from "./add-masks.ts";
import { chachaKernel } from "./chacha-kernel.ts";
import type { ChachaKernel } from "./chacha-kernel.ts";
import { maskInSlices } from "./pausing-masks.ts";
import type { Pause, PausingMasks } from "./pausing-masks.ts";

/** Words of masks between two pauses: some twelve milliseconds. */
const sliceWords = 2 ** 22;

/**
 * Masks by a kernel in WebAssembly, five times as fast as by noble; undefined where the platform has no SIMD, or forbids
 * WebAssembly. For platforms without a native stream: OpenSSL's is faster.
 */
export function simdMasks(pause: Pause): PausingMasks | undefined {
  const kernel = chachaKernel();
  if (kernel === undefined) return undefined;
  return maskInSlices(
    (words, masks, firstWord) => addMasksBySimd(kernel, words, masks, firstWord),
    sliceWords,
    pause,
  );
}

/**
 * addMasks by the kernel, tile by tile, with every mask applied to a tile before the next. Leaves neither seed nor mask
 * nor word behind in the kernel's memory; what the engine has spilled on its stack is out of reach.
 */
export function addMasksBySimd(
  kernel: ChachaKernel,
  words: Uint32Array,
  masks: readonly Mask[],
  firstWord: number,
): void {
  const tileWords = kernel.tile.length;
  try {
    for (let start = 0; start < words.length; start += tileWords) {
      const piece = words.subarray(start, start + tileWords);
      kernel.tile.set(piece);
      for (const { seed, sign } of masks) {
        kernel.seed.set(seed);
        kernel.add(piece.length, (firstWord + start) / blockWords, sign);
      }
      piece.set(kernel.tile.subarray(0, piece.length));
    }
  } finally {
    kernel.wipe();
  }
}
