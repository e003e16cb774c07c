import { expect } from "chai";

import { initialTrainables, mergeModel, randomBase } from "@tributary/core/model";
import type { Evaluation } from "@tributary/core/participant";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { draw } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";
import type { Engine } from "../../src/engine/index.ts";
import { createTrainer } from "../../src/index.ts";
import { noise, planOf, portableEngines, randomOf, startEngine } from "../kit.ts";

const input = { kind: "image", width: 16, height: 16, channels: 3 } as const;

const networks: Readonly<Record<string, Partial<PlanInput>>> = {
  "a ViT's projections, that of its patches too": {
    model: {
      family: "vit",
      imageSize: 16,
      patchSize: 4,
      hiddenSize: 8,
      numHiddenLayers: 1,
      numAttentionHeads: 2,
      intermediateSize: 6,
    },
    tuning: { method: "lora", rank: 2, targets: ["projection", "query", "intermediate.dense"] },
  },
  // Wide enough for convolutions by A and by B of their own, with strides and under a normalisation.
  "a ResNet's last stage": {
    model: { family: "resnet", embeddingSize: 6, hiddenSizes: [8, 48], depths: [1, 2] },
    tuning: { method: "lora", rank: 1 },
  },
  "a ResNet's first convolutions": {
    model: {
      family: "resnet",
      embeddingSize: 4,
      hiddenSizes: [4, 8],
      depths: [1, 1],
      layerType: "basic",
      downsampleInFirstStage: true,
    },
    tuning: { method: "lora", rank: 2, targets: ["convolution"] },
  },
  "a VGG's layers": {
    model: { family: "vgg", features: [4, "M", 32], hidden: 6, batchNorm: true },
    tuning: { method: "lora", rank: 1, targets: ["features.4", "classifier.0"] },
  },
};

for (const engineName of portableEngines) {
  describe(`on ${engineName}, adapters are what merging makes of them`, () => {
    let engine: Engine;
    before(async () => {
      engine = await startEngine(engineName);
    });
    after(() => engine.dispose());

    for (const [title, network] of Object.entries(networks)) {
      it(`on ${title}`, async () => {
        const training = { validation: 0.5 };
        const plan = planOf({ input, ...network, training });
        const { uniform } = draw(randomOf(title));
        const near = (value: number): number => value + 0.4 * uniform() - 0.2;
        // No statistic, scale or bias as it begins, where it could be left out unseen.
        const base = new Map(
          [...randomBase(plan)].map(([name, { shape, data }]) => [
            name,
            { shape, data: shape.length === 1 ? data.map(near) : data },
          ]),
        );
        const examples = noise(plan, 12);
        const scored = async (plan: Plan, base: NamedArrays, weights: Float32Array): Promise<Evaluation> => {
          const trainer = createTrainer({ engine });
          await trainer.load({ plan, base, assets: new Map() });
          const evaluation = await trainer.evaluate(weights, examples);
          await trainer.dispose();
          return evaluation;
        };
        const start = initialTrainables(plan, base);
        const moved = start.map(near);
        const merged = mergeModel(plan, base, moved);
        const whole = planOf({ ...network, input, training, tuning: { method: "full" } });

        const adapted = await scored(plan, base, moved);
        const expected = await scored(whole, merged, initialTrainables(whole, merged));
        expect(adapted.exampleCount).to.equal(6);
        expect(adapted.lossSum).to.be.closeTo(expected.lossSum, 1e-5 * expected.lossSum);
        const unadapted = await scored(plan, base, start);
        expect(Math.abs(adapted.lossSum - unadapted.lossSum)).to.be.greaterThan(0.1);
      });
    }
  });
}
