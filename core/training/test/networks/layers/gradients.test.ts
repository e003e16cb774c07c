import type { LayersModel as Model, Tensor } from "@tensorflow/tfjs";

import type { LayersModel } from "@tributary/core/checkpoint";
import { adapters, initialTrainables, mergeModel, trainables, trainedTensors } from "@tributary/core/model";
import type { Adapter } from "@tributary/core/model";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { draw } from "@tributary/core/support";
import type { NamedArray, NamedArrays } from "@tributary/core/tensor";
import { expect } from "chai";

import { fillBatch, prepareExamples } from "../../../src/batches/index.ts";
import { blockwiseGradients, wholeTapeGradients } from "../../../src/blockwise.ts";
import type { TapeResult } from "../../../src/blockwise.ts";
import type { Engine, TensorFlow } from "../../../src/engine/index.ts";
import { uploadBatch } from "../../../src/engine-batch.ts";
import { loadTask } from "../../../src/local-task.ts";
import { uploadVector } from "../../../src/networks/index.ts";
import { noise, portableEngines, randomOf, startEngine } from "../../kit.ts";
import {
  assetsOf,
  cnn,
  gradientsOf,
  planFor,
  reading,
  recurrent,
  residual,
  saved,
  scrambled,
} from "./kit.ts";

// The judge is TF.js's own variableGrads on the model that the plan's weights make, on the first engine that asks: cpu.
const models: Readonly<Record<string, (tf: TensorFlow) => Model>> = {
  "a sequential network": cnn,
  "a residual network": residual,
  "a recurrent network": recurrent,
};
const tunings: readonly NonNullable<PlanInput["tuning"]>[] = [
  { method: "full" },
  { method: "head" },
  { method: "bias" },
  { method: "freeze", stages: 2 },
  { method: "lora", rank: 2, alpha: 3 },
  { method: "lora", rank: 2, alpha: 3, ffa: true, head: false },
];

interface Case {
  readonly read: LayersModel;
  readonly plan: Plan;
  readonly start: Float32Array;
  readonly loss: number;
  /** End to end, in the plan's layout. */
  readonly gradient: Float32Array;
}

async function caseOf(
  tf: TensorFlow,
  build: (tf: TensorFlow) => Model,
  tuning: PlanInput["tuning"],
): Promise<Case> {
  const model = scrambled(tf, build(tf));
  try {
    const read = reading(await saved(tf, model));
    const plan = planFor(read, { tuning });
    const { uniform } = draw(randomOf("start"));
    // Adapters away from B = 0, or half of the terms would be invisible.
    const start = initialTrainables(plan, read.arrays).map((value) => value + 0.2 * uniform() - 0.1);
    const merged = mergeModel(plan, read.arrays, start);
    tf.tidy(() =>
      model.setWeights(
        model.weights.map(({ originalName }) => {
          const { data, shape } = merged.get(originalName)!;
          return tf.tensor(data, [...shape]);
        }),
      ),
    );
    const { loss, gradients } = gradientsOf(tf, model, noise(plan, 5));
    return { read, plan, start, loss, gradient: inLayout(plan, read.arrays, start, gradients) };
  } finally {
    model.dispose();
  }
}

/** Of an adapter by the chain rule from its weight's gradient G: scale * B^T G for A, scale * G A^T for B. */
function inLayout(plan: Plan, base: NamedArrays, start: Float32Array, gradients: NamedArrays): Float32Array {
  const table = new Map([...adapters(plan).values()].map((adapter) => [adapter.weight.name, adapter]));
  const values = trainedTensors(plan, base, start);
  return Float32Array.from(
    trainables(plan).flatMap(({ name, role, spec }) => {
      const gradient = gradients.get(spec.name)!;
      const adapter = table.get(spec.name);
      if (role === "tensor" || adapter === undefined) return [...gradients.get(name)!.data];
      return chained(role, gradient, adapter, values.get(adapter.a)!, values.get(adapter.b)!);
    }),
  );
}

function chained(
  role: "lora_A" | "lora_B",
  { data }: NamedArray,
  { rank, scale }: Adapter,
  a: NamedArray,
  b: NamedArray,
): readonly number[] {
  const [outputs, inputs] = [b.shape[0]!, a.shape[1]!];
  // The weight's outputs come last.
  const g = (out: number, input: number): number => data[input * outputs + out]!;
  const sum = (count: number, term: (index: number) => number): number =>
    Array.from({ length: count }, (_, index) => term(index)).reduce((total, value) => total + value, 0);
  return role === "lora_A"
    ? Array.from({ length: rank * inputs }, (_, at) => {
        const [row, input] = [Math.floor(at / inputs), at % inputs];
        return scale * sum(outputs, (out) => b.data[out * rank + row]! * g(out, input));
      })
    : Array.from({ length: outputs * rank }, (_, at) => {
        const [out, row] = [Math.floor(at / rank), at % rank];
        return scale * sum(inputs, (input) => g(out, input) * a.data[row * inputs + input]!);
      });
}

async function gradientsBy(
  tf: TensorFlow,
  { plan, read, start }: Case,
): Promise<readonly (readonly [string, TapeResult])[]> {
  const task = loadTask(tf, { plan, base: read.arrays, assets: assetsOf(read) });
  const prepared = prepareExamples(plan, undefined, noise(plan, 5));
  const uploaded = uploadBatch(tf, fillBatch(plan, prepared, [...prepared.keys()]));
  const trained: readonly Tensor[] = uploadVector(tf, task.layout, start);
  try {
    const { stages, loss } = task.tape(uploaded.batch);
    return [
      ["one tape", await wholeTapeGradients(tf, trained, stages, loss)],
      ["a tape for each stage", await blockwiseGradients(tf, trained, stages, loss)],
    ];
  } finally {
    tf.dispose([...trained]);
    uploaded.dispose();
    task.dispose();
  }
}

const judged = new Map<string, Case>();

for (const engineName of portableEngines) {
  describe(`the gradient of a layers model on ${engineName}`, () => {
    let engine: Engine;
    before(async () => {
      engine = await startEngine(engineName);
    });
    after(() => engine.dispose());

    for (const [what, build] of Object.entries(models)) {
      for (const tuning of tunings) {
        const title = `${what} and ${JSON.stringify(tuning)}`;
        it(`is TF.js's own, for ${title}`, async () => {
          const given = judged.get(title) ?? (await caseOf(engine.tf, build, tuning));
          judged.set(title, given);
          const { loss, gradient } = given;
          const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          expect(largest).to.be.greaterThan(0.001);
          const before = engine.tf.memory().numTensors;
          for (const [how, result] of await gradientsBy(engine.tf, given)) {
            expect(result.loss, how).to.be.closeTo(loss, 1e-5);
            expect(result.gradients.length, how).to.equal(gradient.length);
            const furthest = gradient.reduce(
              (most, value, index) => Math.max(most, Math.abs(value - result.gradients[index]!)),
              0,
            );
            expect(furthest / largest, how).to.be.lessThan(1e-5);
          }
          expect(engine.tf.memory().numTensors).to.equal(before);
        });
      }
    }
  });
}
