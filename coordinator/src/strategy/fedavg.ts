import type { Strategy } from "./strategy.ts";

/**
 * FedAvg (McMahan et al. 2017, algorithm 1): the model moves by the mean delta. With a learning rate of 1 that is the
 * mean of the clients' models.
 */
export const fedavg: Strategy = {
  name: "fedavg",
  init: () => new Float32Array(0),
  /** F32, in place: model += learningRate * meanDelta, each product and sum rounded to nearest once. */
  update(state, meanDelta, model, { learningRate }) {
    for (let i = 0; i < model.length; i++) model[i]! += Math.fround(learningRate * meanDelta[i]!);
    return { model, state };
  },
};
