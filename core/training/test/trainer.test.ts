import { expect } from "chai";

import { initialTrainables, mergeModel, randomBase, trainableLayout } from "@tributary/core/model";
import { metricsOf } from "@tributary/core/metrics";
import type { Trainer, TrainProgress } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import type { Engine } from "../src/engine/index.ts";
import { createTrainer, evaluateModel } from "../src/index.ts";
import { mlpPlan, noise, planOf, portableEngines, randomOf, startEngine } from "./kit.ts";

/** Points around one corner for each label: an MLP can learn them. */
function corners(plan: Plan, count: number): { values: Float32Array; label: number }[] {
  return noise(plan, count, "corners").map(({ values, label }) => ({
    values: values.map((value, index) => 0.4 * value + (index === label ? 1 : 0)),
    label,
  }));
}

for (const engineName of portableEngines) {
  describe(`training on ${engineName}`, () => {
    let engine: Engine;
    const open: Trainer[] = [];
    before(async () => {
      engine = await startEngine(engineName);
    });
    afterEach(async () => {
      for (const trainer of open.splice(0)) await trainer.dispose();
    });
    after(() => engine.dispose());

    const tensors = (): number => engine.tf.memory().numTensors;
    const ready = async (plan: Plan, base = randomBase(plan)) => {
      const trainer = createTrainer({ engine });
      open.push(trainer);
      await trainer.load({ plan, base, assets: new Map() });
      return { trainer, base, start: initialTrainables(plan, base) };
    };
    const failure = (promise: Promise<unknown>): Promise<unknown> =>
      promise.then(
        () => expect.fail("it did not fail"),
        (error: unknown) => error,
      );

    it("learns: the loss falls and the accuracy rises", async () => {
      const plan = planOf({ ...mlpPlan, training: { learningRate: 0.03, localEpochs: 12, validation: 0.3 } });
      const { trainer, start } = await ready(plan);
      const examples = corners(plan, 90);
      const before = metricsOf(await trainer.evaluate(start, examples), plan.labels)!;
      const { delta, exampleCount } = await trainer.train(start, examples, randomOf("train"));
      const after = metricsOf(
        await trainer.evaluate(
          start.map((value, index) => value + delta[index]!),
          examples,
        ),
        plan.labels,
      )!;
      expect([exampleCount, after.exampleCount]).to.deep.equal([63, 27]);
      expect(after.loss).to.be.lessThan(before.loss / 2);
      expect(after.accuracy).to.be.greaterThan(0.85);
    });

    for (const tuning of [{ method: "full" }, { method: "lora", rank: 2 }] as const) {
      it(`gives the same bits for the same chance and others for other chance, ${tuning.method}`, async () => {
        const plan = planOf({
          tuning,
          training: { batchSize: 4, dropout: 0.3, augmentation: { shift: 1, rotate: 10, noise: 0.1 } },
        });
        const { trainer, start } = await ready(plan);
        const examples = noise(plan, 20);
        const one = await trainer.train(start, examples, randomOf("one"));
        const again = await trainer.train(start, examples, randomOf("one"));
        const other = await trainer.train(start, examples, randomOf("other"));
        expect(again.delta).to.deep.equal(one.delta);
        expect(other.delta).to.not.deep.equal(one.delta);
        expect(one.delta).to.have.length(trainableLayout(plan).size);
      });
    }

    it("changes neither the weights nor the examples that it is given", async () => {
      const plan = planOf({ training: { learningRate: 0.1, augmentation: { noise: 0.2, erase: 2 } } });
      const { trainer, start, base } = await ready(plan);
      const examples = noise(plan, 12);
      const before = structuredClone({ start, examples, base });
      await trainer.train(start, examples, randomOf("x"));
      await trainer.evaluate(start, examples);
      expect({ start, examples, base }).to.deep.equal(before);
    });

    it("keeps the base's tensors once, and nothing else, whatever is called and however it ends", async () => {
      const plan = planOf({ tuning: { method: "lora", rank: 1 }, training: { batchSize: 4, dropout: 0.2 } });
      const empty = tensors();
      const { trainer, start, base } = await ready(plan);
      // Six frozen tensors: weight and bias of conv1, conv2 and fc1; the head is trained.
      expect(tensors()).to.equal(empty + 6);
      const examples = noise(plan, 20);
      await trainer.train(start, examples, randomOf("x"));
      await trainer.evaluate(start, examples);
      expect(tensors()).to.equal(empty + 6);

      const controller = new AbortController();
      const aborted = await failure(
        trainer.train(start, examples, randomOf("x"), controller.signal, ({ step }) => {
          if (step === 2) controller.abort(new Error("enough"));
        }),
      );
      expect(aborted).to.equal(controller.signal.reason);
      expect(await failure(trainer.evaluate(start, examples, controller.signal))).to.equal(
        controller.signal.reason,
      );
      const thrown = new Error("a listener's own");
      const listener = (): never => {
        throw thrown;
      };
      expect(await failure(trainer.train(start, examples, randomOf("x"), undefined, listener))).to.equal(
        thrown,
      );
      expect(await failure(trainer.train(start.subarray(1), examples, randomOf("x")))).to.be.instanceOf(
        RangeError,
      );
      expect(await failure(trainer.evaluate(start.subarray(1), examples))).to.be.instanceOf(RangeError);
      expect(tensors()).to.equal(empty + 6);

      await trainer.load({ plan, base, assets: new Map() });
      expect(tensors()).to.equal(empty + 6);
      expect((await trainer.train(start, examples, randomOf("x"))).exampleCount).to.equal(18);
      await trainer.dispose();
      await trainer.dispose();
      expect(tensors()).to.equal(empty);
    });

    it("frees what was on the tape when the network throws in the middle", async () => {
      const plan = planOf({ training: { validation: 0 } });
      const { trainer, start } = await ready(plan);
      const empty = tensors();
      const { conv2d } = engine.tf;
      let calls = 0;
      const failing = new Proxy(engine.tf, {
        get: (tf, name, receiver) =>
          name === "conv2d"
            ? (...parameters: Parameters<typeof conv2d>) => {
                calls++;
                if (calls === 2) throw new Error("out of memory");
                return conv2d(...parameters);
              }
            : Reflect.get(tf, name, receiver),
      });
      const broken = createTrainer({ engine: { ...engine, tf: failing } });
      await broken.load({ plan, base: randomBase(plan), assets: new Map() });
      expect(await failure(broken.train(start, noise(plan, 5), randomOf("x")))).to.match(/out of memory/);
      await broken.dispose();
      expect(tensors()).to.equal(empty);
      await trainer.train(start, noise(plan, 5), randomOf("x"));
      expect(tensors()).to.equal(empty);
    });

    it("reports each step, and lets the event loop turn between two", async () => {
      const plan = planOf({ training: { batchSize: 8, localEpochs: 2 } });
      const { trainer, start } = await ready(plan);
      const progress: Omit<TrainProgress, "loss">[] = [];
      let turns = 0;
      let running = true;
      const count = (): void => {
        turns++;
        if (running) setImmediate(count);
      };
      setImmediate(count);
      const seen: number[] = [];
      await trainer.train(start, noise(plan, 20), randomOf("x"), undefined, ({ loss, ...rest }) => {
        expect(loss).to.be.greaterThan(0);
        progress.push(rest);
        seen.push(turns);
      });
      running = false;
      expect(progress.map(({ epoch, epochs, step, steps }) => [epoch, epochs, step, steps])).to.deep.equal([
        [1, 2, 1, 6],
        [1, 2, 2, 6],
        [1, 2, 3, 6],
        [2, 2, 4, 6],
        [2, 2, 5, 6],
        [2, 2, 6, 6],
      ]);
      for (let step = 1; step < seen.length; step++) expect(seen[step]).to.be.greaterThan(seen[step - 1]!);
    });

    it("names epoch, step and remedy when it diverges, and stays usable", async () => {
      const plan = planOf({
        ...mlpPlan,
        model: { family: "mlp", hidden: [] },
        training: { optimizer: "sgd", learningRate: 10, localEpochs: 40, batchSize: 5, validation: 0 },
      });
      const { trainer, start } = await ready(plan);
      const huge = noise(plan, 10).map(({ values, label }) => ({
        values: values.map((value) => 1e30 * value),
        label,
      }));
      const error = await failure(trainer.train(start, huge, randomOf("x")));
      expect(error).to.be.instanceOf(UserError);
      expect(error).to.match(
        /diverged in epoch 1, step 2 of 80: the loss is .*; lower training.learningRate \(10\)/,
      );
      const calm = { ...plan, training: { ...plan.training, learningRate: 0.1 } };
      await trainer.load({ plan: calm, base: randomBase(calm), assets: new Map() });
      const { delta } = await trainer.train(start, noise(calm, 10), randomOf("x"));
      expect(delta.every(Number.isFinite)).to.equal(true);
    });

    it("pulls towards the global model by mu, and not at all by 0", async () => {
      const settings = {
        optimizer: "sgd",
        learningRate: 0.5,
        batchSize: 100,
        localEpochs: 2,
        validation: 0,
      } as const;
      const deltaOf = async (training: object) => {
        const plan = planOf({ ...mlpPlan, training: { ...settings, ...training } });
        const { trainer, start } = await ready(plan);
        return (await trainer.train(start, corners(plan, 12), randomOf("x"))).delta;
      };
      const first = await deltaOf({ localEpochs: 1 });
      const free = await deltaOf({});
      expect(await deltaOf({ proximal: 0 })).to.deep.equal(free);
      // The second step's gradient gains mu (w - w_global) = mu * first, so the delta loses rate * mu * first.
      const held = await deltaOf({ proximal: 0.8 });
      for (const [index, value] of held.entries()) {
        expect(value).to.be.closeTo(free[index]! - 0.5 * 0.8 * first[index]!, 1e-6);
      }
    });

    it("decays weights and not biases, and follows the schedule", async () => {
      const settings = { optimizer: "sgd", learningRate: 0.5, batchSize: 100, validation: 0 } as const;
      const deltaOf = async (training: object) => {
        const plan = planOf({ ...mlpPlan, training: { ...settings, ...training } });
        const { trainer, start: initial } = await ready(plan);
        // Biases start at 0, where a decay would not show.
        const start = initial.map((value) => value + 0.3);
        const { delta } = await trainer.train(start, corners(plan, 12), randomOf("x"));
        return { delta, start, entries: trainableLayout(plan).entries };
      };
      const one = await deltaOf({ localEpochs: 1 });
      const decayed = await deltaOf({ localEpochs: 1, weightDecay: 0.1 });
      for (const { name, offset, size } of one.entries) {
        for (let index = offset; index < offset + size; index++) {
          const decay = name.endsWith("bias") ? 0 : 0.5 * 0.1 * one.start[index]!;
          expect(decayed.delta[index]).to.be.closeTo(one.delta[index]! - decay, 1e-6);
        }
      }
      // Of two steps the second has half the rate.
      const two = await deltaOf({ localEpochs: 2 });
      const falling = await deltaOf({ localEpochs: 2, schedule: { kind: "linear" } });
      for (const [index, value] of falling.delta.entries()) {
        expect(value).to.be.closeTo((one.delta[index]! + two.delta[index]!) / 2, 1e-6);
      }
    });

    it("drops inputs of the head while training, and scores with all of them", async () => {
      const plan = planOf({
        model: { family: "mlp", hidden: [] },
        input: { kind: "features", size: 60 },
        training: {
          optimizer: "sgd",
          learningRate: 1,
          batchSize: 1,
          localEpochs: 1,
          validation: 0,
          dropout: 0.5,
        },
      });
      const { trainer, start } = await ready(plan);
      const examples = noise(plan, 1);
      const { delta } = await trainer.train(start, examples, randomOf("x"));
      const moved = Array.from({ length: 60 }, (_, input) =>
        [0, 1, 2].map((label) => delta[label * 60 + input] !== 0),
      );
      expect(moved.every(([a, b, c]) => a === b && b === c)).to.equal(true);
      expect(moved.filter(([any]) => any).length).to.be.within(15, 45);
      const scoring = { ...plan, training: { ...plan.training, validation: 0.5 } };
      const scorer = await ready(scoring);
      const pair = [...examples, ...noise(plan, 1, "second")];
      expect(await scorer.trainer.evaluate(start, pair)).to.deep.equal(
        await scorer.trainer.evaluate(start, pair),
      );
    });

    it("trains on augmented images", async () => {
      const plan = planOf({
        model: { family: "mlp", hidden: [] },
        input: { kind: "image", width: 4, height: 4, channels: 1, polarity: "light-on-dark" },
        training: {
          optimizer: "sgd",
          learningRate: 1,
          localEpochs: 1,
          validation: 0,
          augmentation: { erase: 4 },
        },
      });
      const { trainer, start } = await ready(plan);
      const { delta } = await trainer.train(start, noise(plan, 6), randomOf("x"));
      // All is erased to 0, so only the bias has a gradient.
      expect(delta.subarray(0, 48).every((change) => change === 0)).to.equal(true);
      expect(delta.subarray(48).some((change) => change !== 0)).to.equal(true);
    });

    it("bounds the gradient's norm by the plan's clip", async () => {
      const plan = planOf({
        ...mlpPlan,
        training: {
          optimizer: "sgd",
          learningRate: 1,
          batchSize: 100,
          localEpochs: 1,
          gradientClip: 0.01,
          validation: 0,
        },
      });
      const { trainer, start } = await ready(plan);
      const { delta } = await trainer.train(start, corners(plan, 12), randomOf("x"));
      expect(Math.hypot(...delta)).to.be.closeTo(0.01, 1e-6);
    });

    it("scores a model under adapters as it scores the same model merged", async () => {
      const plan = planOf({ tuning: { method: "lora", rank: 2, alpha: 5 }, training: { validation: 0.5 } });
      const { trainer, base, start } = await ready(plan);
      const moved = start.map((value, index) => value + ((index % 7) - 3) / 10);
      const examples = noise(plan, 40);
      const adapted = await trainer.evaluate(moved, examples);
      const merged = mergeModel(plan, base, moved);
      const half = planOf({ training: { validation: 0.5 } });
      const whole = await ready(half, merged);
      const scored = await whole.trainer.evaluate(initialTrainables(half, merged), examples);
      expect(adapted.exampleCount).to.equal(20);
      expect(adapted.lossSum).to.be.closeTo(scored.lossSum, 1e-4);
      expect(adapted.confusion).to.deep.equal(scored.confusion);
      const plain = await evaluateModel(engine, plan, { tensors: base, assets: new Map() }, examples);
      expect(Math.abs(plain.lossSum / 40 - adapted.lossSum / 20)).to.be.greaterThan(0.001);
    });

    it("scores nothing when nothing is held back", async () => {
      const plan = planOf({ training: { validation: 0 } });
      const { trainer, start } = await ready(plan);
      const evaluation = await trainer.evaluate(start, noise(plan, 5));
      expect(evaluation).to.deep.equal({ exampleCount: 0, lossSum: 0, confusion: new Uint32Array(9) });
    });

    it("refuses what it cannot train on in a sentence", async () => {
      const plan = planOf();
      const { trainer, start } = await ready(plan);
      const examples = noise(plan, 4);
      const wrong = (change: object) => [examples[0]!, { ...examples[1]!, ...change }];
      const cases: readonly (readonly [typeof examples, RegExp])[] = [
        [[], /no example to train on/],
        [wrong({ values: new Float32Array(3) }), /example 2 of 2 has 3 values; the plan's input has 240/],
        [wrong({ label: 3 }), /example 2 of 2 has label 3; the plan has labels 0 to 2/],
        [wrong({ values: new Float32Array(240).fill(Number.NaN) }), /example 2 of 2 holds NaN at place 1/],
      ];
      for (const [data, sentence] of cases) {
        const error = await failure(trainer.train(start, data, randomOf("x")));
        expect(error).to.be.instanceOf(UserError);
        expect(error).to.match(sentence);
      }
      const base = new Map(randomBase(plan));
      base.delete("fc1.bias");
      const loading = await failure(trainer.load({ plan, base, assets: new Map() }));
      expect(loading).to.be.instanceOf(UserError);
      expect(loading).to.match(
        /base model of task small does not fit its plan: tensor fc1.bias .* is missing/,
      );
    });

    it("asks for a task before anything else", async () => {
      const trainer = createTrainer({ engine });
      expect(await failure(trainer.train(new Float32Array(0), [], randomOf("x")))).to.match(
        /call load first/,
      );
    });
  });
}
