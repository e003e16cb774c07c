import { err, ok } from "../../support/index.ts";
import type { Result } from "../../support/index.ts";
import type { LayerNode, LayersGraph } from "./graph.ts";
import { layerRoles, passThrough, reshaping } from "./layer-classes.ts";
import type { LayerClass } from "./layer-classes.ts";

/** How a classifier ends. */
export interface Ending {
  /** The node of the last layer that computes with weights; it and what follows are the head. */
  readonly head: number;
  /** Its outputs. */
  readonly units: number;
  /** What makes probabilities of them: `none` where they are logits as they come. */
  readonly activation: "softmax" | "sigmoid" | "none";
  /** The node that does so. */
  readonly activated: number | undefined;
}

/** Layers that may follow the head's, since its outputs stay one apiece. */
const following: ReadonlySet<LayerClass> = new Set([
  ...passThrough,
  ...reshaping,
  "Activation",
  "Softmax",
  "ReLU",
  "LeakyReLU",
  "BatchNormalization",
  "AveragePooling1D",
  "AveragePooling2D",
  "MaxPooling1D",
  "MaxPooling2D",
  "GlobalAveragePooling1D",
  "GlobalAveragePooling2D",
  "GlobalMaxPooling1D",
  "GlobalMaxPooling2D",
]);

const probabilities: ReadonlySet<unknown> = new Set(["softmax", "log_softmax", "sigmoid"]);

const expected = "expected a Dense or Conv2D layer with one output a label, and softmax";

/** The end of a graph that classifies. The error is a clause. */
export function endingOf({ nodes }: LayersGraph): Result<Ending, string> {
  const head = nodes.findLastIndex(({ className }) => layerRoles[className] === "kernel");
  const layer = nodes[head];
  if (layer === undefined) return err(`no layer of the model has weights; ${expected}`);
  const units = unitsOf(layer);
  if (units === undefined) return err(`${who(layer)} is the last that computes with weights; ${expected}`);
  for (const [index, node] of nodes.entries()) {
    if (index <= head) continue;
    const after = node.inputs.length === 1 && node.inputs[0] === index - 1;
    if (!after || !following.has(node.className)) {
      return err(`${who(node)} follows ${who(layer)}, the last that computes with weights; ${expected}`);
    }
  }
  const activated = nodes.findLastIndex(
    ({ className }, index) => index === head || !(passThrough.has(className) || reshaping.has(className)),
  );
  const early = nodes.findIndex(
    (node, index) => index >= head && index < activated && probabilities.has(activationOf(node)),
  );
  if (early >= 0) {
    return err(`${who(nodes[activated]!)} follows the probabilities of ${who(nodes[early]!)}; ${expected}`);
  }
  const activation = activationOf(nodes[activated]!);
  switch (activation) {
    case "softmax":
    case "log_softmax":
      return ok({ head, units, activation: "softmax", activated });
    case "sigmoid":
      if (units === 1) return ok({ head, units, activation, activated });
      return err(
        `the model ends in sigmoid with ${units} outputs, several of which may be true at once; ${expected}`,
      );
    case undefined:
    case null:
    case "linear":
      return ok({ head, units, activation: "none", activated: undefined });
    default:
      return err(`the model ends in ${JSON.stringify(activation)}; ${expected}`);
  }
}

function unitsOf({ className, config }: LayerNode): number | undefined {
  const units =
    className === "Dense" ? config["units"] : className === "Conv2D" ? config["filters"] : undefined;
  return typeof units === "number" && Number.isSafeInteger(units) && units > 0 ? units : undefined;
}

function activationOf({ className, config }: LayerNode): unknown {
  switch (className) {
    case "Softmax":
      // Over which axis, a trainer sees when it builds the layers.
      return "softmax";
    case "ReLU":
    case "LeakyReLU":
      return className;
    default:
      return config["activation"];
  }
}

function who({ name, className }: LayerNode): string {
  return `layer ${name} (class ${className})`;
}
