import { access, cp } from "node:fs/promises";
import { join } from "node:path";

import { utf8 } from "@tributary/core/support";
import { sha256Digest } from "@tributary/core/tensor";
import { storageError, writeModelFolder } from "@tributary/node-platform";

import { pretrain } from "./pretraining.ts";
import type { Pretraining } from "./pretraining.ts";

/** Counts the changes of what pretrain makes of the same recipe and texts. */
const release = 1;

/**
 * Puts the base model into its folder, trained now or, where the same recipe was followed with the same texts before, taken
 * from the cache. Answers whether it was trained. @throws StorageError; the signal's reason
 */
export async function makeBaseModel(
  pretraining: Pretraining,
  { cache, folder }: { readonly cache: string; readonly folder: string },
): Promise<boolean> {
  const { engine, recipe, texts } = pretraining;
  const key = sha256Digest(utf8(JSON.stringify([release, engine.name, recipe, texts])));
  const kept = join(cache, `base-${key.slice(0, 16)}`);
  const known = await exists(kept);
  if (!known) await writeModelFolder(kept, await pretrain(pretraining));
  try {
    await cp(kept, folder, { recursive: true });
  } catch (error) {
    throw storageError(error, "copy the base model to", folder);
  }
  return !known;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
