import type { NumericExample, Trainer } from "@tributary/core/participant";

/** Softmax regression on plain arrays, for a plan with `model: { family: mlp }` and `tuning: { method: full }`. */
export function ownTrainer(learningRate: number): Trainer {
  let [inputs, labels] = [0, 0];
  const probabilities = (weights: Float32Array, values: Float32Array): readonly number[] => {
    const row = (k: number): Float32Array => weights.subarray(k * inputs, (k + 1) * inputs);
    const bias = weights.subarray(labels * inputs);
    const scores = [...bias].map((b, k) => row(k).reduce((sum, w, i) => sum + w * (values[i] ?? 0), b));
    const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / total);
  };
  return {
    async load({ plan }) {
      [inputs, labels] = [plan.input.kind === "features" ? plan.input.size : 0, plan.labels.length];
    },
    async evaluate(weights, data: readonly NumericExample[]) {
      const confusion = new Uint32Array(labels * labels);
      let lossSum = 0;
      for (const { values, label } of data) {
        const p = probabilities(weights, values);
        lossSum -= Math.log(p[label] ?? 0);
        confusion[label * labels + p.indexOf(Math.max(...p))]! += 1;
      }
      return { exampleCount: data.length, lossSum, confusion };
    },
    async train(weights, data: readonly NumericExample[], _random, signal) {
      const mine = weights.slice();
      for (const { values, label } of data) {
        if (signal?.aborted) throw signal.reason;
        probabilities(mine, values).forEach((p, k) => {
          const slope = learningRate * (p - (k === label ? 1 : 0));
          values.forEach((value, i) => (mine[k * inputs + i]! -= slope * value));
          mine[labels * inputs + k]! -= slope;
        });
      }
      return { delta: mine.map((weight, i) => weight - weights[i]!), exampleCount: data.length };
    },
    async dispose() {},
  };
}
