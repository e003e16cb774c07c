import type { Strategy } from "./strategy.ts";

/**
 * FedAvgM (Hsu, Qi, Brown 2019, "Measuring the Effects of Non-Identical Data Distribution for Federated Visual
 * Classification", section 4.3): momentum on the server. With momentum 0 it is FedAvg.
 */
export const fedavgm: Strategy = {
  name: "fedavgm",
  /** The velocity v, at rest. */
  init: (size) => new Float32Array(size),
  /** F32, in place: v = momentum * v + meanDelta; model += learningRate * v. */
  update(state, meanDelta, model, { learningRate, momentum }) {
    for (let i = 0; i < model.length; i++) {
      state[i] = Math.fround(momentum * state[i]!) + meanDelta[i]!;
      model[i]! += Math.fround(learningRate * state[i]!);
    }
    return { model, state };
  },
};
