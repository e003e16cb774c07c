import { mergeModel, modelTensors, transformersModelOf } from "@tributary/core/model";
import type { FamilyPlan } from "@tributary/core/model";

import { dtypeOfConfig, huggingFaceConfig } from "./hugging-face-config.ts";
import type { WeightsDtype } from "./hugging-face-config.ts";
import type { ExportedFiles, FileContents, TrainedModel } from "./trained-model.ts";
import { weightsFile } from "./weights-file.ts";

/** A topology of TF.js's describes the base, and not this folder: it goes into the header of the weights. */
const topologyName = "model.json";
const notCopied = ["config.json", topologyName];

/**
 * A folder with the whole model, as Hugging Face's transformers loads it if they have such a model: config.json for
 * this task's labels, everything else of the base's folder as it was.
 * @param dtype undefined: what the base was stored in if that was 16 bits, else the plan's precision
 * @throws UserError if the base's config.json is broken or a value has no place in F16
 */
export function mergedFolder(
  model: TrainedModel,
  card: string,
  dtype: WeightsDtype | undefined,
): ExportedFiles {
  const { plan, base, vector } = model;
  const known = transformersModelOf(plan);
  const config = base.assets.get("config.json");
  const original = known === undefined ? undefined : dtypeOfConfig(config);
  const stored = dtype ?? (original === undefined || original === "F32" ? plan.precision : original);
  const besides = {
    assets: new Map([...base.assets].filter(([name]) => name === topologyName)),
    counts: batchCounts(plan),
  };
  return new Map<string, FileContents>([
    ["README.md", card],
    ...[...base.assets].filter(([name]) => !notCopied.includes(name)),
    ...(known === undefined
      ? []
      : ([["config.json", huggingFaceConfig(plan, known, config, stored)]] as const)),
    ["model.safetensors", weightsFile(model, mergeModel(plan, base.tensors, vector), stored, besides)],
  ]);
}

/** Batches that each of PyTorch's normalisations has seen: without this buffer of theirs loaders warn. */
function batchCounts(plan: FamilyPlan): Readonly<Record<string, number>> {
  const modules = modelTensors(plan).flatMap(({ name, module }) =>
    name === `${module}.running_mean` ? [module] : [],
  );
  return Object.fromEntries(modules.map((module) => [`${module}.num_batches_tracked`, 0]));
}
