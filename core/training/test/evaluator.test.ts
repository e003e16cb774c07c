import { expect } from "chai";

import { randomBase } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";
import type { Engine } from "../src/engine/index.ts";
import { evaluateModel, predict } from "../src/index.ts";
import type { WholeModel } from "../src/index.ts";
import { noise, planOf, portableEngines, startEngine } from "./kit.ts";
import { effectiveTensors, logitsOf } from "./reference/network.ts";

const whole = (tensors: NamedArrays): WholeModel => ({ tensors, assets: new Map() });

for (const engineName of portableEngines) {
  describe(`scoring on ${engineName}`, () => {
    let engine: Engine;
    before(async () => {
      engine = await startEngine(engineName);
    });
    after(() => engine.dispose());

    const plan = planOf({ training: { batchSize: 7 } });
    const frozen = planOf({ tuning: { method: "head" } });
    const base = randomBase(plan);
    const truth = (values: Float32Array) => {
      const head = Float64Array.from([...base.get("head.weight")!.data, ...base.get("head.bias")!.data]);
      const powers = logitsOf(frozen, effectiveTensors(frozen, base, head), values).map(Math.exp);
      const total = powers.reduce((sum, power) => sum + power, 0);
      return powers.map((power) => power / total);
    };

    it("predicts the probabilities of the reference network, and the likeliest label", async () => {
      const examples = noise(plan, 20);
      const predictions = await predict(
        engine,
        plan,
        whole(base),
        examples.map((example) => ({ ...example, label: 0 })),
      );
      expect(predictions).to.have.length(20);
      for (const [index, { label, probabilities }] of predictions.entries()) {
        const expected = truth(examples[index]!.values);
        for (const [place, value] of expected.entries())
          expect(probabilities[place]).to.be.closeTo(value, 1e-5);
        expect(label).to.equal(expected.indexOf(Math.max(...expected)));
      }
    });

    it("sums the losses and counts the confusion over all examples, in batches", async () => {
      const wide = planOf({
        input: { kind: "image", width: 200, height: 200, channels: 1 },
        training: { batchSize: 2 },
      });
      const examples = noise(wide, 5);
      const model = randomBase(wide);
      const together = await evaluateModel(engine, wide, whole(model), examples);
      const alone = await Promise.all(
        examples.map((example) => evaluateModel(engine, wide, whole(model), [example])),
      );
      expect(together.exampleCount).to.equal(5);
      expect(together.lossSum).to.be.closeTo(
        alone.reduce((sum, { lossSum }) => sum + lossSum, 0),
        1e-4,
      );
      expect([...together.confusion].reduce((sum, count) => sum + count, 0)).to.equal(5);
      const small = noise(plan, 6);
      const { lossSum } = await evaluateModel(engine, plan, whole(base), small);
      expect(lossSum).to.be.closeTo(
        small.reduce((sum, { values, label }) => sum - Math.log(truth(values)[label]!), 0),
        1e-4,
      );
    });

    it("stays finite where a probability is 0 in single precision", async () => {
      const model = new Map(base);
      model.set("head.bias", { shape: [3], data: Float32Array.of(3000, 0, -3000) });
      const [example] = noise(plan, 1);
      const { lossSum } = await evaluateModel(engine, plan, whole(model), [{ ...example!, label: 2 }]);
      expect(lossSum).to.be.within(5990, 6010);
    });

    it("leaves no tensor behind, also when it is called off", async () => {
      const empty = engine.tf.memory().numTensors;
      await evaluateModel(engine, plan, whole(base), noise(plan, 3));
      const called = await evaluateModel(
        engine,
        plan,
        whole(base),
        noise(plan, 3),
        AbortSignal.abort(new Error("off")),
      ).catch((error: unknown) => error);
      expect(called).to.match(/off/);
      expect(engine.tf.memory().numTensors).to.equal(empty);
    });

    it("names each tensor of a model that does not fit", async () => {
      const model = new Map(base);
      model.set("extra", model.get("head.bias")!);
      const error = await evaluateModel(engine, plan, whole(model), []).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(UserError);
      expect(error).to.match(/does not fit the plan: tensor extra is none of the plan's network/);
    });
  });
}
