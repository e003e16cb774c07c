import type { Cancellation, Random } from "../support/index.ts";
import type { NamedArrays } from "../tensor/index.ts";
import type { Plan } from "../plan/index.ts";
import type { Example } from "./example.ts";

/** How a model did on a client's held-back examples. All counts are unweighted, so that sums over clients are exact. */
export interface Evaluation {
  /** Examples; of a language model the tokens that it was to predict. */
  readonly exampleCount: number;
  /** Sum of their cross-entropies, in nats. */
  readonly lossSum: number;
  /** Row: true class, column: predicted class; labels x labels, row by row. Empty for a language model. */
  readonly confusion: Uint32Array;
}

export interface TrainProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** Mean loss of this step's batch, in nats. */
  readonly loss: number;
}

export interface TrainResult {
  /** Local minus global, in the order of the plan's trainable layout; the caller owns it. */
  readonly delta: Float32Array;
  /** Examples that were trained on. */
  readonly exampleCount: number;
}

/** What a trainer is given once, before anything else. */
export interface TrainerTask<Data = readonly Example[]> {
  readonly plan: Plan;
  /** The base model: every tensor of the family. */
  readonly base: NamedArrays;
  /** What came with the base, such as its `tokenizer.json`: text by file name. */
  readonly assets: ReadonlyMap<string, string>;
  /** What evaluate and train will get, where it is known already: so that a trainer can say beforehand that it cannot be done. */
  readonly data?: Data;
}

/**
 * Local training as a port. The product's own runs on TF.js (@tributary/training); a trainer of the user's own
 * is public API. Weights and deltas are flat vectors in the order of trainableLayout(plan).
 *
 * Calls never overlap. A raised signal ends a call with the signal's reason; the trainer stays usable.
 */
export interface Trainer<Data = readonly Example[]> {
  load(task: TrainerTask<Data>): Promise<void>;
  /** Scores the model that `weights` make on the examples that are held back. `weights` is not kept. */
  evaluate(weights: Float32Array, data: Data, signal?: Cancellation): Promise<Evaluation>;
  /** Fine-tunes from `weights` (not changed, not kept); all chance comes from `random`. */
  train(
    weights: Float32Array,
    data: Data,
    random: Random,
    signal?: Cancellation,
    onProgress?: (progress: TrainProgress) => void,
  ): Promise<TrainResult>;
  /** Frees what load took. */
  dispose(): Promise<void>;
}
