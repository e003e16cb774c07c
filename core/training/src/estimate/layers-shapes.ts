import { layerOf, modelTensors } from "@tributary/core/model";
import type { FamilyPlan, LayerClass } from "@tributary/core/model";
import { elementCount } from "@tributary/core/tensor";
import { wrappedIn } from "../networks/index.ts";
import type { LayerUse, LayerUses } from "../networks/index.ts";
import type { StageShape } from "./stage-shape.ts";

/** What one layer makes of one example. */
interface LayerShape {
  /** Results that a tape keeps: of its operations, the output among them. */
  readonly results: number;
  /** The most that it holds on the way up beside what it reads. */
  readonly up: number;
  /** The most that one operation holds beside that on the way back. */
  readonly passing: number;
  /** How often each number of its weights is multiplied. */
  readonly rows: number;
}

/** What the stages of a model of TF.js's layers make of a batch. */
export function layersShapes(plan: FamilyPlan, uses: LayerUses, count: number): readonly StageShape[] {
  const nodes = uses.flat();
  const layerOfModule = new Map(
    modelTensors(plan).map(({ module, name }) => [module, layerOf(name, nodes)?.name ?? ""]),
  );
  return uses.map((stage) => {
    const all = stage.map(shapeOf);
    const layers = new Map(stage.map(({ name }, index) => [name, all[index]!]));
    const last = stage.at(-1);
    const out = last === undefined ? 0 : elementCount(last.output);
    const results = all.reduce((total, layer) => total + layer.results, 0);
    // Outputs stay until the stage ends; what lies within a layer goes with it.
    const made = stage.filter(({ className }) => !passing.has(className));
    const outputs = made.reduce((total, { output }) => total + elementCount(output), 0);
    const within = Math.max(0, ...all.map(({ up }) => up));
    return {
      out: count * out,
      up: count * (outputs + within),
      tape: 2 * count * results,
      passing: count * Math.max(0, ...all.map(({ passing }) => passing)),
      products: 0,
      rows: (module) => count * (layers.get(layerOfModule.get(module) ?? "")?.rows ?? 0),
    };
  });
}

function shapeOf(use: LayerUse): LayerShape {
  const { className, config, inputs, output } = use;
  const [input = []] = inputs;
  const [read, made] = [elementCount(input), elementCount(output)];
  const bias = config["use_bias"] === false ? 0 : 1;
  const { activation } = config;
  const after = bias + activationResults(activation);
  // Without a tape, product, bias and these are one operation.
  const apart = fused.has(activation) ? 0 : activationResults(activation) * made;
  const pixels = (shape: readonly number[]): number => elementCount(shape.slice(0, -1));
  const shape = (of: Partial<LayerShape> & { readonly results: number }): LayerShape => ({
    up: Math.max(0, of.results - made),
    passing: made,
    rows: 0,
    ...of,
  });
  switch (className) {
    case "Dense":
      return shape({ results: (1 + after) * made, up: apart, rows: pixels(input) });
    case "Conv2D":
      return shape({ results: (1 + after) * made, up: apart, rows: pixels(output) });
    case "Conv1D":
    case "DepthwiseConv2D":
      return shape({ results: (1 + after) * made, rows: pixels(output) });
    case "Conv2DTranspose":
      return shape({ results: (1 + after) * made, rows: pixels(input) });
    case "SeparableConv2D": {
      const multiplier = Number(config["depth_multiplier"] ?? 1);
      const between = pixels(output) * (input.at(-1) ?? 0) * multiplier;
      return shape({ results: between + (1 + after) * made, rows: pixels(output) });
    }
    case "SimpleRNN":
    case "GRU":
    case "LSTM":
      return recurrent(className, config, input, output);
    case "Bidirectional":
    case "TimeDistributed":
      return wrapping(use);
    case "BatchNormalization":
      return shape({ results: made, passing: 5 * made });
    case "LayerNormalization":
      return shape({ results: 6 * made, passing: 5 * made });
    case "ReLU": {
      const ceiling = typeof config["max_value"] === "number";
      return shape({ results: (ceiling ? 2 : 1) * made });
    }
    case "PReLU":
    case "ELU":
    case "LeakyReLU":
    case "Softmax":
    case "Embedding":
    case "Permute":
    case "RepeatVector":
    case "Cropping2D":
    case "ZeroPadding2D":
    case "UpSampling2D":
    case "Concatenate":
      return shape({ results: made });
    case "Activation":
      return shape({ results: activationResults(config["activation"]) * made });
    case "Rescaling":
      return shape({ results: 2 * made });
    case "AveragePooling1D":
    case "AveragePooling2D":
    case "MaxPooling1D":
    case "MaxPooling2D":
    case "GlobalAveragePooling1D":
    case "GlobalAveragePooling2D":
    case "GlobalMaxPooling1D":
    case "GlobalMaxPooling2D":
      return shape({ results: made, passing: read });
    case "Add":
    case "Average":
    case "Maximum":
    case "Minimum":
    case "Multiply":
      return shape({ results: inputs.length * made });
    case "Flatten":
    case "Reshape":
    case "Dropout":
    case "SpatialDropout1D":
    case "AlphaDropout":
    case "GaussianDropout":
    case "GaussianNoise":
      return shape({ results: 0, up: 0 });
    default:
      return className satisfies never;
  }
}

