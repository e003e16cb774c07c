import type { LayersModel as Model, SymbolicTensor, layers } from "@tensorflow/tfjs";

import type { LayersModel } from "@tributary/core/checkpoint";
import { initialTrainables } from "@tributary/core/model";
import type { LayerClass } from "@tributary/core/model";
import type { NumericExample } from "@tributary/core/participant";
import { expect } from "chai";

import { fillBatch, prepareExamples } from "../../../src/batches/index.ts";
import { wholeTapeGradients } from "../../../src/blockwise.ts";
import type { Engine, TensorFlow } from "../../../src/engine/index.ts";
import { uploadBatch } from "../../../src/engine-batch.ts";
import { loadTask } from "../../../src/local-task.ts";
import { uploadVector } from "../../../src/networks/index.ts";

import type { Plan } from "@tributary/core/plan";
import { noise, portableEngines, startEngine } from "../../kit.ts";
import { assetsOf, gradientsOf, planFor, reading, saved, scrambled, symbol } from "./kit.ts";

type Make = (tf: TensorFlow) => layers.Layer;

/** What a layer stands behind: a convolution of images or sequences, a dense layer, two of them, or whole numbers. */
type Place = "image" | "sequence" | "vector" | "two" | "indices";

const zoo: Readonly<Record<LayerClass, readonly (readonly [Place, Make])[]>> = {
  Dense: [
    ["vector", ({ layers }) => layers.dense({ units: 4, activation: "selu" })],
    ["sequence", ({ layers }) => layers.dense({ units: 4, useBias: false, activation: "elu" })],
  ],
  Conv1D: [["sequence", ({ layers }) => layers.conv1d({ filters: 2, kernelSize: 3, strides: 2 })]],
  Conv2D: [
    [
      "image",
      ({ layers }) => layers.conv2d({ filters: 2, kernelSize: [3, 2], strides: 2, activation: "relu" }),
    ],
  ],
  Conv2DTranspose: [
    ["image", ({ layers }) => layers.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 2 })],
  ],
  DepthwiseConv2D: [
    ["image", ({ layers }) => layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: "same" })],
  ],
  SeparableConv2D: [["image", ({ layers }) => layers.separableConv2d({ filters: 3, kernelSize: 2 })]],
  Embedding: [["indices", ({ layers }) => layers.embedding({ inputDim: 8, outputDim: 3 })]],
  SimpleRNN: [["sequence", ({ layers }) => layers.simpleRNN({ units: 3, goBackwards: true })]],
  GRU: [["sequence", ({ layers }) => layers.gru({ units: 3, returnSequences: true })]],
  LSTM: [["sequence", ({ layers }) => layers.lstm({ units: 3, recurrentActivation: "sigmoid" })]],
  Bidirectional: [
    [
      "sequence",
      ({ layers }) => layers.bidirectional({ layer: layers.simpleRNN({ units: 2 }), mergeMode: "sum" }),
    ],
  ],
  TimeDistributed: [
    ["sequence", ({ layers }) => layers.timeDistributed({ layer: layers.dense({ units: 2 }) })],
  ],
  BatchNormalization: [
    ["image", ({ layers }) => layers.batchNormalization({ epsilon: 0.01 })],
    ["sequence", ({ layers }) => layers.batchNormalization({ axis: 2 })],
    ["vector", ({ layers }) => layers.batchNormalization()],
  ],
  LayerNormalization: [
    ["image", ({ layers }) => layers.layerNormalization()],
    ["vector", ({ layers }) => layers.layerNormalization({ epsilon: 1e-5 })],
  ],
  PReLU: [["image", ({ layers }) => layers.prelu({ sharedAxes: [1, 2] })]],
  Activation: [
    ["vector", ({ layers }) => layers.activation({ activation: "hardSigmoid" })],
    ["vector", ({ layers }) => layers.activation({ activation: "gelu" })],
    ["vector", ({ layers }) => layers.activation({ activation: "mish" })],
    ["vector", ({ layers }) => layers.activation({ activation: "swish" })],
    ["vector", ({ layers }) => layers.activation({ activation: "softplus" })],
    ["vector", ({ layers }) => layers.activation({ activation: "softsign" })],
    ["vector", ({ layers }) => layers.activation({ activation: "relu6" })],
    ["vector", ({ layers }) => layers.activation({ activation: "softmax" })],
    ["vector", ({ layers }) => layers.activation({ activation: "tanh" })],
  ],
  ELU: [["vector", ({ layers }) => layers.elu()]],
  LeakyReLU: [["vector", ({ layers }) => layers.leakyReLU({ alpha: 0.2 })]],
  ReLU: [["vector", ({ layers }) => layers.reLU({ maxValue: 0.5 })]],
  Softmax: [["vector", ({ layers }) => layers.softmax()]],
  Dropout: [["vector", ({ layers }) => layers.dropout({ rate: 0.5 })]],
  SpatialDropout1D: [["sequence", ({ layers }) => layers.spatialDropout1d({ rate: 0.5 })]],
  AlphaDropout: [["vector", ({ layers }) => layers.alphaDropout({ rate: 0.5 })]],
  GaussianDropout: [["vector", ({ layers }) => layers.gaussianDropout({ rate: 0.5 })]],
  GaussianNoise: [["vector", ({ layers }) => layers.gaussianNoise({ stddev: 3 })]],
  Flatten: [["image", ({ layers }) => layers.flatten()]],
  Permute: [["image", ({ layers }) => layers.permute({ dims: [3, 1, 2] })]],
  RepeatVector: [["vector", ({ layers }) => layers.repeatVector({ n: 3 })]],
  Reshape: [["image", ({ layers }) => layers.reshape({ targetShape: [10, 8] })]],
  Rescaling: [["image", ({ layers }) => layers.rescaling({ scale: 2, offset: -1 })]],
  Cropping2D: [
    [
      "image",
      ({ layers }) =>
        layers.cropping2D({
          cropping: [
            [1, 0],
            [2, 1],
          ],
        }),
    ],
  ],
  ZeroPadding2D: [
    [
      "image",
      ({ layers }) =>
        layers.zeroPadding2d({
          padding: [
            [1, 0],
            [2, 1],
          ],
        }),
    ],
  ],
  UpSampling2D: [["image", ({ layers }) => layers.upSampling2d({ size: [3, 2] })]],
  AveragePooling1D: [["sequence", ({ layers }) => layers.averagePooling1d({ poolSize: 2 })]],
  AveragePooling2D: [["image", ({ layers }) => layers.averagePooling2d({ poolSize: 3, padding: "same" })]],
  MaxPooling1D: [["sequence", ({ layers }) => layers.maxPooling1d({ poolSize: 2 })]],
  MaxPooling2D: [
    ["image", ({ layers }) => layers.maxPooling2d({ poolSize: 3, strides: 2, padding: "same" })],
  ],
  GlobalAveragePooling1D: [["sequence", ({ layers }) => layers.globalAveragePooling1d()]],
  GlobalAveragePooling2D: [["image", ({ layers }) => layers.globalAveragePooling2d({})]],
  GlobalMaxPooling1D: [["sequence", ({ layers }) => layers.globalMaxPooling1d()]],
  GlobalMaxPooling2D: [["image", ({ layers }) => layers.globalMaxPooling2d({})]],
  Add: [["two", ({ layers }) => layers.add()]],
  Average: [["two", ({ layers }) => layers.average()]],
  Concatenate: [["two", ({ layers }) => layers.concatenate()]],
  Maximum: [["two", ({ layers }) => layers.maximum()]],
  Minimum: [["two", ({ layers }) => layers.minimum()]],
  Multiply: [["two", ({ layers }) => layers.multiply()]],
};

