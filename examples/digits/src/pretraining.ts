import { initialTrainables, mergeModel, randomBase } from "@tributary/core/model";
import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { seededRandom, utf8 } from "@tributary/core/support";
import { encodeSafetensors } from "@tributary/core/tensor";
import { printedDigits } from "@tributary/simulations";
import type { DigitPicture } from "@tributary/simulations";
import { createTrainer } from "@tributary/training";
import type { Engine } from "@tributary/training";

const pictures = 6000;
const seed = "pre-training";

/**
 * Trains the network of the demo's plan from random weights on printed digits, and answers the base model as safetensors (F16).
 * The same engine build gives the same bytes.
 */
export async function pretrain(
  engine: Engine,
  plan: Plan,
  onEpoch: (epoch: number) => void,
): Promise<Uint8Array> {
  const pretraining: Plan = {
    ...plan,
    seed: 0,
    tuning: { method: "full" },
    training: {
      ...plan.training,
      learningRate: 0.001,
      batchSize: 32,
      localEpochs: 6,
      validation: 0,
      augmentation: { shift: 0, rotate: 0, mirror: 0, erase: 0, noise: 0 },
    },
  };
  const start = randomBase(pretraining);
  const weights = initialTrainables(pretraining, start);
  const trainer = createTrainer({ engine });
  try {
    await trainer.load({ plan: pretraining, base: start, assets: new Map() });
    const { delta } = await trainer.train(
      weights,
      printedDigits(seed, pictures).map(exampleOf),
      seededRandom(utf8(seed), "training"),
      undefined,
      ({ epoch, step, steps, epochs }) => {
        if (step % (steps / epochs) === 0) onEpoch(epoch);
      },
    );
    const trained = mergeModel(
      pretraining,
      start,
      weights.map((weight, index) => weight + (delta[index] ?? 0)),
    );
    return encodeSafetensors(trained, {
      dtype: "F16",
      metadata: {
        format: "pt",
        about: "A classifier of printed digits, 16 x 16, made by examples/digits of Tributary; Apache-2.0",
      },
    });
  } finally {
    await trainer.dispose();
  }
}

/** A picture as the demo's plan takes it: 0 .. 1. */
export function exampleOf({ pixels, digit }: DigitPicture): Example {
  return { values: Float32Array.from(pixels, (grey) => grey / 255), label: digit };
}
