import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import { endingOf } from "./ending.ts";
import type { Ending } from "./ending.ts";
import { fieldsIn } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { graphOf, isModelClass, layersIn, modelIn } from "./graph.ts";
import type { LayersGraph } from "./graph.ts";
import { stagesOf } from "./stages.ts";
import type { GraphStage } from "./stages.ts";

/** A layers model that classifies, as far as its model.json says. */
export interface LayersTopology {
  readonly graph: LayersGraph;
  readonly ending: Ending;
  readonly stages: readonly GraphStage[];
}

/** Reads a model.json; its weights do not matter. The refusal is a sentence that ends in what to do. */
export function readTopology(topology: string): Result<LayersTopology, string> {
  const root = rootOf(topology);
  if (!root.ok) return root;
  const graph = graphOf(root.value);
  if (!graph.ok) return err(`model.json: ${graph.error}`);
  const ending = endingOf(graph.value);
  if (!ending.ok) return err(`model.json: ${ending.error}`);
  return ok({ graph: graph.value, ending: ending.value, stages: stagesOf(graph.value, ending.value.head) });
}

function rootOf(topology: string): Result<Fields, string> {
  let value: unknown;
  try {
    value = JSON.parse(topology);
  } catch {
    return err("model.json: it is not JSON");
  }
  const root = fieldsIn(fieldsIn(value)?.["modelTopology"]);
  if (root === undefined) return err("model.json: modelTopology: expected a map, got nothing");
  const version = root["keras_version"];
  if (typeof version === "string" && version.startsWith("3")) {
    // The place of Keras 3: its configs need translating (batch_shape, DTypePolicy, inbound_nodes) before TF.js reads them.
    return err(
      `model.json was made by Keras ${version}, which is not read yet; save the model with Keras 2 ` +
        "(TF_USE_LEGACY_KERAS=1) and convert it again",
    );
  }
  return ok(root);
}

/** The outputs that a model has for so many labels: one sigmoid tells two apart. */
export function outputsFor(activation: Ending["activation"], labels: number): number {
  return activation === "sigmoid" && labels === 2 ? 1 : labels;
}

/**
 * A model.json whose head has so many outputs; the text as it is if it has them already. A new head in the place of one
 * sigmoid ends in softmax.
 * @throws RangeError unless readTopology reads it
 */
export function withOutputs(topology: string, outputs: number): string {
  const network = readTopology(topology);
  if (!network.ok) throw new RangeError(network.error);
  const { graph, ending } = network.value;
  if (ending.units === outputs) return topology;
  const tail = graph.nodes.slice(ending.head);
  const changes = new Map(
    tail.map(({ name, config }, index): [string, Fields] => {
      const activated = ending.head + index === ending.activated && ending.activation === "sigmoid";
      return [
        name,
        {
          ...("units" in config && { units: outputs }),
          ...("filters" in config && { filters: outputs }),
          ...(Array.isArray(config["target_shape"]) && {
            target_shape: withLast(config["target_shape"], ending.units, outputs),
          }),
          ...(activated && { activation: "softmax" }),
        },
      ];
    }),
  );
  const whole = fieldsIn(JSON.parse(topology)) ?? {};
  const root = fieldsIn(whole["modelTopology"]) ?? {};
  const model = changed(modelIn(root), changes);
  const modelTopology =
    fieldsIn(root["model_config"]) === undefined ? model : { ...root, model_config: model };
  return JSON.stringify({ ...whole, modelTopology });
}

function withLast(shape: readonly unknown[], before: number, after: number): readonly unknown[] {
  return shape.at(-1) === before ? [...shape.slice(0, -1), after] : shape;
}

/** A model with other fields in the configs of some layers. */
function changed(model: Fields, changes: ReadonlyMap<string, Fields>): Fields {
  const layers = (layersIn(model) ?? []).map((item): unknown => {
    const layer = fieldsIn(item) ?? {};
    if (isModelClass(layer["class_name"])) return changed(layer, changes);
    const config = fieldsIn(layer["config"]) ?? {};
    const change = changes.get(String(config["name"] ?? layer["name"]));
    return change === undefined ? layer : { ...layer, config: { ...config, ...change } };
  });
  const config = fieldsIn(model["config"]);
  return { ...model, config: config === undefined ? layers : { ...config, layers } };
}
