/** What a plan's `aggregation` says to its strategy. */
export interface StrategySettings {
  /** What the mean delta is multiplied by before it is added. */
  readonly learningRate: number;
  /** Of strategies that have one, in [0, 1). */
  readonly momentum: number;
  /** Of adaptive strategies: how much of the second moment is kept, beta2 in [0, 1). */
  readonly secondMoment: number;
  /** Of adaptive strategies: tau > 0, beside which small second moments count as nothing. */
  readonly adaptivity: number;
}

export interface StrategyStep {
  /** The next model, of the same length as the one that came in. */
  readonly model: Float32Array;
  /** What the next step gets; of any length, which may change from step to step. */
  readonly state: Float32Array;
}

/**
 * How the mean of the clients' deltas becomes the next model (a server optimiser, Reddi et al. 2021, algorithm 1). A
 * plan may name a module of the user's own, `strategy: ./mine.js`, whose default export is one of these:
 *
 *     // mine.js: Adagrad on the server (Reddi et al. 2021, "Adaptive Federated Optimization", algorithm 2).
 *     const tau = 1e-3;
 *     export default {
 *       name: "fedadagrad",
 *       init: (size) => new Float32Array(size),
 *       update(state, meanDelta, model, { learningRate }) {
 *         for (let i = 0; i < model.length; i++) {
 *           state[i] += meanDelta[i] * meanDelta[i];
 *           model[i] += (learningRate * meanDelta[i]) / (Math.sqrt(state[i]) + tau);
 *         }
 *         return { model, state };
 *       },
 *     };
 *
 * All vectors are flat, in the order of the plan's trainable layout. Both functions compute from their arguments
 * alone (no clock, no chance, no memory between calls): after a crash the coordinator repeats a step and must get the
 * same model. What the coordinator keeps between rounds, and over restarts, is `state`.
 */
export interface Strategy {
  /** For logs; lower-case letters, digits and dashes. */
  readonly name: string;
  /** The state before the first step, for models of `size` parameters. */
  init(size: number, settings: StrategySettings): Float32Array;
  /**
   * One step. The three arrays are the strategy's to change and to return, but not to keep.
   * @param meanDelta mean of the counted deltas (local minus global), by the plan's weighting
   * @param model the model that came in, as the F32 master
   */
  update(
    state: Float32Array,
    meanDelta: Float32Array,
    model: Float32Array,
    settings: StrategySettings,
  ): StrategyStep;
}
