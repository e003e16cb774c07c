import type { LayersModel as Model, SymbolicTensor, Tensor, Tensor2D, io } from "@tensorflow/tfjs";

import { readLayersModel } from "@tributary/core/checkpoint";
import type { LayersModel, LayersModelFiles } from "@tributary/core/checkpoint";
import type { NumericExample } from "@tributary/core/participant";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { draw } from "@tributary/core/support";
import type { NamedArray, NamedArrays } from "@tributary/core/tensor";
import { fillBatch, prepareExamples } from "../../../src/batches/index.ts";
import { uploadBatch } from "../../../src/engine-batch.ts";
import type { TensorFlow } from "../../../src/engine/index.ts";
import { networkOf, uploadFrozen, weightsOf } from "../../../src/networks/index.ts";
import { enteringStage } from "../../../src/run-stages.ts";
import { planOf, randomOf } from "../../kit.ts";

/** A model as TF.js saves it: model.json and the bytes of its weights. */
export async function saved(
  tf: TensorFlow,
  model: Model,
  config: io.SaveConfig = {},
): Promise<{ readonly text: string; readonly bytes: Uint8Array }> {
  let artifacts: io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (given) => {
      artifacts = given;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
    config,
  );
  const { weightSpecs, weightData, ...rest } = artifacts ?? {};
  if (!(weightData instanceof ArrayBuffer)) throw new Error("expected the weights in one piece");
  const weightsManifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
  return { text: JSON.stringify({ ...rest, weightsManifest }), bytes: new Uint8Array(weightData) };
}

export function reading({ text, bytes }: Awaited<ReturnType<typeof saved>>): LayersModel {
  const model = readLayersModel(text, new Map([["weights.bin", bytes]]));
  if (!model.ok) throw new Error(model.error);
  return model.value;
}

/** Written files, as TF.js loads them. */
export function loaded(tf: TensorFlow, files: LayersModelFiles): Promise<Model> {
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

/** Values in which a mistake would show: biases and statistics are not those of a new model, variances are above 0. */
export function scrambled(tf: TensorFlow, model: Model): Model {
  const { uniform } = draw(randomOf("weights"));
  tf.tidy(() =>
    model.setWeights(
      model.weights.map(({ originalName, shape }) => {
        const size = shape.reduce<number>((product, side) => product * (side ?? 1), 1);
        const [least, spread] = originalName.endsWith("variance") ? [0.5, 1] : [-0.6, 1.2];
        return tf.tensor(
          Float32Array.from({ length: size }, () => least + spread * uniform()),
          shape.map(Number),
        );
      }),
    ),
  );
  return model;
}

/** A model with weights of no meaning, and how it is read once TF.js has saved it. */
export async function made(
  tf: TensorFlow,
  build: (tf: TensorFlow) => Model,
): Promise<{ readonly model: Model; readonly read: LayersModel }> {
  const model = scrambled(tf, build(tf));
  return { model, read: reading(await saved(tf, model)) };
}

/** A plan for a model; its input is an image where the model's is. */
export function planFor({ section }: LayersModel, change: Partial<PlanInput> = {}): Plan {
  const sides = section.inputShape.map(Number);
  const [height = 0, width = 0, channels = 0] = sides;
  const size = sides.reduce((product, side) => product * side, 1);
  return planOf({
    model: section,
    input:
      sides.length === 3
        ? { kind: "image", height, width, channels: channels === 1 ? 1 : 3 }
        : { kind: "features", size },
    ...change,
  });
}

export const assetsOf = ({ topology }: LayersModel): ReadonlyMap<string, string> =>
  new Map([["model.json", topology]]);

/** What TF.js itself computes of examples. */
export function outputsOf(tf: TensorFlow, model: Model, examples: readonly NumericExample[]): Float32Array {
  return tf.tidy(() => (model.predict(batchOf(tf, model, examples)) as Tensor).dataSync<"float32">());
}

/** What our network says of them. */
export function logitsOf(
  tf: TensorFlow,
  plan: Plan,
  read: LayersModel,
  examples: readonly NumericExample[],
): Float32Array {
  const frozen = uploadFrozen(tf, plan, read.arrays, new Set());
  const prepared = prepareExamples(plan, undefined, examples);
  const uploaded = uploadBatch(tf, fillBatch(plan, prepared, [...prepared.keys()]));
  try {
    return tf.tidy(() => {
      const network = networkOf(tf, plan, assetsOf(read));
      const weights = weightsOf(tf, plan, frozen);
      const x = enteringStage(tf, network, weights, uploaded.batch, network.stages.length);
      return network.logits(weights, x, uploaded.batch).dataSync<"float32">();
    });
  } finally {
    uploaded.dispose();
    frozen.dispose();
  }
}

/** The gradient of the mean cross-entropy of logits by weight, and the loss, as TF.js itself finds them. */
export function gradientsOf(
  tf: TensorFlow,
  model: Model,
  examples: readonly NumericExample[],
): { readonly loss: number; readonly gradients: NamedArrays } {
  const found = new Map<string, NamedArray>();
  let loss = NaN;
  tf.tidy(() => {
    const x = batchOf(tf, model, examples);
    const variables = model.trainableWeights.map((weight) => {
      const variable = weight.read();
      if (!(variable instanceof tf.Variable)) throw new Error("expected a variable");
      return { name: weight.originalName, variable };
    });
    const { value, grads } = tf.variableGrads(
      () => {
        const logits = model.apply(x, { training: false }) as Tensor2D;
        const labels = tf.oneHot(
          examples.map(({ label }) => label),
          logits.shape[1],
        );
        return tf.losses.softmaxCrossEntropy(labels, logits).asScalar();
      },
      variables.map(({ variable }) => variable),
    );
    for (const { name, variable } of variables) {
      const gradient = grads[variable.name]!;
      found.set(name, { shape: gradient.shape, data: gradient.dataSync<"float32">().slice() });
    }
    loss = value.dataSync()[0]!;
  });
  return { loss, gradients: found };
}

function batchOf(tf: TensorFlow, model: Model, examples: readonly NumericExample[]): Tensor {
  const shape = (model.inputs[0]?.shape ?? []).slice(1).map(Number);
  const values = examples.flatMap((example) => [...example.values]);
  return tf.tensor(values, [examples.length, ...shape]);
}

/** A convolutional network with what convolutional networks have, whose outputs are logits. */
export const cnn = ({ layers, sequential }: TensorFlow): Model =>
  sequential({
    layers: [
      layers.conv2d({
        filters: 4,
        kernelSize: 3,
        inputShape: [8, 6, 3],
        padding: "same",
        activation: "tanh",
      }),
      layers.batchNormalization(),
      layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }),
      layers.separableConv2d({ filters: 4, kernelSize: 2, activation: "sigmoid" }),
      layers.averagePooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 5, activation: "tanh" }),
      layers.dropout({ rate: 0.5 }),
      layers.dense({ units: 3 }),
    ],
  });

