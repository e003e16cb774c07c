import { modelInput } from "@tributary/core/model";
import type { LayerNode } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";
import type { TensorFlow } from "../engine/index.ts";
import { makeLayer } from "./layer-makers.ts";
import { plannedLayers } from "./planned-layers.ts";
import type { LayersPlan } from "./planned-layers.ts";

/** A layer of a model with the shapes, of one example, of what it reads and makes. */
export interface LayerUse extends Pick<LayerNode, "name" | "className" | "config"> {
  readonly inputs: readonly (readonly number[])[];
  readonly output: readonly number[];
}

/** Stage by stage, the head last. */
export type LayerUses = readonly (readonly LayerUse[])[];

/**
 * The layers of a plan's base, with shapes as TF.js's layers say them: nothing is computed, and no weight is made.
 * @throws UserError if model.json is not the plan's, or TF.js finds something wrong with it
 */
export function layerUses(tf: TensorFlow, plan: LayersPlan, assets: ReadonlyMap<string, string>): LayerUses {
  const { graph, inputShape, stages } = plannedLayers(plan, assets);
  const uses: LayerUse[] = [];
  try {
    for (const node of graph.nodes) {
      const inputs = node.inputs.map((from) => (from === modelInput ? inputShape : uses[from]!.output));
      uses.push({ ...node, inputs, output: outputOf(tf, node, inputs) });
    }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new UserError(`model.json cannot be computed by TF.js: ${what}`, { cause: error });
  }
  return stages.map((stage) => stage.map((index) => uses[index]!));
}

function outputOf(
  tf: TensorFlow,
  node: LayerNode,
  inputs: readonly (readonly number[])[],
): readonly number[] {
  const batches = inputs.map((shape) => [null, ...shape]);
  const [only = [], ...more] = batches;
  const output = makeLayer(tf, node).computeOutputShape(more.length === 0 ? only : batches);
  return output.slice(1).map((side) => {
    if (typeof side === "number") return side;
    throw new Error(`the output of layer ${node.name} has no shape of its own`);
  });
}
