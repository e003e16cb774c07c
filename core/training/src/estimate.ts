import type { FamilyPlan } from "@tributary/core/model";
import type { Batch } from "./batches/index.ts";

/** Bytes of intermediates beyond which training goes through a network block by block. */
const mostTapeBytes = 2 ** 28;

/** Whether one tape over all of a batch's intermediates would take so much memory that computing them twice is better. */
export function keepsTooMuch({ model }: FamilyPlan, batch: Batch): boolean {
  if (batch.kind !== "tokens") return false;
  const tokens = batch.count * batch.length;
  const [layers, width, inner, heads] = sizesOf(model);
  // Per block: about twelve states as wide as the model, two as wide as its inner layer, and the attention's scores.
  return 4 * layers * tokens * (12 * width + 2 * inner + 2 * heads * batch.length) > mostTapeBytes;
}

function sizesOf(model: FamilyPlan["model"]): readonly [number, number, number, number] {
  switch (model.family) {
    case "bert":
      return [model.numHiddenLayers, model.hiddenSize, model.intermediateSize, model.numAttentionHeads];
    case "distilbert":
      return [model.nLayers, model.dim, model.hiddenDim, model.nHeads];
    case "gpt2":
      return [model.nLayer, model.nEmbd, model.nInner, model.nHead];
    default:
      return [0, 0, 0, 0];
  }
}
