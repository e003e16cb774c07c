import type { LayersModel as Model, SymbolicTensor, layers as kinds } from "@tensorflow/tfjs";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { expect } from "chai";

import type { Engine, TensorFlow } from "../../src/engine/index.ts";
import type { TrainingEstimate } from "../../src/estimate/index.ts";
import { stageCosts } from "../../src/estimate/stage-costs.ts";
import type { StageCost } from "../../src/estimate/stage-costs.ts";
import { createTrainer } from "../../src/index.ts";
import { layerUses } from "../../src/networks/index.ts";
import { noise, planOf, startEngine } from "../kit.ts";
import { assetsOf, made, planFor, symbol } from "../networks/layers/kit.ts";
import { watchLiveBytes } from "./live-bytes.ts";
import type { LiveBytes } from "./live-bytes.ts";
import { measuredSteps } from "./measured-step.ts";

interface Sized {
  readonly build: (tf: TensorFlow) => Model;
  readonly count: number;
}

type Layer = kinds.Layer;

/** A row of layers with a head. */
function row(tf: TensorFlow, shape: readonly number[], inner: readonly Layer[]): Model {
  const input = tf.input({ shape: [...shape] });
  let x: SymbolicTensor = input;
  for (const layer of inner) x = symbol(layer.apply(x));
  if (x.rank > 2) x = symbol(tf.layers.flatten().apply(x));
  return tf.model({ inputs: input, outputs: symbol(tf.layers.dense({ units: 3 }).apply(x)) });
}

const models: Readonly<Record<string, Sized>> = {
  "a network of dense layers": {
    count: 64,
    build: (tf) =>
      row(
        tf,
        [48],
        [
          tf.layers.dense({ units: 96, activation: "relu" }),
          tf.layers.layerNormalization(),
          tf.layers.dense({ units: 64, activation: "swish" }),
          tf.layers.dropout({ rate: 0.5 }),
        ],
      ),
  },
  "a network of convolutions": {
    count: 8,
    build: (tf) =>
      row(
        tf,
        [24, 24, 3],
        [
          tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: "same", activation: "relu" }),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: "elu" }),
          tf.layers.averagePooling2d({ poolSize: 2 }),
          tf.layers.flatten(),
          tf.layers.dense({ units: 32, activation: "relu" }),
        ],
      ),
  },
  "one of depthwise convolutions, as MobileNet's": {
    count: 8,
    build: (tf) => {
      const block = (filters: number, strides: number): Layer[] => [
        tf.layers.depthwiseConv2d({ kernelSize: 3, strides, padding: "same", useBias: false }),
        tf.layers.batchNormalization(),
        tf.layers.reLU({ maxValue: 6 }),
        tf.layers.conv2d({ filters, kernelSize: 1, padding: "same", useBias: false }),
        tf.layers.batchNormalization(),
        tf.layers.reLU({ maxValue: 6 }),
      ];
      const stem = [
        tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, padding: "same", useBias: false }),
        tf.layers.batchNormalization(),
        tf.layers.reLU({ maxValue: 6 }),
      ];
      const end = tf.layers.globalAveragePooling2d({});
      return row(tf, [32, 32, 3], [...stem, ...block(16, 1), ...block(32, 2), ...block(32, 1), end]);
    },
  },
  "one of separable convolutions that grows its maps again": {
    count: 8,
    build: (tf) =>
      row(
        tf,
        [16, 16, 3],
        [
          tf.layers.separableConv2d({ filters: 12, kernelSize: 3, activation: "relu" }),
          tf.layers.upSampling2d({ size: [2, 2] }),
          tf.layers.conv2dTranspose({ filters: 6, kernelSize: 2, strides: 2, activation: "tanh" }),
          tf.layers.zeroPadding2d({ padding: 1 }),
          tf.layers.prelu({ sharedAxes: [1, 2] }),
          tf.layers.averagePooling2d({ poolSize: 4 }),
        ],
      ),
  },
  "one of residual blocks": {
    count: 8,
    build: (tf) => {
      const { layers } = tf;
      const input = tf.input({ shape: [16, 16, 3] });
      const conv = (x: SymbolicTensor): SymbolicTensor => {
        const convolved = layers.conv2d({ filters: 12, kernelSize: 3, padding: "same", useBias: false });
        return symbol(layers.batchNormalization().apply(convolved.apply(x)));
      };
      const relu = (x: SymbolicTensor): SymbolicTensor => symbol(layers.reLU().apply(x));
      let x = relu(conv(input));
      for (let block = 0; block < 3; block++) {
        x = relu(symbol(layers.add().apply([x, conv(relu(conv(x)))])));
      }
      const pooled = symbol(layers.globalAveragePooling2d({}).apply(x));
      return tf.model({ inputs: input, outputs: symbol(layers.dense({ units: 3 }).apply(pooled)) });
    },
  },
  "a window's convolutions and an LSTM": {
    count: 16,
    build: (tf) =>
      row(
        tf,
        [32, 4],
        [
          tf.layers.conv1d({ filters: 16, kernelSize: 3, activation: "relu" }),
          tf.layers.maxPooling1d({ poolSize: 2 }),
          tf.layers.lstm({ units: 16 }),
          tf.layers.dense({ units: 16, activation: "relu" }),
        ],
      ),
  },
  "recurrent layers both ways": {
    count: 16,
    build: (tf) =>
      row(
        tf,
        [24, 6],
        [
          tf.layers.bidirectional({
            layer: tf.layers.gru({ units: 12, returnSequences: true }),
            mergeMode: "concat",
          }),
          tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 10, activation: "relu" }) }),
          tf.layers.simpleRNN({ units: 12 }),
        ],
      ),
  },
};

