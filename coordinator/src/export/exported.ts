import { mergeModel, trainableLayout } from "@tributary/core/model";
import { unflatten } from "@tributary/core/tensor";

import type { CardFacts } from "./card/card-facts.ts";
import { modelCard } from "./card/model-card.ts";
import type { WeightsDtype } from "./hugging-face-config.ts";
import { layersFolder } from "./layers-folder.ts";
import { mergedFolder } from "./merged-folder.ts";
import { peftFolder } from "./peft-folder.ts";
import type { ExportedFiles, TrainedModel } from "./trained-model.ts";
import { weightsFile } from "./weights-file.ts";

/**
 * One safetensors file: the whole model with all that came with its base, or the trained tensors alone.
 * @param dtype default: F32
 * @throws UserError if a value has no place in F16
 */
export function exportedFile(
  model: TrainedModel,
  adapter: boolean,
  dtype: WeightsDtype = "F32",
): Iterable<Uint8Array> {
  const { plan, base, vector } = model;
  if (adapter) return weightsFile(model, unflatten(trainableLayout(plan), vector), dtype);
  return weightsFile(model, mergeModel(plan, base.tensors, vector), dtype, { assets: base.assets });
}

/**
 * The files of a folder, with a model card.
 * @param dtype of a merged model
 * @throws UserError in one sentence that ends in another format, if this one has nothing for such a model
 */
export function exportedFolder(facts: CardFacts, dtype: WeightsDtype | undefined): ExportedFiles {
  const { format, model } = facts;
  const card = modelCard(facts);
  switch (format) {
    case "peft":
      return peftFolder(model, card);
    case "merged":
      return mergedFolder(model, card, dtype);
    case "tfjs":
      return layersFolder(model, card);
    default:
      return format satisfies never;
  }
}
