import { layersModelFiles, writeLayersModel } from "@tributary/core/checkpoint";
import type { LayersModelFiles } from "@tributary/core/checkpoint";
import { asLayers, isSmallNetwork, mergeModel } from "@tributary/core/model";
import { UserError, canonicalJson } from "@tributary/core/support";

import type { ExportedFiles, FileContents, TrainedModel } from "./trained-model.ts";

/**
 * A folder that tf.loadLayersModel loads; the outputs are logits, or what they are of the base if that was such a folder.
 * @throws UserError if the model cannot be said in layers
 */
export function layersFolder({ plan, base, vector }: TrainedModel, card: string): ExportedFiles {
  const { "model.json": json, ...weights } = layersFiles(plan, base, vector);
  return new Map<string, FileContents>([
    ["README.md", card],
    ["model.json", json],
    ...Object.entries(weights).map(([name, bytes]) => [name, [bytes]] as const),
  ]);
}

function layersFiles(
  plan: TrainedModel["plan"],
  base: TrainedModel["base"],
  vector: Float32Array,
): LayersModelFiles {
  const metadata = { labels: plan.labels, "tributary.plan": canonicalJson(plan) };
  const merged = mergeModel(plan, base.tensors, vector);
  if (plan.model.family === "layers") return layersModelFiles(plan, base.assets, merged, metadata);
  if (!isSmallNetwork(plan)) {
    throw new UserError(
      `Task ${plan.task} trains a ${plan.model.family}, for which TF.js has no layers; export with --format merged.`,
    );
  }
  const { topology, arrays } = asLayers(plan, merged, metadata);
  return writeLayersModel(topology, arrays);
}
