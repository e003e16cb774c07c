import { writeLayersModel } from "@tributary/core/checkpoint";
import { asLayers, isSmallNetwork, mergeModel } from "@tributary/core/model";
import { UserError, canonicalJson } from "@tributary/core/support";

import type { ExportedFiles, FileContents, TrainedModel } from "./trained-model.ts";

/** A folder that tf.loadLayersModel loads; the outputs are logits. @throws UserError if the model cannot be said in layers */
export function layersFolder({ plan, base, vector }: TrainedModel, card: string): ExportedFiles {
  if (!isSmallNetwork(plan)) {
    throw new UserError(
      `Task ${plan.task} trains a ${plan.model.family}, for which TF.js has no layers; export with --format merged.`,
    );
  }
  const metadata = { labels: plan.labels, "tributary.plan": canonicalJson(plan) };
  const { topology, arrays } = asLayers(plan, mergeModel(plan, base.tensors, vector), metadata);
  const { "model.json": json, ...weights } = writeLayersModel(topology, arrays);
  return new Map<string, FileContents>([
    ["README.md", card],
    ["model.json", json],
    ...Object.entries(weights).map(([name, bytes]) => [name, [bytes]] as const),
  ]);
}
