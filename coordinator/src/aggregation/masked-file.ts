import { open } from "node:fs/promises";

import type { Primitives } from "@tributary/core/identity";
import type { Refusal } from "@tributary/core/rounds";
import type { Digest, Result } from "@tributary/core/support";
import { err, ok, toHex } from "@tributary/core/support";
import { storageError } from "@tributary/node-platform";

/** What is hashed at once: the vector of a large model would keep every call waiting. */
const bytesAtOnce = 2 ** 20;

/**
 * Reads a masked vector into `room`, which it must fill, and compares its digest with the one that was signed.
 * @throws StorageError
 */
export async function readMaskedFile(
  file: { readonly path: string; readonly digest: Digest },
  primitives: Primitives,
  room: Uint8Array,
): Promise<Result<void, Refusal>> {
  const { path, digest } = file;
  const hasher = primitives.hasher();
  try {
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      if (size !== room.length) {
        return err({
          reason: "size-mismatch",
          detail: `${size} bytes came, a masked vector has ${room.length}`,
        });
      }
      for (let filled = 0; filled < room.length;) {
        const wanted = Math.min(bytesAtOnce, room.length - filled);
        const { bytesRead } = await handle.read(room, filled, wanted, filled);
        if (bytesRead === 0) throw new Error("the file became shorter while it was read");
        hasher.update(room.subarray(filled, filled + bytesRead));
        filled += bytesRead;
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw storageError(error, "read", path);
  }
  const actual = toHex(hasher.digest());
  if (actual === digest) return ok(undefined);
  const detail = `the upload has the SHA-256 ${actual}, signed was ${digest}`;
  return err({ reason: "digest-mismatch", detail });
}
