import type { LayersModel, Tensor, io } from "@tensorflow/tfjs";
import { readLayersModel, writeLayersModel } from "@tributary/core/checkpoint";
import { asLayers, fromLayers, randomBase } from "@tributary/core/model";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { expect } from "chai";

import { predict } from "../../src/index.ts";
import type { Engine } from "../../src/index.ts";
import { mlpPlan, noise, planOf, startEngine } from "../kit.ts";

const plans: Readonly<Record<string, Partial<PlanInput>>> = {
  "an image-cnn, whose features are flattened channel by channel": {},
  "an mlp on features": mlpPlan,
  "an mlp on images": { model: { family: "mlp", hidden: [4] } },
  "softmax regression": { ...mlpPlan, model: { family: "mlp", hidden: [] } },
};

/** Every tensor, biases too, of other values than at the start. */
function tensorsOf(plan: Plan) {
  return new Map(
    [...randomBase(plan)].map(([name, { shape, data }], place) => [
      name,
      { shape, data: data.map((value, index) => value + 0.1 * Math.sin(index + place)) },
    ]),
  );
}

describe("a small network as layers of TF.js", () => {
  let engine: Engine;
  before(async () => (engine = await startEngine("cpu")));
  after(() => engine.dispose());

  async function loaded(files: ReturnType<typeof writeLayersModel>): Promise<LayersModel> {
    const { tf } = engine;
    const json = JSON.parse(files["model.json"]) as io.ModelJSON;
    const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
    const weightData = files["group1-shard1of1.bin"].slice().buffer;
    return tf.loadLayersModel(tf.io.fromMemory({ ...json, weightSpecs, weightData }));
  }

  for (const [what, change] of Object.entries(plans)) {
    it(`computes the same for ${what}`, async () => {
      const plan = planOf(change);
      const tensors = tensorsOf(plan);
      const { topology, arrays } = asLayers(plan, tensors, { labels: plan.labels });
      const model = await loaded(writeLayersModel(topology, arrays));
      const examples = noise(plan, 7);
      const ours = await predict(engine, plan, { tensors, assets: new Map() }, examples);
      const { tf } = engine;
      const theirs = tf.tidy(() => {
        const input = tf.tensor(examples.map(({ values }) => [...values]));
        const shaped = tf.reshape(input, [-1, ...(model.inputs[0]?.shape.slice(1) ?? []).map(Number)]);
        return tf.softmax(model.predict(shaped) as Tensor).arraySync() as number[][];
      });
      for (const [index, { probabilities }] of ours.entries())
        for (const [label, value] of probabilities.entries())
          expect(theirs[index]?.[label]).to.be.closeTo(value, 1e-6);
      expect(model.getUserDefinedMetadata()).to.deep.equal({ labels: plan.labels });
      model.dispose();
    });

    it(`is read again for ${what}`, () => {
      const plan = planOf(change);
      const tensors = tensorsOf(plan);
      const { topology, arrays } = asLayers(plan, tensors, {});
      const files = writeLayersModel(topology, arrays);
      const read = readLayersModel(
        files["model.json"],
        new Map([["group1-shard1of1.bin", files["group1-shard1of1.bin"]]]),
      );
      if (!read.ok) throw new Error(read.error);
      expect(fromLayers(plan, read.value.arrays)).to.deep.equal(tensors);
      const heads = read.value.section.weights.flatMap(({ name, head }) => (head ? [name] : []));
      expect(heads).to.deep.equal(["head/kernel", "head/bias"]);
    });
  }
});
