import type { Strategy, StrategySettings } from "./strategy.ts";

/** How the second moment v moves, given the first moment's square. */
type SecondMoment = (v: number, square: number, secondMoment: number) => number;

/**
 * The adaptive server optimisers (Reddi et al. 2021, "Adaptive Federated Optimization", algorithm 2), which differ in
 * `moveV` alone. With the mean delta D of a round, in double precision and rounded to F32 once each:
 *
 *     m <- beta1 m + (1 - beta1) D        v <- moveV(v, m^2)        model <- model + learningRate m / (sqrt(v) + tau)
 *
 * There is no correction of the first steps' bias: v begins at tau^2, the smallest that the paper allows.
 */
export function adaptive(
  name: string,
  beta1: (settings: StrategySettings) => number,
  moveV: SecondMoment,
): Strategy {
  return {
    name,
    /** m, then v. */
    init(size, { adaptivity }) {
      return new Float32Array(2 * size).fill(adaptivity * adaptivity, size);
    },
    update(state, meanDelta, model, settings) {
      const { learningRate, secondMoment, adaptivity } = settings;
      const size = model.length;
      const momentum = beta1(settings);
      for (let i = 0; i < size; i++) {
        const m = Math.fround(momentum * state[i]! + (1 - momentum) * meanDelta[i]!);
        const v = Math.fround(moveV(state[size + i]!, m * m, secondMoment));
        state[i] = m;
        state[size + i] = v;
        model[i]! += (learningRate * m) / (Math.sqrt(v) + adaptivity);
      }
      return { model, state };
    },
  };
}
