import { outputsFor, readTopology, shapeFor, topologyProblem, withOutputs } from "@tributary/core/model";
import type { FamilyPlan, LayersTopology } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";

export type LayersPlan = FamilyPlan & {
  readonly model: Extract<FamilyPlan["model"], { family: "layers" }>;
};

/** A model.json as a plan trains it. */
export interface PlannedLayers extends LayersTopology {
  /** Of one example, as the first layer reads it. */
  readonly inputShape: readonly number[];
  /** Of the head, for the plan's labels. */
  readonly outputs: number;
}

/**
 * The layers of a plan's base, with as many outputs as its labels need.
 * @param assets what came with the base: its model.json
 * @throws UserError if that is not the plan's; RangeError if the network does not read the plan's input
 */
export function plannedLayers(
  { model, input, labels }: LayersPlan,
  assets: ReadonlyMap<string, string>,
): PlannedLayers {
  const inputShape = shapeFor(model.inputShape, input);
  if (inputShape === undefined) throw new RangeError("the network does not read the plan's input");
  const text = assets.get("model.json");
  const problem = topologyProblem(model, text);
  if (text === undefined || problem !== undefined)
    throw new UserError(`the base model does not fit its plan: ${problem}`);
  const outputs = outputsFor(model.activation, labels.length);
  const network = readTopology(withOutputs(text, outputs));
  if (!network.ok) throw new UserError(`the base model does not fit its plan: ${network.error}`);
  return { ...network.value, inputShape, outputs };
}
