import { expect } from "chai";

import { initialTrainables, mergeModel, randomBase, trainableLayout } from "@tributary/core/model";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { draw } from "@tributary/core/support";
import { unflatten } from "@tributary/core/tensor";
import type { NamedArrays } from "@tributary/core/tensor";
import { fillBatch } from "../../src/batches/index.ts";
import type { PreparedExample } from "../../src/batches/index.ts";
import { wholeTapeGradients } from "../../src/blockwise.ts";
import { uploadBatch } from "../../src/engine-batch.ts";
import type { Engine } from "../../src/engine/index.ts";
import { loadTask } from "../../src/local-task.ts";
import { uploadVector } from "../../src/networks/index.ts";
import { planOf, portableEngines, randomOf, startEngine } from "../kit.ts";

const vocabulary = 11;
const rank = 2;
const scale = 3;

const networks: Readonly<Record<string, PlanInput["model"]>> = {
  "bert.embeddings.word_embeddings": {
    family: "bert",
    vocabSize: vocabulary,
    hiddenSize: 4,
    numHiddenLayers: 1,
    numAttentionHeads: 2,
    intermediateSize: 6,
    maxPositionEmbeddings: 8,
    pooling: "mean",
  },
  "distilbert.embeddings.word_embeddings": {
    family: "distilbert",
    vocabSize: vocabulary,
    dim: 4,
    nLayers: 1,
    nHeads: 2,
    hiddenDim: 6,
    maxPositionEmbeddings: 8,
  },
};

const examples: readonly PreparedExample[] = [
  { values: Float32Array.of(2, 5, 5, 3), label: 0 },
  { values: Float32Array.of(2, 7, 3), label: 1 },
  { values: Float32Array.of(2, 5, 9, 10, 3), label: 2 },
];

for (const engineName of portableEngines) {
  describe(`on ${engineName}, an adapter on the vectors of words`, () => {
    let engine: Engine;
    before(async () => {
      engine = await startEngine(engineName);
    });
    after(() => engine.dispose());

    const lossAndGradients = async (plan: Plan, base: NamedArrays, flat: Float32Array) => {
      const { tf } = engine;
      const layout = trainableLayout(plan);
      const task = loadTask(tf, { plan, base, assets: new Map() });
      const uploaded = uploadBatch(tf, fillBatch(plan, examples, [...examples.keys()]));
      const trained = uploadVector(tf, layout, flat);
      const { stages, loss } = task.tape(uploaded.batch);
      const result = await wholeTapeGradients(tf, trained, stages, loss);
      tf.dispose(trained);
      uploaded.dispose();
      task.dispose();
      return { loss: result.loss, gradients: unflatten(layout, result.gradients) };
    };

    for (const [module, model] of Object.entries(networks)) {
      it(`makes the loss and the gradients that its sum with ${module} has`, async () => {
        const input = { kind: "text", maximumTokens: 8 } as const;
        const plan = planOf({
          model,
          input,
          tuning: { method: "lora", rank, alpha: scale * rank, targets: ["word_embeddings"] },
        });
        const base = randomBase(plan);
        const { uniform } = draw(randomOf(module));
        const flat = initialTrainables(plan, base).map((value) => value + 0.4 * uniform() - 0.2);
        const adapted = await lossAndGradients(plan, base, flat);

        const whole = planOf({ model, input, tuning: { method: "full" } });
        const merged = mergeModel(plan, base, flat);
        const expected = await lossAndGradients(whole, merged, initialTrainables(whole, merged));
        expect(adapted.loss).to.be.closeTo(expected.loss, 1e-5);
        expect(adapted.loss).to.not.be.closeTo(
          (await lossAndGradients(plan, base, initialTrainables(plan, base))).loss,
          1e-3,
        );

        // W = E + scale B A, hence dL/dB = scale dL/dW A^T and dL/dA = scale B^T dL/dW.
        const own = unflatten(trainableLayout(plan), flat);
        const { data: a } = own.get(`${module}.lora_A`)!;
        const { data: b } = own.get(`${module}.lora_B`)!;
        const { data: w } = expected.gradients.get(`${module}.weight`)!;
        const width = a.length / rank;
        const wantedB = Array.from({ length: vocabulary * rank }, (_, at) => {
          const [row, k] = [Math.floor(at / rank), at % rank];
          return scale * sumOver(width, (i) => w[row * width + i]! * a[k * width + i]!);
        });
        const wantedA = Array.from({ length: rank * width }, (_, at) => {
          const [k, i] = [Math.floor(at / width), at % width];
          return scale * sumOver(vocabulary, (row) => b[row * rank + k]! * w[row * width + i]!);
        });
        expectNear(adapted.gradients.get(`${module}.lora_B`)!.data, wantedB);
        expectNear(adapted.gradients.get(`${module}.lora_A`)!.data, wantedA);
        // Words that no text has.
        expect(adapted.gradients.get(`${module}.lora_B`)!.data.slice(0, rank)).to.deep.equal(
          Float32Array.of(0, 0),
        );
      });
    }
  });
}

function sumOver(count: number, term: (index: number) => number): number {
  return Array.from({ length: count }, (_, index) => term(index)).reduce((sum, each) => sum + each, 0);
}

function expectNear(got: Float32Array, wanted: readonly number[]): void {
  expect(got.length).to.equal(wanted.length);
  const largest = Math.max(...wanted.map(Math.abs));
  expect(largest).to.be.greaterThan(1e-3);
  for (const [index, value] of wanted.entries())
    expect(got[index]! / largest).to.be.closeTo(value / largest, 1e-4);
}