const tunings: readonly PlanInput["tuning"][] = [
  { method: "lora" },
  { method: "full" },
  { method: "freeze", stages: 1 },
];

function costsOf(
  tf: TensorFlow,
  plan: Plan,
  assets: ReadonlyMap<string, string>,
  count: number,
): readonly StageCost[] {
  const { model } = plan;
  if (model.family !== "layers") throw new Error("expected layers");
  return stageCosts(plan, { count, length: 1, ownKernels: true }, layerUses(tf, { ...plan, model }, assets));
}

describe("the estimate of a step's memory through layers of TF.js", function () {
  this.timeout(60_000);
  let engine: Engine;
  let live: LiveBytes;
  before(async () => {
    engine = await startEngine("wasm");
    live = watchLiveBytes(engine.tf);
  });
  after(async () => {
    live.stop();
    await engine.dispose();
  });

  for (const [name, { build, count }] of Object.entries(models)) {
    it(`is what ${name} holds on the engine, to a half, by either way back and whatever is trained`, async () => {
      const { tf } = engine;
      const { model, read } = await made(tf, build);
      model.dispose();
      for (const tuning of tunings) {
        const plan = planFor(read, { tuning });
        const assets = assetsOf(read);
        const costs = costsOf(tf, plan, assets, count);
        const step = { plan, base: read.arrays, assets, examples: noise(plan, count), costs };
        for (const { method, estimated, peak, left } of await measuredSteps(tf, live, step)) {
          expect(estimated / peak, `${JSON.stringify(tuning)}, ${method}`).to.be.within(1 / 1.5, 1.5);
          expect(left).to.equal(0);
        }
      }
    });
  }

  it("counts the multiplications that it counts of the same network as a family of ours", async () => {
    const { tf } = engine;
    const { layers } = tf;
    const image = { kind: "image", width: 12, height: 10, channels: 3 } as const;
    const { model, read } = await made(tf, (on) =>
      row(
        on,
        [10, 12, 3],
        [
          layers.conv2d({ filters: 5, kernelSize: 3, padding: "same", activation: "relu" }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.flatten(),
          layers.dense({ units: 7, activation: "relu" }),
        ],
      ),
    );
    model.dispose();
    for (const tuning of tunings.slice(1)) {
      const ours = planOf({ model: { family: "image-cnn", filters: [5], hidden: 7 }, input: image, tuning });
      const theirs = planFor(read, { tuning });
      const flops = (costs: readonly StageCost[]): readonly number[] =>
        costs.map(
          ({ multiplications, gradientMultiplications }) => multiplications + gradientMultiplications,
        );
      const known = stageCosts(ours, { count: 4, length: 1, ownKernels: true }, undefined);
      expect(flops(costsOf(tf, theirs, assetsOf(read), 4))).to.deep.equal(flops(known));
    }
  });

  it("is told before training, with the time that it takes", async () => {
    const { tf } = engine;
    const { build, count } = models["a network of convolutions"]!;
    const { model, read } = await made(tf, build);
    model.dispose();
    const plan = planFor(read, { tuning: { method: "full" } });
    const estimates: TrainingEstimate[] = [];
    const trainer = createTrainer({ engine, onEstimate: (estimate) => estimates.push(estimate) });
    await trainer.load({ plan, base: read.arrays, assets: assetsOf(read), data: noise(plan, count) });
    await trainer.dispose();
    const [{ activationBytes, flopsPerEpoch, secondsPerEpoch } = expect.fail("none was told")] = estimates;
    expect(activationBytes.oneTape).to.be.greaterThan(2 ** 20);
    expect(activationBytes.blockWise).to.be.within(2 ** 20, activationBytes.oneTape);
    expect(flopsPerEpoch).to.be.greaterThan(1e6);
    expect(secondsPerEpoch).to.be.greaterThan(0);
  });
});
