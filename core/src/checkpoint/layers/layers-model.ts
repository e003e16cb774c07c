import { layersSection, outputsFor, withOutputs } from "../../model/index.ts";
import type { FamilyPlan, LayersSection } from "../../model/index.ts";
import { concat, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { asBytes } from "../../tensor/index.ts";
import type { NamedArrays } from "../../tensor/index.ts";
import { jsonObject } from "../config/fields.ts";
import { parseModelJson } from "./model-json.ts";
import { decodeWeights } from "./weights.ts";

export interface LayersModel {
  /** model.json without its weights and its optimiser: what travels with the weights. */
  readonly topology: string;
  /** What a plan says of it. */
  readonly section: LayersSection;
  /** In the section's order. */
  readonly arrays: NamedArrays;
}

/**
 * Reads a TF.js layers model, as TF.js saves it or its converter makes it from Keras 2. The refusal is a sentence.
 * @param text model.json
 * @param files the bytes of the files that it names (weightFilesOf)
 */
export function readLayersModel(
  text: string,
  files: ReadonlyMap<string, Uint8Array>,
): Result<LayersModel, string> {
  const json = parseModelJson(text);
  if (!json.ok) return json;
  const decoded = decodeWeights(json.value, files);
  if (!decoded.ok) return decoded;
  const topology = withoutWeights(text);
  const section = layersSection(topology, decoded.value);
  if (!section.ok) return section;
  const arrays = section.value.weights.map(({ name }) => [name, decoded.value.get(name)!] as const);
  return ok({ topology, section: section.value, arrays: new Map(arrays) });
}

function withoutWeights(text: string): string {
  const json = jsonObject(text, "model.json");
  const { weightsManifest: _weights, trainingConfig: _optimiser, ...rest } = json.ok ? json.value : {};
  return JSON.stringify(rest);
}

/**
 * The files of a plan's network with these weights, as `tf.loadLayersModel` loads them; its head has the plan's labels.
 * @param assets what came with the base
 * @param arrays every tensor of the network (mergeModel)
 * @param metadata what is added to model.userDefinedMetadata
 * @throws RangeError if the plan's network is no layers model, or model.json is not among the assets
 */
export function layersModelFiles(
  { model, labels }: Pick<FamilyPlan, "model" | "labels">,
  assets: ReadonlyMap<string, string>,
  arrays: NamedArrays,
  metadata: Readonly<Record<string, unknown>> = {},
): LayersModelFiles {
  const topology = assets.get("model.json");
  if (model.family !== "layers" || topology === undefined) {
    throw new RangeError("only a TF.js layers model, with its model.json, is written as one");
  }
  const outputs = outputsFor(model.activation, labels.length);
  return writeLayersModel(withMetadata(withOutputs(topology, outputs), metadata), arrays);
}

function withMetadata(topology: string, metadata: Readonly<Record<string, unknown>>): string {
  const json = jsonObject(topology, "model.json");
  if (!json.ok || Object.keys(metadata).length === 0) return topology;
  const before = json.value["userDefinedMetadata"];
  const userDefinedMetadata = { ...(typeof before === "object" ? before : {}), ...metadata };
  return JSON.stringify({ ...json.value, userDefinedMetadata });
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
