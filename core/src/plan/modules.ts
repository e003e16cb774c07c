import { architectureProblem, modelTensors } from "../model/families.ts";
import type { ModelPlan } from "../model/families.ts";
import { elementCount } from "../tensor/index.ts";

/** A layer that has a weight: what tuning methods name. */
export interface PlanModule {
  readonly name: string;
  /** Columns of its weight as a matrix; for a convolution input channels x kernel height x kernel width. */
  readonly inputs: number;
  /** Rows of its weight: output channels or units. */
  readonly outputs: number;
}

/** The network's layers from input to head; empty if it cannot read the input. */
export function planModules(plan: ModelPlan): readonly PlanModule[] {
  if (architectureProblem(plan) !== undefined) return [];
  return modelTensors(plan)
    .filter(({ kind }) => kind !== "bias")
    .map(({ module, shape }) => {
      const outputs = shape[0] ?? 1;
      return { name: module, inputs: elementCount(shape) / outputs, outputs };
    });
}
