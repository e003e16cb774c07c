import type { LayersModel, SymbolicTensor, Tensor, io } from "@tensorflow/tfjs";
import { writeLayersModel } from "@tributary/core/checkpoint";
import { concat } from "@tributary/core/support";
import { floatToHalf } from "@tributary/core/tensor";
import { expect } from "chai";

import { loadTensorFlow } from "../../src/engine/tensorflow.ts";
import {
  loaded,
  logitsOf,
  outputsOf,
  planFor,
  reading,
  residual,
  saved,
  scrambled,
} from "../networks/layers/kit.ts";
import { noise } from "../kit.ts";

const tf = loadTensorFlow();

const { layers } = tf;

const models: Readonly<Record<string, () => LayersModel>> = {
  "a sequential CNN with batch normalisation": () =>
    tf.sequential({
      layers: [
        layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [8, 8, 2], name: "stem/conv" }),
        layers.batchNormalization(),
        layers.depthwiseConv2d({ kernelSize: 3 }),
        layers.separableConv2d({ filters: 4, kernelSize: 2 }),
        layers.flatten(),
        layers.dense({ units: 3, activation: "softmax" }),
      ],
    }),
  "a functional model with a branch": () => {
    const input = tf.input({ shape: [6] });
    const left = layers.dense({ units: 4, activation: "tanh" }).apply(input) as SymbolicTensor;
    const right = layers.dense({ units: 4, useBias: false }).apply(input) as SymbolicTensor;
    const sum = layers.add().apply([left, right]) as SymbolicTensor;
    const output = layers.dense({ units: 2 }).apply(layers.layerNormalization().apply(sum)) as SymbolicTensor;
    return tf.model({ inputs: input, outputs: output });
  },
  "a body of its own under a new head": () =>
    tf.sequential({
      layers: [
        tf.sequential({ layers: [layers.dense({ units: 5, inputShape: [6], activation: "relu" })] }),
        layers.dense({ units: 2 }),
      ],
    }),
  "a recurrent text model": () =>
    tf.sequential({
      layers: [
        layers.embedding({ inputDim: 9, outputDim: 4, inputLength: 5 }),
        layers.bidirectional({ layer: layers.gru({ units: 3, returnSequences: true }), mergeMode: "concat" }),
        layers.timeDistributed({ layer: layers.dense({ units: 3 }) }),
        layers.globalAveragePooling1d({}),
        layers.dense({ units: 2 }),
      ],
    }),
};

