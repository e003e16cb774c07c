import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { fieldsIn } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { isLayerClass, layerRoles } from "./layer-classes.ts";
import type { LayerClass } from "./layer-classes.ts";
import { layerFault } from "./layer-fault.ts";

/** Of one example; null where a side may be any. */
export type InputShape = readonly (number | null)[];

/** One use of a layer. */
export interface LayerNode {
  readonly name: string;
  readonly className: LayerClass;
  readonly config: Fields;
  /** The nodes whose outputs it reads, in order. */
  readonly inputs: readonly number[];
}

/** A model's layers, those of nested models in the place of their model, each after all that it reads. */
export interface LayersGraph {
  readonly inputShape: InputShape;
  /** The last gives the model's output, on which every other has some effect. */
  readonly nodes: readonly LayerNode[];
}

/** Stands for the model's input among a node's inputs. */
export const modelInput = -1;

const sequentialClass = "Sequential";
const models = new Set([sequentialClass, "Model", "Functional"]);

export function isModelClass(className: unknown): boolean {
  return typeof className === "string" && models.has(className);
}

// Models in models, as deep as anyone nests them; layers, as many as any published network has and some more.
const deepest = 8;
const mostNodes = 4_096;

/** The graph of a model.json's topology, whoever wrote it: TF.js or its converter from Keras 2. The error is a clause. */
export function graphOf(modelTopology: Fields): Result<LayersGraph, string> {
  const reading: Reading = { nodes: [], layers: new Map(), inputShape: undefined };
  const output = inlined(modelIn(modelTopology), modelInput, reading, 0);
  if (!output.ok) return output;
  if (output.value === modelInput) return err("the model has no layers");
  if (reading.inputShape === undefined)
    return err("no layer states the shape of the model's input (batch_input_shape)");
  const nodes = endingIn(output.value, reading.nodes);
  const weighted = new Set<string>();
  for (const { name, className } of nodes) {
    if (layerRoles[className] === "none") continue;
    if (weighted.has(name))
      return err(`layer ${name} is used twice, which is supported for layers without weights alone`);
    weighted.add(name);
  }
  return ok({ inputShape: reading.inputShape, nodes });
}

/** The model of a topology: the converter puts Keras's own record around it. */
export function modelIn(modelTopology: Fields): Fields {
  return fieldsIn(modelTopology["model_config"]) ?? modelTopology;
}

interface Reading {
  readonly nodes: LayerNode[];
  /** Layers by name, as the file has them. */
  readonly layers: Map<string, Fields>;
  inputShape: InputShape | undefined;
}

/** Appends a model's layers, its input being the node `input`; the node that gives its output. */
function inlined(model: Fields, input: number, reading: Reading, depth: number): Result<number, string> {
  const className = model["class_name"];
  if (!isModelClass(className)) {
    return err(`the model's class is ${JSON.stringify(className)}, expected Sequential or Functional`);
  }
  if (depth > deepest) return err(`models are nested deeper than ${deepest} levels`);
  const items = layersIn(model);
  if (items === undefined) return err("a model has no list of layers");
  const layers: Item[] = [];
  for (const item of items) {
    const read = itemOf(item);
    if (!read.ok) return read;
    layers.push(read.value);
  }
  return className === sequentialClass
    ? inlinedRow(layers, input, reading, depth)
    : inlinedFunctional(model, layers, input, reading, depth);
}

/** Old Sequential models have the list itself for their config. */
export function layersIn(model: Fields): readonly unknown[] | undefined {
  const { config } = model;
  const list: unknown = Array.isArray(config) ? config : fieldsIn(config)?.["layers"];
  return Array.isArray(list) ? list : undefined;
}

/** A layer or a nested model of a list. */
interface Item {
  readonly name: string;
  readonly className: string;
  readonly fields: Fields;
}

function itemOf(value: unknown): Result<Item, string> {
  const fields = fieldsIn(value);
  const className = fields?.["class_name"];
  if (fields === undefined || typeof className !== "string") return err("a layer has no class_name");
  const name = fieldsIn(fields["config"])?.["name"] ?? fields["name"];
  if (typeof name === "string" && name !== "") return ok({ name, className, fields });
  // Nobody refers to a model in a row, so it needs no name.
  if (isModelClass(className)) return ok({ name: "", className, fields });
  return err(`a layer of class ${className} has no name`);
}

function inlinedRow(
  layers: readonly Item[],
  input: number,
  reading: Reading,
  depth: number,
): Result<number, string> {
  let at = input;
  for (const layer of layers) {
    const next = applied(layer, [at], reading, depth);
    if (!next.ok) return next;
    at = next.value;
  }
  return ok(at);
}

