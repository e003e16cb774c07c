import type { Plan } from "./schema.ts";

/** A layer that has a weight: what tuning methods name. */
export interface PlanModule {
  readonly name: string;
  /** Columns of its weight as a matrix; for a convolution input channels x kernel height x kernel width. */
  readonly inputs: number;
  /** Rows of its weight: output channels or units. */
  readonly outputs: number;
}

/** The network's layers from input to head (core/src/model has their tensors); empty if it cannot read the input. */
export function planModules({
  model,
  input,
  labels,
}: Pick<Plan, "model" | "input" | "labels">): readonly PlanModule[] {
  const modules: PlanModule[] = [];
  const layer = (name: string, inputs: number, outputs: number): number => {
    modules.push({ name, inputs, outputs });
    return outputs;
  };
  let width: number;
  if (model.family === "image-cnn") {
    if (input.kind !== "image") return [];
    let channels: number = input.channels;
    for (const [index, filters] of model.filters.entries()) {
      layer(`conv${index + 1}`, channels * 9, filters);
      channels = filters;
    }
    const pooled = (side: number): number => Math.floor(side / 2 ** model.filters.length);
    width = layer("fc1", pooled(input.width) * pooled(input.height) * channels, model.hidden);
  } else {
    width = input.kind === "image" ? input.width * input.height * input.channels : input.size;
    for (const [index, units] of model.hidden.entries()) width = layer(`fc${index + 1}`, width, units);
  }
  layer("head", width, labels.length);
  return modules;
}
