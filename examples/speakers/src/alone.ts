import { initialTrainables } from "@tributary/core/model";
import type { Example, TrainerTask } from "@tributary/core/participant";
import { seededRandom, utf8 } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import { createTrainer } from "@tributary/training";
import type { Engine } from "@tributary/training";

/**
 * What one client makes of the base without the others: as many rounds as the plan has, each from the one before it, and
 * of the models on the way the one that does best on what the client holds back, which is how a federation chooses too.
 * @throws the signal's reason
 */
export async function trainAlone(
  engine: Engine,
  task: TrainerTask,
  examples: readonly Example[],
  seed: string,
  signal?: Cancellation,
): Promise<Float32Array> {
  const { plan, base } = task;
  const trainer = createTrainer({ engine });
  const random = seededRandom(utf8(seed), "alone");
  try {
    await trainer.load(task);
    let weights = initialTrainables(plan, base);
    let best = { weights, loss: await lossOf(weights) };
    for (let round = 0; round < plan.rounds.maximum; round++) {
      const { delta } = await trainer.train(weights, examples, random, signal);
      weights = weights.map((weight, index) => weight + (delta[index] ?? 0));
      const loss = await lossOf(weights);
      if (loss < best.loss) best = { weights, loss };
    }
    return best.weights;
  } finally {
    await trainer.dispose();
  }

  async function lossOf(weights: Float32Array): Promise<number> {
    const { lossSum, exampleCount } = await trainer.evaluate(weights, examples, signal);
    return lossSum / exampleCount;
  }
}