function inlinedFunctional(
  model: Fields,
  layers: readonly Item[],
  input: number,
  reading: Reading,
  depth: number,
): Result<number, string> {
  const config = fieldsIn(model["config"]);
  const start = onlyReference(config?.["input_layers"], "inputs");
  if (!start.ok) return start;
  const end = onlyReference(config?.["output_layers"], "outputs");
  if (!end.ok) return end;
  const outputs = new Map<string, (number | undefined)[]>();
  let waiting: Use[] = [];
  for (const layer of layers) {
    if (outputs.has(layer.name)) return err(`two layers are called ${JSON.stringify(layer.name)}`);
    const uses = usesOf(layer);
    if (!uses.ok) return uses;
    if (uses.value.length > 1 && isModelClass(layer.className)) {
      return err(`the model ${layer.name} is used twice, which is not supported`);
    }
    outputs.set(layer.name, uses.value.length === 0 ? [undefined] : uses.value.map(() => undefined));
    waiting.push(...uses.value);
  }
  const first = layers.find(({ name }) => name === start.value.layer);
  if (first?.className !== "InputLayer")
    return err(`the model's input ${start.value.layer} is no InputLayer`);
  noteShape(first.fields, input, reading);
  outputs.set(first.name, [input]);
  // An index among several uses of a layer counts them; that of an only use counts uses in other models too.
  const outputOf = ({ layer, use }: Reference): number | undefined => {
    const known = outputs.get(layer);
    return known?.length === 1 ? known[0] : known?.[use];
  };
  while (waiting.length > 0) {
    const later: Use[] = [];
    for (const use of waiting) {
      const inputs = use.reads.flatMap((reference) => outputOf(reference) ?? []);
      if (inputs.length < use.reads.length) {
        later.push(use);
        continue;
      }
      const next = applied(use.layer, inputs, reading, depth);
      if (!next.ok) return next;
      outputs.get(use.layer.name)![use.index] = next.value;
    }
    if (later.length === waiting.length) {
      return err(`layer ${later[0]!.layer.name} reads what no layer before it gives`);
    }
    waiting = later;
  }
  const output = outputOf(end.value);
  return output === undefined ? err(`the model's output ${end.value.layer} is no layer of it`) : ok(output);
}

/** Adds one use of a layer; the node that gives its output. */
function applied(
  { name, className, fields }: Item,
  inputs: readonly number[],
  reading: Reading,
  depth: number,
): Result<number, string> {
  const [input = modelInput, ...others] = inputs;
  if (className === "InputLayer") {
    noteShape(fields, input, reading);
    return ok(input);
  }
  if (isModelClass(className)) {
    if (others.length > 0) return err(`the model ${name} takes several inputs, which is not supported`);
    noteShape(fields, input, reading);
    return inlined(fields, input, reading, depth + 1);
  }
  const config = fieldsIn(fields["config"]) ?? {};
  const fault = layerFault(className, name, config);
  if (fault !== undefined) return err(fault);
  if (!isLayerClass(className)) throw new RangeError(`${className} was taken for a layer`);
  const before = reading.layers.get(name);
  if (before !== undefined && before !== fields) return err(`two layers are called ${JSON.stringify(name)}`);
  reading.layers.set(name, fields);
  if (reading.nodes.length >= mostNodes) return err(`there are more than ${mostNodes} layers`);
  noteShape(fields, input, reading);
  reading.nodes.push({ name, className, config, inputs });
  return ok(reading.nodes.length - 1);
}

function noteShape({ config }: Fields, input: number, reading: Reading): void {
  if (input !== modelInput || reading.inputShape !== undefined) return;
  const shape = fieldsIn(config)?.["batch_input_shape"];
  if (!Array.isArray(shape)) return;
  const sides: readonly unknown[] = shape.slice(1);
  if (sides.every((side) => side === null || (Number.isSafeInteger(side) && Number(side) > 0))) {
    reading.inputShape = sides.map((side) => (side === null ? null : Number(side)));
  }
}

/** A layer of a functional model with what it reads in one of its uses. */
interface Use {
  readonly layer: Item;
  readonly index: number;
  readonly reads: readonly Reference[];
}

/** An output, as [layer, use, output, arguments]; a layer has one output. */
interface Reference {
  readonly layer: string;
  readonly use: number;
}

function usesOf(layer: Item): Result<readonly Use[], string> {
  const listed = layer.fields["inbound_nodes"];
  if (!Array.isArray(listed)) return err(`layer ${layer.name} has no list of inbound_nodes`);
  const uses: Use[] = [];
  for (const [index, node] of listed.entries()) {
    const reads = referencesIn(node);
    if (!reads.ok) return err(`layer ${layer.name}: ${reads.error}`);
    if (reads.value.length === 0) return err(`layer ${layer.name} reads nothing`);
    uses.push({ layer, index, reads: reads.value });
  }
  return ok(uses);
}

function onlyReference(listed: unknown, what: string): Result<Reference, string> {
  const references = referencesIn(listed);
  if (!references.ok) return err(`the model's ${what}: ${references.error}`);
  const [only, ...others] = references.value;
  if (only !== undefined && others.length === 0) return ok(only);
  return err(`the model has ${references.value.length} ${what}, expected one`);
}

/** A list of references, or a lone one. */
function referencesIn(listed: unknown): Result<readonly Reference[], string> {
  if (!Array.isArray(listed)) return err("expected a list of layers");
  const list: readonly unknown[] = typeof listed[0] === "string" ? [listed] : listed;
  const references: Reference[] = [];
  for (const item of list) {
    const parts: readonly unknown[] = Array.isArray(item) ? item : [];
    const [layer, use, output, given] = parts;
    if (typeof layer !== "string" || typeof use !== "number" || typeof output !== "number") {
      return err("expected references of the form [layer, 0, 0]");
    }
    if (output !== 0) return err(`it reads output ${output} of ${layer}, and a layer has only the first`);
    const odd = Object.entries(fieldsIn(given) ?? {}).find(
      ([key, value]) => key !== "training" && value !== null,
    );
    if (odd !== undefined) return err(`it is called with the argument ${odd[0]}, which is not supported`);
    references.push({ layer, use });
  }
  return ok(references);
}

/** The nodes on which `output` depends, renumbered; it is the last. */
function endingIn(output: number, nodes: readonly LayerNode[]): readonly LayerNode[] {
  const needed = new Set([output]);
  for (let index = output; index >= 0; index--) {
    if (needed.has(index)) for (const input of nodes[index]!.inputs) needed.add(input);
  }
  const kept = [...nodes.keys()].filter((index) => needed.has(index));
  const renumbered = new Map(kept.map((index, place) => [index, place]));
  return kept.map((index) => {
    const node = nodes[index]!;
    return { ...node, inputs: node.inputs.map((input) => renumbered.get(input) ?? modelInput) };
  });
}