function modelWith(tf: TensorFlow, place: Place, make: Make): Model {
  const { layers } = tf;
  const shapes = { image: [6, 5, 3], sequence: [6, 2], vector: [5], two: [5], indices: [4] };
  const input = tf.input({ shape: shapes[place] });
  const dense = (x: SymbolicTensor): SymbolicTensor =>
    symbol(layers.dense({ units: 4, activation: "tanh" }).apply(x));
  const behind = {
    image: () => symbol(layers.conv2d({ filters: 4, kernelSize: 2, activation: "tanh" }).apply(input)),
    sequence: () => symbol(layers.conv1d({ filters: 3, kernelSize: 1, activation: "tanh" }).apply(input)),
    vector: () => dense(input),
    two: () => [dense(input), dense(input)],
    indices: () => input,
  };
  const middle = symbol(make(tf).apply(behind[place]()));
  const flat = middle.rank > 2 ? symbol(layers.flatten().apply(middle)) : middle;
  return tf.model({ inputs: input, outputs: symbol(layers.dense({ units: 3 }).apply(flat)) });
}

/** Examples for a place: whole numbers below 8 where they are looked up. */
function examplesFor(plan: Plan, place: Place): readonly NumericExample[] {
  return noise(plan, 4).map(({ values, label }) => ({
    label,
    values: place === "indices" ? values.map((value) => Math.floor(Math.abs(value) * 8)) : values,
  }));
}