const gatesOf = { SimpleRNN: 1, GRU: 3, LSTM: 4 } as const;

function recurrent(
  className: keyof typeof gatesOf,
  { units, return_sequences: sequences }: LayerUse["config"],
  [steps = 1, width = 0]: readonly number[],
  output: readonly number[],
): LayerShape {
  const state = Number(units);
  const perStep = (className === "SimpleRNN" ? 5 : 8 * gatesOf[className]) * state;
  const stacked = sequences === true ? elementCount(output) : 0;
  const results = steps * (2 * width + perStep) + stacked;
  // Without a tape the results of one step are there at a time, and all of its outputs where they are asked for.
  const up = 2 * steps * width + perStep + stacked;
  return { results, up, passing: 0, rows: steps };
}

function wrapping({ name, className, config, inputs, output }: LayerUse): LayerShape {
  const wrapped = wrappedIn(config);
  if (wrapped === undefined) throw new RangeError(`layer ${name} wraps no layer`);
  const [input = []] = inputs;
  const [steps = 1, ...step] = input;
  if (className === "Bidirectional") {
    const one = shapeOf({ ...wrapped, inputs, output });
    // Forwards, backwards over what was reversed, and both together.
    const [read, made] = [elementCount(input), elementCount(output)];
    return { ...one, results: 2 * one.results + read + made, up: one.up + read + made };
  }
  const one = shapeOf({ ...wrapped, inputs: [step], output: output.slice(1) });
  const moved = 2 * elementCount(input) + elementCount(output);
  const all = { results: steps * one.results + moved, up: one.up + moved };
  return { ...one, ...all, rows: steps * one.rows };
}

const fused: ReadonlySet<unknown> = new Set(["relu", "relu6", "elu", "linear", null, undefined]);

/** Results that an activation leaves, each as large as what it makes. */
function activationResults(activation: unknown): number {
  switch (activation) {
    case undefined:
    case null:
    case "linear":
      return 0;
    case "hard_sigmoid":
    case "mish":
    case "softsign":
      return 3;
    case "swish":
      return 2;
    case "gelu":
      return 6;
    default:
      return 1;
  }
}

/** Layers whose output is what they read, in another shape or in none. */
const passing: ReadonlySet<LayerClass> = new Set([
  "Flatten",
  "Reshape",
  "Dropout",
  "SpatialDropout1D",
  "AlphaDropout",
  "GaussianDropout",
  "GaussianNoise",
]);
