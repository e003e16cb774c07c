import { evaluationOf, softmax } from "@tributary/core/metrics";
import type { NumericExample, Trainer } from "@tributary/core/participant";

/** Softmax regression on plain arrays, for a plan with `model: { family: mlp }` and `tuning: { method: full }`. */
export function ownTrainer(learningRate: number): Trainer<readonly NumericExample[]> {
  let [inputs, labels] = [0, 0];
  const logits = (weights: Float32Array, values: Float32Array): readonly number[] =>
    Array.from(weights.subarray(labels * inputs), (bias, k) =>
      values.reduce((sum, value, i) => sum + value * weights[k * inputs + i]!, bias),
    );
  return {
    async load({ plan }) {
      [inputs, labels] = [plan.input.kind === "features" ? plan.input.size : 0, plan.labels.length];
    },
    evaluate: async (weights, data) => evaluationOf(labels, data, ({ values }) => logits(weights, values)),
    async train(weights, data, _random, signal) {
      const mine = weights.slice();
      for (const { values, label } of data) {
        if (signal?.aborted) throw signal.reason;
        softmax(logits(mine, values)).forEach((probability, k) => {
          const slope = learningRate * (probability - (k === label ? 1 : 0));
          values.forEach((value, i) => (mine[k * inputs + i]! -= slope * value));
          mine[labels * inputs + k]! -= slope;
        });
      }
      return { delta: mine.map((weight, i) => weight - weights[i]!), exampleCount: data.length };
    },
    async dispose() {},
  };
}