/** Two residual blocks, of which the second changes the width, with normalisations; logits. */
export const residual = ({ layers, input: start, model }: TensorFlow): Model => {
  const input = start({ shape: [6, 6, 3] });
  const conv = (filters: number, x: SymbolicTensor, kernelSize = 3): SymbolicTensor =>
    symbol(layers.conv2d({ filters, kernelSize, padding: "same", useBias: false }).apply(x));
  const norm = (x: SymbolicTensor): SymbolicTensor => symbol(layers.batchNormalization().apply(x));
  const tanh = (x: SymbolicTensor): SymbolicTensor =>
    symbol(layers.activation({ activation: "tanh" }).apply(x));
  const block = (x: SymbolicTensor, filters: number): SymbolicTensor => {
    const inner = norm(conv(filters, tanh(norm(conv(filters, x)))));
    const shortcut = x.shape.at(-1) === filters ? x : norm(conv(filters, x, 1));
    return tanh(symbol(layers.add().apply([inner, shortcut])));
  };
  const body = block(block(tanh(norm(conv(4, input))), 4), 6);
  const pooled = symbol(layers.globalAveragePooling2d({}).apply(body));
  return model({ inputs: input, outputs: symbol(layers.dense({ units: 3 }).apply(pooled)) });
};

/** A window of a sensor's values. */
export const recurrent = ({ layers, sequential }: TensorFlow): Model =>
  sequential({
    layers: [
      layers.conv1d({ filters: 4, kernelSize: 2, inputShape: [6, 2], activation: "tanh" }),
      layers.bidirectional({ layer: layers.lstm({ units: 3, returnSequences: true }), mergeMode: "concat" }),
      layers.gru({ units: 4 }),
      layers.dense({ units: 3 }),
    ],
  });

export function symbol(value: Tensor | Tensor[] | SymbolicTensor | SymbolicTensor[]): SymbolicTensor {
  return value as SymbolicTensor;
}
