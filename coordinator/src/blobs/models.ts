import type { Plan } from "@tributary/core/plan";
import type { Digest, TaskId } from "@tributary/core/support";
import type { Layout, NamedArrays, SafetensorsFile } from "@tributary/core/tensor";
import {
  decodeSafetensors,
  readHeader,
  safetensorsPieces,
  trustedLimits,
  unflatten,
} from "@tributary/core/tensor";
import type { BlobFolder, StoredBlob } from "@tributary/node-platform";

import type { ModelRef } from "../round/index.ts";
import { UnusableBlob } from "./unusable-blob.ts";

/** What the metadata of a model's file say: from what it was made. */
export interface ModelOrigin {
  readonly task: TaskId;
  readonly base: Digest;
  readonly plan: Digest;
  /** The round that made it; 0: the model that the task began with. */
  readonly round: number;
}

/**
 * Stores a model's trainable tensors: the F32 master and, where the plan publishes F16, the file that clients
 * download. Both are on disk once this resolves.
 * @throws StorageError
 * @throws RangeError if a value has no F16 and the plan publishes F16
 */
export async function storeModel(
  blobs: BlobFolder,
  layout: Layout,
  vector: Float32Array,
  precision: Plan["precision"],
  origin: ModelOrigin,
): Promise<ModelRef> {
  const arrays = unflatten(layout, vector);
  const master = await storeTensors(blobs, arrays, "F32", origin);
  const published = precision === "F32" ? master : await storeTensors(blobs, arrays, "F16", origin);
  return { digest: published.digest, sizeBytes: published.sizeBytes, master: master.digest };
}

function storeTensors(
  blobs: BlobFolder,
  arrays: NamedArrays,
  dtype: "F32" | "F16",
  { task, base, plan, round }: ModelOrigin,
): Promise<StoredBlob> {
  const metadata = { format: "pt", task, base, plan, round: String(round) };
  return blobs.put(safetensorsPieces(arrays, { dtype, metadata }));
}

/** The named tensors of a stored model. @throws UnusableBlob if it is gone or cannot be read */
export async function loadTensors(blobs: BlobFolder, digest: Digest): Promise<NamedArrays> {
  return (await loadFile(blobs, digest)).arrays;
}

/** The same with the file's metadata, which in a base are the texts that came with it. */
export async function loadFile(blobs: BlobFolder, digest: Digest): Promise<SafetensorsFile> {
  const bytes = await blobs.get(digest);
  if (bytes === undefined) throw new UnusableBlob("model", blobs, digest);
  const file = decodeSafetensors(bytes, trustedLimits);
  if (!file.ok) throw misfit(blobs, digest, file.error);
  return file.value;
}

/** Bytes that are read at once. */
const pieceBytes = 1 << 20;

/**
 * The flat vector of an F32 model that storeModel stored, read into place so that it is in memory once.
 * @throws UnusableBlob if the blob is gone or is not what storeModel writes
 */
export async function loadVector(blobs: BlobFolder, digest: Digest, layout: Layout): Promise<Float32Array> {
  const dataOffset = await offsetOfData(blobs, digest, layout);
  const vector = new Float32Array(layout.size);
  // The file's tensors are sorted by name, the vector's lie in the layout's order.
  const targets = dataOffset.map(({ name, offset, sizeBytes }) => {
    const entry = layout.entries.find((candidate) => candidate.name === name);
    if (entry === undefined || 4 * entry.size !== sizeBytes) throw misfit(blobs, digest, `tensor ${name}`);
    return { offset, bytes: new Uint8Array(vector.buffer, 4 * entry.offset, sizeBytes) };
  });
  for (const { offset, bytes } of targets) await readInto(blobs, digest, offset, bytes);
  return vector;
}

async function offsetOfData(blobs: BlobFolder, digest: Digest, layout: Layout) {
  let prefix = new Uint8Array(8);
  for (;;) {
    await readInto(blobs, digest, 0, prefix);
    const progress = readHeader(prefix, trustedLimits);
    if (!progress.ok) throw misfit(blobs, digest, progress.error);
    if (!progress.value.complete) {
      prefix = new Uint8Array(progress.value.neededBytes);
      continue;
    }
    const { tensors } = progress.value.header;
    if (tensors.size !== layout.entries.length) throw misfit(blobs, digest, `${tensors.size} tensors`);
    return [...tensors].map(([name, { dtype, offset, sizeBytes }]) => {
      if (dtype !== "F32") throw misfit(blobs, digest, `dtype ${dtype}`);
      return { name, offset, sizeBytes };
    });
  }
}

async function readInto(
  blobs: BlobFolder,
  digest: Digest,
  offset: number,
  target: Uint8Array,
): Promise<void> {
  const pieces = await blobs.read(digest, offset, Math.max(1, Math.min(pieceBytes, target.length)));
  if (pieces === undefined) throw new UnusableBlob("model", blobs, digest);
  let filled = 0;
  for await (const piece of pieces) {
    const wanted = piece.subarray(0, target.length - filled);
    target.set(wanted, filled);
    filled += wanted.length;
    if (filled === target.length) return;
  }
  if (filled < target.length) throw misfit(blobs, digest, "fewer bytes than its header says");
}

function misfit(blobs: BlobFolder, digest: Digest, what: string): UnusableBlob {
  return new UnusableBlob("model", blobs, digest, `cannot be used (${what})`);
}
