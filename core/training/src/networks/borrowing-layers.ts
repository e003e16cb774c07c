import type { SymbolicTensor, Tensor, layers } from "@tensorflow/tfjs";

import { layerOf, modelInput } from "@tributary/core/model";
import type { LayerNode, LayersTopology, TensorSpec } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";
import type { TensorFlow } from "../engine/index.ts";
import { makeLayer } from "./layer-makers.ts";
import type { Weights } from "./weights.ts";

type Layer = layers.Layer;
type LayerVariable = Layer["weights"][number];

/** A node of a layers model: what its layer makes of some inputs with some weights. */
export type NodeFunction = (weights: Weights, inputs: readonly Tensor[]) => Tensor;

export interface BorrowingLayers {
  /** By node. */
  readonly nodes: readonly NodeFunction[];
  /** Of one example, by what TF.js says of the last node. */
  readonly outputShape: readonly (number | null)[];
}

/**
 * TF.js's own layers, which have no weights but borrow them for each call: every LayerVariable's `read`, which is how a
 * layer comes by a weight, is replaced. So a call is a pure function of its inputs and weights, and gradients flow to both.
 * Nothing stays on the engine. The activation that makes probabilities of the outputs is left out.
 * @throws UserError if TF.js cannot build a layer as model.json describes it, or with weights of these shapes
 */
export function borrowingLayers(
  tf: TensorFlow,
  { graph, ending }: LayersTopology,
  inputShape: readonly number[],
  specs: readonly TensorSpec[],
): BorrowingLayers {
  const input = tf.input({ shape: [...inputShape] });
  const outputs: SymbolicTensor[] = [];
  const nodes: NodeFunction[] = [];
  const specsOf = specsByLayer(graph.nodes, specs);
  const built = new Map<string, { readonly layer: Layer; readonly borrow: Borrow }>();
  withoutNewVariables(tf, (drop) => {
    for (const [index, node] of graph.nodes.entries()) {
      const inputs = node.inputs.map((from) => (from === modelInput ? input : outputs[from]!));
      requireLastAxis(node, inputs);
      if (index === ending.activated && index !== ending.head) {
        outputs.push(inputs[0]!);
        nodes.push((_, [x]) => x!);
        continue;
      }
      const known = built.get(node.name);
      const config = index === ending.activated ? { ...node.config, activation: "linear" } : node.config;
      const layer = known?.layer ?? makeLayer(tf, { ...node, config });
      const output = layer.apply(inputs.length === 1 ? inputs[0]! : inputs);
      if (!(output instanceof tf.SymbolicTensor)) throw new Error(`layer ${node.name} has several outputs`);
      if (output.shape.some((side) => side !== null && side < 1)) {
        throw new Error(
          `layer ${node.name} makes nothing of what enters it, its output's shape is [${output.shape.slice(1).join(", ")}]`,
        );
      }
      outputs.push(output);
      const borrow = known?.borrow ?? lend(tf, layer, node, specsOf.get(node.name) ?? []);
      drop();
      built.set(node.name, { layer, borrow });
      nodes.push((weights, given) => borrow(weights, () => applied(tf, layer, given)));
    }
  });
  return { nodes, outputShape: outputs.at(-1)?.shape.slice(1) ?? [] };
}

function applied(tf: TensorFlow, layer: Layer, inputs: readonly Tensor[]): Tensor {
  const output = layer.apply(inputs.length === 1 ? inputs[0]! : [...inputs], { training: false });
  if (!(output instanceof tf.Tensor)) throw new RangeError(`layer ${layer.name} has several outputs`);
  return output;
}

type Borrow = (weights: Weights, use: () => Tensor) => Tensor;

/** Makes a layer read its weights from where a call says. They are computed before, since a recurrent layer reads them at every step. */
function lend(tf: TensorFlow, layer: Layer, node: LayerNode, specs: readonly TensorSpec[]): Borrow {
  const places = placesOf(layer, node, specs);
  let lent: ReadonlyMap<LayerVariable, Tensor> | undefined;
  for (const variable of places.keys()) {
    variable.read = () => {
      const tensor = lent?.get(variable);
      if (tensor === undefined) throw new RangeError(`layer ${layer.name} reads a weight outside of a call`);
      return tensor;
    };
  }
  return (weights, use) => {
    lent = new Map([...places].map(([variable, source]) => [variable, source(tf, weights)]));
    try {
      return use();
    } finally {
      lent = undefined;
    }
  };
}

