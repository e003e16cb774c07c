import type { LayersModel, SymbolicTensor, Tensor, io } from "@tensorflow/tfjs";
import { readLayersModel, writeLayersModel } from "@tributary/core/checkpoint";
import { concat } from "@tributary/core/support";
import { expect } from "chai";

import { loadTensorFlow } from "../../src/engine/tensorflow.ts";

const tf = loadTensorFlow();

/** A model as TF.js saves it: model.json and the bytes of its weights. */
async function saved(model: LayersModel): Promise<{ readonly text: string; readonly bytes: Uint8Array }> {
  let artifacts: io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (given) => {
      artifacts = given;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  const { weightSpecs, weightData, ...rest } = artifacts ?? {};
  if (!(weightData instanceof ArrayBuffer)) throw new Error("expected the weights in one piece");
  const weightsManifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
  return { text: JSON.stringify({ ...rest, weightsManifest }), bytes: new Uint8Array(weightData) };
}

function reading(text: string, bytes: Uint8Array) {
  const model = readLayersModel(text, new Map([["weights.bin", bytes]]));
  if (!model.ok) throw new Error(model.error);
  return model.value;
}

function loaded(files: ReturnType<typeof writeLayersModel>): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(files["model.json"]) as {
    readonly modelTopology: object;
    readonly weightsManifest: readonly { readonly weights: io.WeightsManifestEntry[] }[];
  };
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0]?.weights ?? [],
      weightData: files["group1-shard1of1.bin"].slice().buffer,
    }),
  );
}

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
      const { text, bytes } = await saved(model);
      const read = reading(text, bytes);
      expect(read.weights.map(({ name }) => name)).to.have.members(
        model.weights.map((weight) => weight.originalName),
      );
      const last = model.layers.at(-1);
      expect(read.weights.filter(({ head }) => head).map(({ layer }) => layer)).to.deep.equal(
        last?.weights.map(() => last.name),
      );
      expect(read.inputShapes).to.deep.equal([model.inputs[0]?.shape.slice(1)]);
      const again = await loaded(writeLayersModel(read.topology, read.arrays));
      const input = tf
        .randomUniform([2, ...(read.inputShapes[0] ?? []).map(Number)], 0, 3, "float32", 7)
        .round();
      expect((again.predict(input) as Tensor).arraySync()).to.deep.equal(
        (model.predict(input) as Tensor).arraySync(),
      );
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
      modelTopology: { class_name: "Sequential", config: [{ class_name: "Dense", config: { name: "d" } }] },
      weightsManifest: [{ paths: ["weights.bin"], weights: specs }],
    });
    const { arrays } = reading(text, bytes);
    expect([...arrays.keys()]).to.deep.equal(specs.map(({ name }) => name));
    for (const { name, shape } of specs) {
      const bits = (data: ArrayLike<number>) =>
        Array.from(data, (value) => (Number.isNaN(value) ? "NaN" : value));
      expect(arrays.get(name)?.shape).to.deep.equal(shape);
      expect(bits(arrays.get(name)?.data ?? [])).to.deep.equal(bits(expected[name]?.dataSync() ?? []));
    }
  });
});