interface Judged {
  readonly read: LayersModel;
  readonly place: Place;
  readonly loss: number;
  readonly gradient: readonly number[];
}

const cases = Object.entries(zoo).flatMap(([name, makes]) =>
  makes.map(([place, make], index) => ({ title: `${name} ${index + 1}, behind ${place}`, place, make })),
);

// Judged by TF.js's own gradient on the first engine that asks, which is cpu.
const judged = new Map<string, Judged>();

async function judge(tf: TensorFlow, { title, place, make }: (typeof cases)[number]): Promise<Judged> {
  const known = judged.get(title);
  if (known !== undefined) return known;
  const model = scrambled(tf, modelWith(tf, place, make));
  const read = reading(await saved(tf, model));
  const { loss, gradients } = gradientsOf(tf, model, examplesFor(planFor(read), place));
  model.dispose();
  const trained = read.section.weights.filter(({ kind }) => kind !== "statistic");
  const gradient = trained.flatMap(({ name }) => [...gradients.get(name)!.data]);
  const found = { read, place, loss, gradient };
  judged.set(title, found);
  return found;
}

for (const engineName of portableEngines) {
  describe(`a layer of TF.js's on ${engineName}`, () => {
    let engine: Engine;
    before(async () => {
      engine = await startEngine(engineName);
    });
    after(() => engine.dispose());

    for (const given of cases) {
      it(`computes and differentiates as TF.js does: ${given.title}`, async () => {
        const { tf } = engine;
        const { read, place, loss, gradient } = await judge(tf, given);
        const plan = planFor(read);
        const examples = examplesFor(plan, place);
        const task = loadTask(tf, { plan, base: read.arrays, assets: assetsOf(read) });
        const prepared = prepareExamples(plan, undefined, examples);
        const uploaded = uploadBatch(tf, fillBatch(plan, prepared, [...prepared.keys()]));
        const trained = uploadVector(tf, task.layout, initialTrainables(plan, read.arrays));
        const { stages, loss: end } = task.tape(uploaded.batch);
        const result = await wholeTapeGradients(tf, trained, stages, end);
        tf.dispose(trained);
        uploaded.dispose();
        task.dispose();
        expect(result.loss).to.be.closeTo(loss, 1e-5);
        expect(result.gradients.length).to.equal(gradient.length);
        const largest = Math.max(...gradient.map(Math.abs));
        const furthest = Math.max(...gradient.map((value, at) => Math.abs(value - result.gradients[at]!)));
        expect(furthest / largest).to.be.lessThan(1e-5);
      });
    }
  });
}
