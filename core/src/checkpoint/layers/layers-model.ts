import { concat, err, ok } from "../../support/index.ts";
import type { TensorKind } from "../../model/index.ts";
import type { Result } from "../../support/index.ts";
import { asBytes } from "../../tensor/index.ts";
import type { NamedArray, NamedArrays } from "../../tensor/index.ts";
import { jsonObject } from "../config/fields.ts";
import { parseModelJson } from "./model-json.ts";
import { topologyOf } from "./topology.ts";
import type { Layer, Topology } from "./topology.ts";
import { decodeWeights } from "./weights.ts";

export interface LayerWeight {
  /** As in the manifest: `dense_1/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly kind: TensorKind;
  readonly layer: string;
  /** Whether its layer is the last that has weights. */
  readonly head: boolean;
}

export interface LayersModel extends Omit<Topology, "layers"> {
  /** model.json without its weights and its optimiser: what travels with the weights. */
  readonly topology: string;
  /** In the topology's order of layers. */
  readonly weights: readonly LayerWeight[];
  /** In the same order. */
  readonly arrays: NamedArrays;
}

/**
 * Reads a TF.js layers model, as TF.js saves it or its converter makes it from Keras 2. The refusal is a sentence.
 * @param text model.json
 * @param files the bytes of the files that it names (layersModelFiles)
 */
export function readLayersModel(
  text: string,
  files: ReadonlyMap<string, Uint8Array>,
): Result<LayersModel, string> {
  const json = parseModelJson(text);
  if (!json.ok) return json;
  const topology = topologyOf(json.value.modelTopology);
  if (!topology.ok) return topology;
  const decoded = decodeWeights(json.value, files);
  if (!decoded.ok) return decoded;
  const { layers, inputShapes, outputs } = topology.value;
  const order = new Map(layers.map((layer, index) => [layer, index]));
  const placed: { readonly name: string; readonly array: NamedArray; readonly layer: Layer }[] = [];
  for (const [name, array] of decoded.value) {
    const layer = layerOf(name, layers);
    if (layer === undefined) return err(`weight ${name} belongs to no layer of model.json`);
    placed.push({ name, array, layer });
  }
  placed.sort((a, b) => (order.get(a.layer) ?? 0) - (order.get(b.layer) ?? 0));
  const head = placed.at(-1)?.layer;
  return ok({
    topology: withoutWeights(text),
    weights: placed.map(({ name, array: { shape }, layer }) => ({
      name,
      shape,
      kind: kindOf(name, shape),
      layer: layer.name,
      head: layer === head,
    })),
    arrays: new Map(placed.map(({ name, array }) => [name, array])),
    inputShapes,
    outputs,
  });
}

/** The layer whose name the weight's begins with; the longest, since a layer's name may have slashes. */
function layerOf(weight: string, layers: readonly Layer[]): Layer | undefined {
  return layers
    .filter(({ name }) => weight.startsWith(`${name}/`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

/**
 * A dense or recurrent layer has matrices, a convolution kernels (a transposed one too, whose out comes before in: an
 * adapter does not mind). What has no name of these is a scale, as PReLU's alpha: no adapter fits it.
 */
function kindOf(name: string, shape: readonly number[]): TensorKind {
  switch (name.slice(name.lastIndexOf("/") + 1)) {
    case "kernel":
    case "pointwise_kernel":
    case "recurrent_kernel":
      if (shape.length < 2) return "norm";
      return shape.length === 2 ? "conv1d" : "kernel";
    case "depthwise_kernel":
      return "depthwise";
    case "embeddings":
      return "embedding";
    case "bias":
    case "beta":
      return "bias";
    case "moving_mean":
    case "moving_variance":
      return "statistic";
    default:
      return "norm";
  }
}

function withoutWeights(text: string): string {
  const json = jsonObject(text, "model.json");
  const { weightsManifest: _weights, trainingConfig: _optimiser, ...rest } = json.ok ? json.value : {};
  return JSON.stringify(rest);
}

/** The files of a TF.js layers model. */
export interface LayersModelFiles {
  readonly "model.json": string;
  readonly "group1-shard1of1.bin": Uint8Array;
}

/**
 * What `tf.loadLayersModel` loads: the weights under the names they had, in F32.
 * @param topology as readLayersModel gave it
 * @throws RangeError if that is not an object's JSON
 */
export function writeLayersModel(topology: string, arrays: NamedArrays): LayersModelFiles {
  const json = jsonObject(topology, "model.json");
  if (!json.ok) throw new RangeError(json.error);
  const weights = [...arrays].map(([name, { shape }]) => ({ name, shape, dtype: "float32" }));
  const weightsManifest = [{ paths: ["group1-shard1of1.bin"], weights }];
  return {
    "model.json": JSON.stringify({ ...json.value, weightsManifest }),
    "group1-shard1of1.bin": concat(...[...arrays.values()].map(({ data }) => asBytes(data))),
  };
}