describe("readLayersModel, with TF.js beside it", () => {
  before(() => tf.setBackend("cpu"));
  // The tensors of one process are counted together, by tests of other files too.
  beforeEach(() => tf.engine().startScope());
  afterEach(() => {
    tf.engine().endScope();
    tf.disposeVariables();
  });

  for (const [what, build] of Object.entries(models)) {
    it(`reads and writes ${what}, which predicts the same to the bit`, async () => {
      const model = build();
      // Statistics and biases that are not those of a new model.
      model.setWeights(
        model.getWeights().map((tensor, index) => tf.randomUniform(tensor.shape, 0.1, 0.9, "float32", index)),
      );
      const read = reading(await saved(tf, model));
      expect(read.section.weights.map(({ name }) => name)).to.have.members(
        model.weights.map((weight) => weight.originalName),
      );
      const last = model.layers.at(-1);
      expect(read.section.weights.flatMap(({ name, head }) => (head ? [name] : []))).to.deep.equal(
        last?.weights.map((weight) => weight.originalName),
      );
      expect(read.section.inputShape).to.deep.equal(model.inputs[0]?.shape.slice(1));
      const again = await loaded(tf, writeLayersModel(read.topology, read.arrays));
      const input = tf.randomUniform([2, ...read.section.inputShape.map(Number)], 0, 3, "float32", 7).round();
      expect((again.predict(input) as Tensor).arraySync()).to.deep.equal(
        (model.predict(input) as Tensor).arraySync(),
      );
    });
  }

  it("passes over the weights of an optimiser that was saved with the model", async () => {
    const model = tf.sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] });
    model.compile({ optimizer: "adam", loss: "meanSquaredError" });
    await model.fit(tf.ones([2, 3]), tf.ones([2, 2]), { epochs: 1, verbose: 0 });
    const file = await saved(tf, model, { includeOptimizer: true });
    expect(file.text).to.contain('"group":"optimizer"');
    const read = reading(file);
    const values = model.getWeights().map((tensor) => [...tensor.dataSync()]);
    expect([...read.arrays.values()].map(({ data }) => [...data])).to.deep.equal(values);
  });

  for (const [dtype, levels] of [
    ["uint8", 255],
    ["uint16", 65_535],
    ["float16", undefined],
  ] as const) {
    it(`predicts as TF.js does with weights that its converter quantised to ${dtype}`, async () => {
      const model = scrambled(tf, residual(tf));
      const { text, bytes } = await saved(tf, model);
      const json = JSON.parse(text) as {
        readonly modelTopology: object;
        readonly weightsManifest: readonly [{ readonly weights: readonly io.WeightsManifestEntry[] }];
      };
      let offset = 0;
      const quantised = json.weightsManifest[0].weights.map((spec) => {
        const size = spec.shape.reduce((product, side) => product * side, 1);
        const values = new Float32Array(bytes.slice(offset, offset + 4 * size).buffer);
        offset += 4 * size;
        return quantisedBy(spec, values, dtype, levels);
      });
      const weights = quantised.map(({ spec }) => spec);
      const data = concat(...quantised.map(({ bytes }) => bytes));
      const weightsManifest = [{ paths: ["weights.bin"], weights }];
      const read = reading({ text: JSON.stringify({ ...json, weightsManifest }), bytes: data });
      const expected = await tf.loadLayersModel(
        tf.io.fromMemory({
          modelTopology: json.modelTopology,
          weightSpecs: weights,
          weightData: data.slice().buffer,
        }),
      );
      const plan = planFor(read);
      const examples = noise(plan, 3);
      expect(logitsOf(tf, plan, read, examples)).to.deep.equal(outputsOf(tf, expected, examples));
    });
  }

  it("expands quantised weights as TF.js does, to the bit", async () => {
    const halves = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);
    const small = Uint8Array.from({ length: 256 }, (_, i) => i);
    // Bits of a scale and a minimum that no float32 holds.
    const affine = { min: -1.1, scale: 0.007843137254901961 };
    const specs = [
      { name: "d/a", shape: [256], quantization: { dtype: "uint8", ...affine } },
      { name: "d/b", shape: [2 ** 8, 2 ** 8], quantization: { dtype: "uint16", min: 3e-5, scale: 1.7e-6 } },
      { name: "d/c", shape: [2 ** 16], quantization: { dtype: "float16" } },
      { name: "d/d", shape: [], quantization: { dtype: "uint8", ...affine } },
      { name: "d/e", shape: [3] },
    ].map((spec) => ({ ...spec, dtype: "float32" }) as io.WeightsManifestEntry);
    const bytes = concat(
      small,
      new Uint8Array(halves.buffer),
      new Uint8Array(halves.buffer),
      Uint8Array.of(200),
      new Uint8Array(Float32Array.of(1.5, -0, Infinity).buffer),
    );
    const expected = tf.io.decodeWeights(bytes.slice().buffer, specs);
    const text = JSON.stringify({
      modelTopology: {
        class_name: "Sequential",
        config: [{ class_name: "Dense", config: { name: "d", units: 1, batch_input_shape: [null, 1] } }],
      },
      weightsManifest: [{ paths: ["weights.bin"], weights: specs }],
    });
    const { arrays } = reading({ text, bytes });
    expect([...arrays.keys()]).to.deep.equal(specs.map(({ name }) => name));
    for (const { name, shape } of specs) {
      const bits = (data: ArrayLike<number>) =>
        Array.from(data, (value) => (Number.isNaN(value) ? "NaN" : value));
      expect(arrays.get(name)?.shape).to.deep.equal(shape);
      expect(bits(arrays.get(name)?.data ?? [])).to.deep.equal(bits(expected[name]?.dataSync() ?? []));
    }
  });
});

/** As tensorflowjs's quantization.py does it: uint8 and uint16 in steps between the least value and the greatest. */
function quantisedBy(
  spec: io.WeightsManifestEntry,
  values: Float32Array,
  dtype: "uint8" | "uint16" | "float16",
  levels: number | undefined,
): { readonly spec: io.WeightsManifestEntry; readonly bytes: Uint8Array } {
  if (levels === undefined) {
    const halves = Uint16Array.from(values, floatToHalf);
    return { spec: { ...spec, quantization: { dtype } }, bytes: new Uint8Array(halves.buffer) };
  }
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const scale = min === max ? 1 : (max - min) / levels;
  const steps = values.map((value) => Math.round((value - min) / scale));
  const bytes = dtype === "uint8" ? Uint8Array.from(steps) : new Uint8Array(Uint16Array.from(steps).buffer);
  return { spec: { ...spec, quantization: { dtype, min, scale } }, bytes };
}
