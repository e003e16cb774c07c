import type { LayersModel as Model, SymbolicTensor } from "@tensorflow/tfjs";

import { layersModelFiles } from "@tributary/core/checkpoint";
import { initialTrainables, mergeModel, modelTensors, startOf } from "@tributary/core/model";
import { expect } from "chai";

import type { Engine, TensorFlow } from "../../../src/engine/index.ts";
import { createTrainer, predict } from "../../../src/index.ts";
import { noise, portableEngines, randomOf, startEngine } from "../../kit.ts";
import {
  assetsOf,
  cnn,
  loaded,
  logitsOf,
  outputsOf,
  made,
  planFor,
  recurrent,
  residual,
  symbol,
} from "./kit.ts";

type Build = (tf: TensorFlow) => Model;

const body = ({ layers }: TensorFlow) => layers.dense({ units: 4, inputShape: [5], activation: "tanh" });

/** Ends that a classifier may have. */
const ends: Readonly<Record<string, Build>> = {
  "softmax in its head": (tf) =>
    tf.sequential({ layers: [body(tf), tf.layers.dense({ units: 3, activation: "softmax" })] }),
  "softmax after a convolution's mean": (tf) =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 3, kernelSize: 2, inputShape: [4, 3, 1], activation: "relu" }),
        tf.layers.globalAveragePooling2d({}),
        tf.layers.softmax(),
      ],
    }),
  "softmax before a shape and chance": (tf) =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 2, kernelSize: 2, inputShape: [2, 2, 3] }),
        tf.layers.conv2d({ filters: 3, kernelSize: 1 }),
        tf.layers.activation({ activation: "softmax" }),
        tf.layers.dropout({ rate: 0.4 }),
        tf.layers.reshape({ targetShape: [3] }),
      ],
    }),
};

const nested: Build = (tf) => {
  const { layers } = tf;
  const input = tf.input({ shape: [5] });
  const shared = layers.reLU();
  const first = symbol(shared.apply(symbol(tf.sequential({ layers: [body(tf)] }).apply(input))));
  const inside = tf.input({ shape: [4] });
  const inner = tf.model({
    inputs: inside,
    outputs: layers.dense({ units: 4 }).apply(inside) as SymbolicTensor,
  });
  const second = symbol(shared.apply(symbol(inner.apply(first))));
  const both = symbol(layers.concatenate().apply([first, second]));
  return tf.model({ inputs: input, outputs: symbol(layers.dense({ units: 3 }).apply(both)) });
};