/** Where the value of one of a layer's weights comes from. */
type Source = (tf: TensorFlow, weights: Weights) => Tensor;

const effective =
  ({ kind, module, name }: TensorSpec): Source =>
  (_, weights) =>
    kind === "kernel" || kind === "conv1d" ? weights.kernel(module, name) : weights.get(name);

function placesOf(
  layer: Layer,
  { config }: LayerNode,
  specs: readonly TensorSpec[],
): ReadonlyMap<LayerVariable, Source> {
  const variables = new Map(layer.weights.map((variable) => [variable.originalName, variable]));
  const places = new Map<LayerVariable, Source>();
  for (const spec of specs) {
    const variable = variables.get(spec.name) ?? variables.get(withoutCell(spec.name));
    if (variable === undefined) throw new Error(`layer ${layer.name} has no place for weight ${spec.name}`);
    const [needed, given] = [variable.shape.join(", "), spec.shape.join(", ")];
    if (needed !== given) {
      throw new Error(`weight ${spec.name} has the shape [${given}], and its layer needs [${needed}]`);
    }
    places.set(variable, effective(spec));
  }
  for (const variable of layer.weights) {
    if (places.has(variable)) continue;
    const { originalName, shape } = variable;
    const sides = shape.map(Number);
    if (config["scale"] === false && originalName.endsWith("/gamma")) {
      places.set(variable, (tf) => tf.ones(sides));
    } else if (config["center"] === false && originalName.endsWith("/beta")) {
      places.set(variable, (tf) => tf.zeros(sides));
    } else {
      throw new Error(`layer ${layer.name} lacks its weight ${originalName}`);
    }
  }
  return places;
}

/**
 * @throws Error for a batch normalisation over another axis, which TF.js 4.22 does not differentiate, and for such a softmax,
 * which may be the end of a model, where labels are on the last
 */
function requireLastAxis({ name, className, config }: LayerNode, [x]: readonly SymbolicTensor[]): void {
  if ((className !== "BatchNormalization" && className !== "Softmax") || x === undefined) return;
  const axis = Number([config["axis"] ?? -1].flat()[0]);
  if (axis === -1 || axis === x.rank - 1) return;
  throw new Error(`layer ${name} (class ${className}) is over axis ${axis} of ${x.rank}; expected the last`);
}

/** TensorFlow 2.2 and later name a recurrent layer's cell within its weights' names (tfjs-layers/src/engine/container.ts). */
function withoutCell(name: string): string {
  const parts = name.split("/");
  return [...parts.slice(0, -2), ...parts.slice(-1)].join("/");
}

function specsByLayer(
  nodes: readonly LayerNode[],
  specs: readonly TensorSpec[],
): ReadonlyMap<string, readonly TensorSpec[]> {
  const byLayer = new Map<string, TensorSpec[]>();
  for (const spec of specs) {
    const layer = layerOf(spec.name, nodes)?.name ?? "";
    byLayer.set(layer, [...(byLayer.get(layer) ?? []), spec]);
  }
  return byLayer;
}

/** Runs TF.js's building of layers, whose variables go at `drop` and at the end. @throws UserError for what TF.js finds wrong */
function withoutNewVariables(tf: TensorFlow, build: (drop: () => void) => void): void {
  const { registeredVariables } = tf.engine().state;
  const before = new Set(Object.keys(registeredVariables));
  const drop = (): void => {
    for (const [name, variable] of Object.entries(registeredVariables)) {
      if (!before.has(name)) variable.dispose();
    }
  };
  try {
    tf.tidy(() => build(drop));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new UserError(`model.json cannot be computed by TF.js: ${what}`, { cause: error });
  } finally {
    drop();
  }
}
