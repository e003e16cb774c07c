import { carriedAssets } from "@tributary/core/checkpoint";
import { trainableLayout } from "@tributary/core/model";
import { decodePlan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import type { BlobFolder } from "@tributary/node-platform";

import { loadFile, loadPayload, loadVector } from "../blobs/index.ts";
import type { BegunTask, ChosenModel } from "./chosen-model.ts";
import { hubNameOf } from "./hugging-face-config.ts";
import type { TrainedModel } from "./trained-model.ts";

/**
 * Reads a model of a task, and all that it was made from.
 * @param baseName where others find the base; default: what its own texts say
 * @throws UserError, StorageError, UnusableBlob
 */
export async function loadTrained(
  blobs: BlobFolder,
  task: BegunTask,
  { round, model }: ChosenModel,
  baseName?: string,
): Promise<TrainedModel> {
  const plan = decodePlan(await loadPayload(blobs, "plan", task.plan));
  if (!plan.ok) throw new UserError(`The plan of task ${task.task} cannot be read: ${plan.error}.`);
  const { arrays, metadata } = await loadFile(blobs, task.base);
  const assets = carriedAssets(metadata);
  return {
    plan: plan.value,
    round,
    base: {
      digest: task.base,
      tensors: arrays,
      assets,
      licence: metadata.get("tributary.licence"),
      hubName: baseName ?? hubNameOf(assets),
    },
    vector: await loadVector(blobs, model.master, trainableLayout(plan.value)),
  };
}