for (const engineName of portableEngines) {
  describe(`a layers model on ${engineName}`, () => {
    let engine: Engine;
    let tf: TensorFlow;
    before(async () => {
      engine = await startEngine(engineName);
      tf = engine.tf;
    });
    after(() => engine.dispose());

    for (const [what, build] of Object.entries({ cnn, residual, recurrent, nested })) {
      it(`has the logits that TF.js computes, to the bit: ${what}`, async () => {
        const { model, read } = await made(tf, build);
        const plan = planFor(read);
        const examples = noise(plan, 5);
        expect(logitsOf(tf, plan, read, examples)).to.deep.equal(outputsOf(tf, model, examples));
        model.dispose();
      });
    }

    for (const [what, build] of Object.entries(ends)) {
      it(`has the probabilities that TF.js computes: ${what}`, async () => {
        const { model, read } = await made(tf, build);
        const plan = planFor(read);
        const examples = noise(plan, 5);
        const whole = { tensors: read.arrays, assets: assetsOf(read) };
        const found = await predict(engine, plan, whole, examples);
        const expected = outputsOf(tf, model, examples);
        for (const [place, value] of found.flatMap(({ probabilities }) => [...probabilities]).entries()) {
          expect(value).to.be.closeTo(expected[place]!, 1e-6);
        }
        model.dispose();
      });
    }

    it("tells two labels apart by one sigmoid, the second being what it finds probable", async () => {
      const { model, read } = await made(tf, (tf) =>
        tf.sequential({ layers: [body(tf), tf.layers.dense({ units: 1, activation: "sigmoid" })] }),
      );
      const plan = planFor(read, { labels: ["no", "yes"] });
      const examples = noise(plan, 5);
      const whole = { tensors: read.arrays, assets: assetsOf(read) };
      const expected = outputsOf(tf, model, examples);
      for (const [index, { probabilities }] of (await predict(engine, plan, whole, examples)).entries()) {
        expect(probabilities[1]).to.be.closeTo(expected[index]!, 1e-6);
        expect(probabilities[0]).to.be.closeTo(1 - expected[index]!, 1e-6);
      }
      model.dispose();
    });

    for (const [what, build] of Object.entries({ ...ends, cnn, residual })) {
      it(`trains a new head for other labels, and TF.js loads what comes of it: ${what}`, async () => {
        const { model, read } = await made(tf, build);
        model.dispose();
        const plan = planFor(read, { labels: ["a", "b", "c", "d", "e"], tuning: { method: "head" } });
        const base = new Map(
          modelTensors(plan).map((spec) => [
            spec.name,
            spec.head ? startOf(spec, plan) : read.arrays.get(spec.name)!,
          ]),
        );
        const assets = assetsOf(read);
        const examples = noise(plan, 5);
        const trainer = createTrainer({ engine });
        await trainer.load({ plan, base, assets });
        const start = initialTrainables(plan, base);
        const { delta } = await trainer.train(start, examples, randomOf("training"));
        await trainer.dispose();
        const tensors = mergeModel(
          plan,
          base,
          start.map((value, at) => value + delta[at]!),
        );
        const again = await loaded(tf, layersModelFiles(plan, assets, tensors));
        const outputs = outputsOf(tf, again, examples);
        again.dispose();
        const found = await predict(engine, plan, { tensors, assets }, examples);
        expect(outputs.length).to.equal(25);
        const logits = logitsOf(tf, plan, { ...read, arrays: tensors }, examples);
        const expected = found.flatMap(({ probabilities }) => [...probabilities]);
        for (const [place, value] of outputs.entries()) {
          expect(value).to.be.closeTo(
            (build === cnn || build === residual ? logits : expected)[place]!,
            1e-6,
          );
        }
      });
    }

    it("normalises without a scale or a shift, and differentiates through it", async () => {
      const build: Build = (tf) =>
        tf.sequential({
          layers: [
            tf.layers.conv2d({ filters: 3, kernelSize: 2, inputShape: [4, 4, 1] }),
            tf.layers.batchNormalization({ scale: false }),
            tf.layers.batchNormalization({ center: false }),
            tf.layers.layerNormalization({ scale: false, center: false }),
            tf.layers.flatten(),
            tf.layers.dense({ units: 3 }),
          ],
        });
      const { model, read } = await made(tf, build);
      const plan = planFor(read, { tuning: { method: "full" }, training: { validation: 0 } });
      const examples = noise(plan, 5);
      const [expected, found] = [outputsOf(tf, model, examples), logitsOf(tf, plan, read, examples)];
      for (const [place, value] of expected.entries()) expect(found[place]).to.be.closeTo(value, 1e-5);
      model.dispose();
      const trainer = createTrainer({ engine });
      await trainer.load({ plan, base: read.arrays, assets: assetsOf(read) });
      const { delta } = await trainer.train(initialTrainables(plan, read.arrays), examples, randomOf("x"));
      await trainer.dispose();
      // Of the convolution's kernel, which lies below all of them.
      expect([...delta.subarray(0, 12)].every((value) => value !== 0)).to.equal(true);
    });

    it("drops whole channels of what a convolution's head reads, as the plan says, and nothing by the model's own", async () => {
      const { model, read } = await made(tf, (tf) =>
        tf.sequential({
          layers: [
            tf.layers.conv2d({ filters: 6, kernelSize: 2, inputShape: [4, 4, 1] }),
            tf.layers.dropout({ rate: 0.9 }),
            tf.layers.conv2d({ filters: 3, kernelSize: 2 }),
            tf.layers.globalAveragePooling2d({}),
          ],
        }),
      );
      model.dispose();
      const deltas: Float32Array[] = [];
      for (const dropout of [0, 0, 0.5]) {
        const training = {
          dropout,
          validation: 0,
          localEpochs: 1,
          optimizer: "sgd",
          learningRate: 1,
        } as const;
        const plan = planFor(read, { tuning: { method: "head" }, training });
        const trainer = createTrainer({ engine });
        await trainer.load({ plan, base: read.arrays, assets: assetsOf(read) });
        const start = initialTrainables(plan, read.arrays);
        deltas.push((await trainer.train(start, noise(plan, 1), randomOf("x"))).delta);
        await trainer.dispose();
      }
      expect(deltas[0]).to.deep.equal(deltas[1]);
      const byChannel = Array.from({ length: 6 }, (_, channel) =>
        [0, 1, 2, 3].flatMap((place) => [
          ...deltas[2]!.subarray((place * 6 + channel) * 3, (place * 6 + channel + 1) * 3),
        ]),
      );
      const dropped = byChannel.map((values) => values.every((value) => value === 0));
      expect(dropped).to.include.members([true, false]);
      expect(byChannel.every((values, at) => dropped[at] || values.every((value) => value !== 0))).to.equal(
        true,
      );
    });
  });
}
