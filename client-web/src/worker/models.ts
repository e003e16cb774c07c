import { mergeModel, trainableLayout } from "@tributary/core/model";
import type { BlobCache, Connection, TaskOffer } from "@tributary/core/participant";
import type { Primitives } from "@tributary/core/identity";
import { UserError, concat, isDigest, toHex } from "@tributary/core/support";
import type { Digest } from "@tributary/core/support";
import { baseLimits, decodeSafetensors, flatten } from "@tributary/core/tensor";
import type { SafetensorsFile } from "@tributary/core/tensor";
import type { KeptStore, WholeModel } from "@tributary/training/web";

export interface ModelSources {
  readonly offer: TaskOffer;
  readonly connection: Connection;
  readonly blobs: BlobCache;
  readonly kept: KeptStore;
  readonly primitives: Primitives;
}

/** As many receipts as a coordinator gives at once. */
const receiptsAtOnce = 100;

/**
 * The task's model, whole: the one that it began with, or the newest that was committed, with this client's own part of
 * it where the plan keeps one.
 * @throws UserError if there is none yet
 */
export async function wholeModel(
  which: "base" | "latest",
  { offer, connection, blobs, kept, primitives }: ModelSources,
): Promise<WholeModel> {
  const { plan, task, planDigest } = offer;

  async function fileOf(digest: Digest): Promise<SafetensorsFile> {
    const isWhole = (bytes: Uint8Array): boolean => toHex(primitives.sha256(bytes)) === digest;
    let bytes = await blobs.get(digest);
    if (bytes === undefined || !isWhole(bytes)) {
      const pieces: Uint8Array[] = [];
      for await (const piece of connection.download(task, digest, 0)) pieces.push(piece);
      bytes = concat(...pieces);
      if (!isWhole(bytes))
        throw new UserError(`The coordinator's bytes for blob ${digest} have another digest.`);
      await blobs.put(digest, bytes);
    }
    const file = decodeSafetensors(bytes, baseLimits);
    if (!file.ok) throw new UserError(`The coordinator's blob ${digest} is not a model: ${file.error}.`);
    return file.value;
  }

  const digest = await digestOf(which, offer, connection);
  if (digest === undefined) {
    throw new UserError("No round of this task has been committed yet; try again when the first one is.");
  }
  const trained = await fileOf(digest);
  const baseDigest = trained.metadata.get("base") ?? "";
  if (!isDigest(baseDigest)) throw new UserError(`The coordinator's model ${digest} does not name its base.`);
  const base = await fileOf(baseDigest);
  const own = which === "latest" ? await kept.load(planDigest) : undefined;
  const tensors = mergeModel(plan, base.arrays, flatten(trainableLayout(plan), trained.arrays), own);
  return { tensors, assets: base.metadata };
}

/** Receipts are signed, and each names the model that came in and the one that went out. */
async function digestOf(
  which: "base" | "latest",
  { task }: TaskOffer,
  connection: Connection,
): Promise<Digest | undefined> {
  if (which === "base") return (await connection.getReceipts(task, 1, 1))[0]?.modelIn;
  let newest: Digest | undefined;
  for (let from = 1; ; from += receiptsAtOnce) {
    const receipts = await connection.getReceipts(task, from, receiptsAtOnce);
    newest = receipts.at(-1)?.modelOut ?? newest;
    if (receipts.length < receiptsAtOnce) return newest;
  }
}
