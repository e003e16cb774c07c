import type { Mask } from "./add-masks.ts";

/** Expands masks where the platform does it best: here, or on other threads. */
export interface MaskPort {
  /** words[i] += sign x (word i of each mask's stream), modulo 2^32, in place (add-masks.ts). */
  add(words: Uint32Array, masks: readonly Mask[]): Promise<void>;
}
