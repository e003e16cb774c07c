import { open } from "node:fs/promises";

import type { Primitives } from "@tributary/core/identity";
import type { RingProfile, RingSum } from "@tributary/core/ring";
import { packedBytes } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import type { Digest, Result } from "@tributary/core/support";
import { err, ok, toHex } from "@tributary/core/support";
import { storageError } from "@tributary/node-platform";

// A masked vector is read twice, block by block: to hash it, and, once its acceptance is recorded, to add it. So no
// vector is in memory whole.

/** Coordinates that are read at once: at most 1 MiB. */
const integersAtOnce = 2 ** 18;

export interface MaskedShape {
  readonly coordinates: number;
  readonly profile: RingProfile;
  readonly metaWords: number;
}

/** Bytes that a block takes. */
export function blockBytes({ profile }: MaskedShape): number {
  return integersAtOnce * packedBytes(profile);
}

/**
 * The meta words of a masked vector that has the size that it must have and the digest that was signed.
 * @param block memory for what is read at once
 * @throws StorageError
 */
export async function checkMaskedFile(
  path: string,
  digest: Digest,
  shape: MaskedShape,
  block: Uint8Array,
  primitives: Primitives,
): Promise<Result<Uint32Array, Refusal>> {
  const metaAt = shape.coordinates * packedBytes(shape.profile);
  const meta = new Uint8Array(4 * shape.metaWords);
  const wanted = metaAt + meta.length;
  const hasher = primitives.hasher();
  const size = await eachBlock(path, wanted, block, (bytes, at) => {
    hasher.update(bytes);
    const end = at + bytes.length;
    if (end > metaAt) meta.set(bytes.subarray(Math.max(0, metaAt - at)), Math.max(0, at - metaAt));
  });
  if (size !== wanted) {
    return err({ reason: "size-mismatch", detail: `${size} bytes came, a masked vector has ${wanted}` });
  }
  const actual = toHex(hasher.digest());
  if (actual !== digest) {
    const detail = `the upload has the SHA-256 ${actual}, signed was ${digest}`;
    return err({ reason: "digest-mismatch", detail });
  }
  const view = new DataView(meta.buffer);
  return ok(Uint32Array.from({ length: shape.metaWords }, (_, i) => view.getUint32(4 * i, true)));
}

/** Adds the coordinates of a vector that was checked, through the room of the sum. @throws StorageError */
export async function addMaskedFile(path: string, shape: MaskedShape, ring: RingSum): Promise<void> {
  const width = packedBytes(shape.profile);
  const block = ring.room.subarray(0, blockBytes(shape));
  await eachBlock(path, shape.coordinates * width, block, (bytes, at) =>
    ring.add(0, at / width, bytes.length / width),
  );
}

/**
 * Visits the first bytes of a file, block by block; each is whole but the last. Returns the file's size, and visits
 * nothing if it is smaller than what is wanted.
 */
async function eachBlock(
  path: string,
  wantedBytes: number,
  block: Uint8Array,
  visit: (bytes: Uint8Array, at: number) => void,
): Promise<number> {
  try {
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      if (size < wantedBytes) return size;
      for (let at = 0; at < wantedBytes;) {
        const bytes = block.subarray(0, Math.min(block.length, wantedBytes - at));
        for (let filled = 0; filled < bytes.length;) {
          const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, at + filled);
          if (bytesRead === 0) throw new Error("the file became shorter while it was read");
          filled += bytesRead;
        }
        visit(bytes, at);
        at += bytes.length;
      }
      return size;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw storageError(error, "read", path);
  }
}
