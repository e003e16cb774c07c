import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import type { ModelJson } from "./model-json.ts";

/** A layer of the topology, those of nested models in the place of their model. */
export interface Layer {
  readonly name: string;
  /** Of one example, where the topology states it for this layer. */
  readonly inputShape: InputShape | undefined;
}

/** null where a side may be any. */
export type InputShape = readonly (number | null)[];

export interface Topology {
  readonly layers: readonly Layer[];
  /** Of the model's inputs, as far as the topology states them. */
  readonly inputShapes: readonly InputShape[];
  readonly outputs: number;
}

const models = new Set(["Sequential", "Model", "Functional"]);

// Models in models, as deep as anyone nests them.
const deepest = 8;

type Fields = Readonly<Record<string, unknown>>;

/** The layers of a model.json's topology, in its order, whoever wrote it: TF.js or its converter from Keras 2. */
export function topologyOf(modelTopology: ModelJson["modelTopology"]): Result<Topology, string> {
  const version = modelTopology["keras_version"];
  if (typeof version === "string" && version.startsWith("3")) {
    // The place of Keras 3: its configs need translating (batch_shape, DTypePolicy, inbound_nodes) before TF.js reads them.
    return err(
      `model.json was made by Keras ${version}, which is not read yet; save the model with Keras 2 ` +
        "(TF_USE_LEGACY_KERAS=1) and convert it again",
    );
  }
  const root = fieldsIn(modelTopology["model_config"]) ?? modelTopology;
  const layers: Layer[] = [];
  const fault = collect(root, layers, 0);
  if (fault !== undefined) return err(`model.json: ${fault}`);
  const names = new Set<string>();
  for (const { name } of layers) {
    if (names.has(name)) return err(`model.json: two layers are called ${JSON.stringify(name)}`);
    names.add(name);
  }
  const config = fieldsIn(root["config"]);
  const ends = config?.["output_layers"];
  return ok({
    layers,
    inputShapes: inputsOf(config?.["input_layers"], layers),
    outputs: Array.isArray(ends) ? ends.length : 1,
  });
}

/** A functional model lists its inputs, as [layer, node, tensor]; a sequential one begins with its only one. */
function inputsOf(listed: unknown, layers: readonly Layer[]): readonly InputShape[] {
  const shapes = Array.isArray(listed)
    ? listed.map((input: unknown) => {
        const name: unknown = Array.isArray(input) ? input[0] : undefined;
        return layers.find((layer) => layer.name === name)?.inputShape;
      })
    : [layers.find(({ inputShape }) => inputShape !== undefined)?.inputShape];
  return shapes.filter((shape) => shape !== undefined);
}

/** Appends the layers of a model; a clause if it is not one. */
function collect(model: Fields, layers: Layer[], depth: number): string | undefined {
  const className = model["class_name"];
  if (typeof className !== "string" || !models.has(className)) {
    return `the model's class is ${JSON.stringify(className)}, expected Sequential or Functional`;
  }
  if (depth > deepest) return `models are nested deeper than ${deepest} levels`;
  // Old Sequential models have the list itself for their config.
  const list = Array.isArray(model["config"]) ? model["config"] : fieldsIn(model["config"])?.["layers"];
  if (!Array.isArray(list)) return "a model has no list of layers";
  for (const item of list) {
    const layer = fieldsIn(item);
    const config = fieldsIn(layer?.["config"]);
    const inner = layer?.["class_name"];
    if (layer === undefined || typeof inner !== "string") return "a layer has no class_name";
    if (models.has(inner)) {
      const fault = collect(layer, layers, depth + 1);
      if (fault !== undefined) return fault;
      continue;
    }
    const name = config?.["name"] ?? layer["name"];
    if (typeof name !== "string" || name === "") return `a layer of class ${inner} has no name`;
    const shape = config?.["batch_input_shape"];
    layers.push({
      name,
      inputShape: isShape(shape) ? shape.slice(1) : undefined,
    });
  }
  return undefined;
}

function isShape(value: unknown): value is InputShape {
  return Array.isArray(value) && value.every((side) => side === null || Number.isSafeInteger(side));
}

function fieldsIn(value: unknown): Fields | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}
