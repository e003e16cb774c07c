/** A batch as far as its cost goes. */
export interface Extent {
  readonly count: number;
  /** Tokens of each text, padding included; 1 where examples are no texts. */
  readonly length: number;
  /** Whether the engine computes attention, GELU and layer norms in kernels of our own, which leave nothing between. */
  readonly ownKernels: boolean;
}

/**
 * What a stage of a network makes of a batch, before it is known what of it is trained. Counts are of numbers (4 bytes each).
 * They follow the operations that networks/ and ops/ are made of and were fitted to what TF.js holds, which keeps every
 * result of a pass until the pass ends; the test of this folder holds them to it.
 */
export interface StageShape {
  /** Of what leaves the stage. */
  readonly out: number;
  /** The most that it holds on the way up, without a tape. */
  readonly up: number;
  /** What one tape holds of it by the end of the way back: results that are kept, and gradients of results. */
  readonly tape: number;
  /** The most that one operation holds beside that on the way back. */
  readonly passing: number;
  /** Multiplications, each with an addition, that are no product with a weight. */
  readonly products: number;
  /** How many rows a module's weight is multiplied with: tokens, examples, or pixels of the maps that it makes. */
  rows(module: string): number;
}
