import type { Example, Trainer } from "@tributary/core/participant";

/** A trainer that needs no engine: scores nothing of note, and moves every weight by a number drawn for it. */
export function plainTrainer(onTrain: () => void = () => undefined): Trainer {
  return {
    load: () => Promise.resolve(),
    evaluate: (_weights, data: readonly Example[]) =>
      Promise.resolve({
        exampleCount: data.length,
        lossSum: 0.5 * data.length,
        confusion: Uint32Array.of(data.length, 0, 0, 0),
      }),
    train: (weights, data, random) => {
      onTrain();
      const delta = new Float32Array(weights.length);
      delta[0] = 0.01 * ((random.bytes(1)[0] ?? 0) / 255);
      return Promise.resolve({ delta, exampleCount: data.length });
    },
    dispose: () => Promise.resolve(),
  };
}
