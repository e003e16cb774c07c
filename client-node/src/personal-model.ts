import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

import { carriedAssets } from "@tributary/core/checkpoint";
import { keptTrainables, mergeModel, trainableLayout } from "@tributary/core/model";
import type { BlobRef, TaskOffer } from "@tributary/core/participant";
import { UserError, canonicalJson, isDigest } from "@tributary/core/support";
import { baseLimits, decodeSafetensors, flatten, safetensorsPieces } from "@tributary/core/tensor";
import type { SafetensorsFile } from "@tributary/core/tensor";
import { storageError, writeFileDurably } from "@tributary/node-platform";
import type { KeptStore } from "@tributary/training";

import type { BlobCacheFolder } from "./store/blob-cache.ts";

export interface PersonalParts {
  readonly offer: TaskOffer;
  /** The task's best model: what travelled. */
  readonly model: BlobRef;
  readonly blobs: BlobCacheFolder;
  readonly kept: KeptStore;
}

/**
 * Writes the model that is this client's alone, whole and as exported models are: the base, the task's best model, and what
 * this client kept to itself, as its last training left it. The answer is false, and nothing is written, where the plan
 * keeps nothing, where this client trained nothing, and (`warn` is told) where its cache has lost a part.
 * @throws UserError if the disk fails
 */
export async function writePersonalModel(
  path: string,
  { offer, model, blobs, kept }: PersonalParts,
  warn: (message: string) => void,
): Promise<boolean> {
  const { plan, planDigest, task } = offer;
  if (keptTrainables(plan).length === 0) return false;
  const own = await kept.load(planDigest);
  if (own === undefined) return false;
  const shared = await cached(blobs, model.digest);
  const baseDigest = shared?.metadata.get("base") ?? "";
  const base = isDigest(baseDigest) ? await cached(blobs, baseDigest) : undefined;
  if (shared === undefined || base === undefined) {
    const what = shared === undefined ? "the best model" : "the base model";
    warn(
      `Your own model was not written: the cache no longer holds ${what} of task ${task}; ` +
        "take part again, with room for it (cacheLimitBytes).",
    );
    return false;
  }
  const arrays = mergeModel(plan, base.arrays, flatten(trainableLayout(plan), shared.arrays), own);
  const metadata = {
    ...Object.fromEntries(carriedAssets(base.metadata)),
    format: "pt",
    task,
    round: shared.metadata.get("round") ?? "",
    base: baseDigest,
    "tributary.plan": canonicalJson(plan),
  };
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileDurably(path, safetensorsPieces(arrays, { dtype: "F32", metadata }), 0o600);
  } catch (error) {
    throw new UserError(storageError(error, "write", path).message);
  }
  return true;
}

async function cached(
  blobs: BlobCacheFolder,
  digest: BlobRef["digest"],
): Promise<SafetensorsFile | undefined> {
  const bytes = await blobs.get(digest);
  const file = bytes && decodeSafetensors(bytes, baseLimits);
  return file?.ok === true ? file.value : undefined;
}
