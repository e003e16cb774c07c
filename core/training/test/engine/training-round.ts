import { initialTrainables, randomBase } from "@tributary/core/model";
import type { Trainer } from "@tributary/core/participant";
import { noise, planOf, randomOf } from "../kit.ts";

export interface TrainingRound {
  readonly delta: readonly number[];
  /** Milliseconds per training step, from the first epoch on. */
  readonly msPerStep: number;
}

/** One client's part of a round of the demo's network, always the same. */
export async function trainingRound(trainer: Trainer): Promise<TrainingRound> {
  const plan = planOf({
    model: { family: "image-cnn", filters: [16, 32], hidden: 64 },
    input: { kind: "image", width: 16, height: 16, channels: 1 },
    tuning: { method: "lora", rank: 4 },
    training: { batchSize: 20, localEpochs: 2, validation: 0 },
  });
  const base = randomBase(plan);
  await trainer.load({ plan, base, assets: new Map() });
  let steps = 0;
  const startedAt = performance.now();
  const { delta } = await trainer.train(
    initialTrainables(plan, base),
    noise(plan, 100),
    randomOf("native"),
    undefined,
    () => void steps++,
  );
  return { delta: Array.from(delta), msPerStep: (performance.now() - startedAt) / steps };
}
