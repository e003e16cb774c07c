import { initialTrainables, modelTensors } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import { expect } from "chai";

import type { Engine, TensorFlow } from "../../../src/engine/index.ts";
import { createTrainer } from "../../../src/index.ts";
import { networkOf } from "../../../src/networks/index.ts";
import { noise, portableEngines, randomOf, startEngine } from "../../kit.ts";
import { assetsOf, cnn, made, planFor, reading, residual } from "./kit.ts";

function refusal(tf: TensorFlow, plan: Plan, model: string | undefined): string {
  const before = tf.memory().numTensors;
  try {
    networkOf(tf, plan, new Map(model === undefined ? [] : [["model.json", model]]));
  } catch (error) {
    expect(error).to.be.instanceOf(UserError);
    expect(tf.memory().numTensors).to.equal(before);
    return String(error);
  }
  throw new Error("it was accepted");
}

for (const engineName of portableEngines) {
  describe(`what a layers model leaves on ${engineName}`, () => {
    let engine: Engine;
    let tf: TensorFlow;
    before(async () => {
      engine = await startEngine(engineName);
      tf = engine.tf;
    });
    after(() => engine.dispose());

    it("is the base's tensors once, and nothing else, whatever is called", async () => {
      const { model, read } = await made(tf, residual);
      model.dispose();
      const before = tf.memory().numTensors;
      const variables = (): readonly string[] => Object.keys(tf.engine().state.registeredVariables);
      const named = variables();
      const plan = planFor(read, { tuning: { method: "freeze", stages: 1 } });
      const examples = noise(plan, 12);
      const trainer = createTrainer({ engine });
      await trainer.load({ plan, base: read.arrays, assets: assetsOf(read) });
      const held = tf.memory().numTensors;
      expect(held - before).to.equal(modelTensors(plan).length - 11);
      const start = initialTrainables(plan, read.arrays);
      for (let times = 0; times < 2; times++) {
        await trainer.train(start, examples, randomOf("x"));
        await trainer.evaluate(start, examples);
      }
      expect(tf.memory().numTensors).to.equal(held);
      await trainer.load({ plan, base: read.arrays, assets: assetsOf(read) });
      expect(tf.memory().numTensors).to.equal(held);
      await trainer.dispose();
      expect(tf.memory().numTensors).to.equal(before);
      expect(variables()).to.deep.equal(named);
    });

    it("is nothing where it refuses another model.json than the plan's, and what TF.js cannot build", async () => {
      const { model, read } = await made(tf, cnn);
      model.dispose();
      const plan = planFor(read);
      expect(refusal(tf, plan, undefined)).to.match(/does not fit its plan: model\.json is missing/);
      expect(refusal(tf, plan, `${read.topology} `)).to.match(/model\.json has the SHA-256/);

      const rebuilt = (change: (text: string) => string): readonly [Plan, string] => {
        const text = change(read.topology);
        const again = reading({
          text: JSON.stringify({
            ...(JSON.parse(text) as object),
            weightsManifest: [{ paths: ["weights.bin"], weights: read.section.weights.map(specOf) }],
          }),
          bytes: new Uint8Array(4 * read.section.weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0)),
        });
        return [planFor(again), again.topology];
      };
      const [wide, wideText] = rebuilt((text) => text.replace('"units":5', '"units":6'));
      expect(refusal(tf, wide, wideText)).to.match(
        /cannot be computed by TF\.js: weight dense_Dense\d+\/kernel has the shape \[8, 5\], and its layer needs \[8, 6\]/,
      );
      const [large, largeText] = rebuilt((text) => text.replace('"pool_size":[2,2]', '"pool_size":[9,9]'));
      expect(refusal(tf, large, largeText)).to.match(
        /layer average_pooling2d_\w+ makes nothing of what enters it/,
      );
      const [other, otherText] = rebuilt((text) => text.replace('"axis":-1', '"axis":1'));
      expect(refusal(tf, other, otherText)).to.match(
        /\(class BatchNormalization\) is over axis 1 of 4; expected the last/,
      );
      const [bare, bareText] = rebuilt((text) => text.replace('"use_bias":true', '"use_bias":false'));
      expect(refusal(tf, bare, bareText)).to.match(/has no place for weight conv2d_Conv2D\d+\/bias/);
    });
  });
}

const specOf = ({ name, shape }: { readonly name: string; readonly shape: readonly number[] }) => ({
  name,
  shape,
  dtype: "float32",
});

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);
