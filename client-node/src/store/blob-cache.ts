import { mkdir, readFile, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

import type { BlobCache } from "@tributary/core/participant";
import { isDigest } from "@tributary/core/support";
import type { Digest } from "@tributary/core/support";
import { StorageError, errorCode, storageError, writeFileDurably } from "@tributary/node-platform";

/** A folder of blobs by digest, which several processes may share. */
export interface BlobCacheFolder extends BlobCache {
  path(blob: Digest): string;
}

/**
 * Opens (and makes) the folder. What was used least lately goes when it outgrows `limitBytes`, the newest blob never.
 * A disk that fails costs the next download, not the round: `warn` is told.
 * @throws StorageError if the folder cannot be made
 */
export async function openBlobCache(
  root: string,
  limitBytes: number,
  warn: (message: string) => void,
): Promise<BlobCacheFolder> {
  try {
    await mkdir(root, { recursive: true });
  } catch (error) {
    throw storageError(error, "make the folder", root);
  }
  const path = (blob: Digest): string => join(root, blob);

  async function makeRoom(newest: Digest): Promise<void> {
    const blobs: { path: string; sizeBytes: number; usedMs: number }[] = [];
    let total = 0;
    for (const name of await readdir(root)) {
      if (!isDigest(name)) continue;
      try {
        const { size, mtimeMs } = await stat(join(root, name));
        total += size;
        if (name !== newest) blobs.push({ path: join(root, name), sizeBytes: size, usedMs: mtimeMs });
      } catch (error) {
        // Another process made room meanwhile.
        if (errorCode(error) !== "ENOENT") throw error;
      }
    }
    blobs.sort((a, b) => a.usedMs - b.usedMs);
    for (const blob of blobs) {
      if (total <= limitBytes) return;
      await rm(blob.path, { force: true });
      total -= blob.sizeBytes;
    }
  }

  return {
    path,
    async get(blob) {
      try {
        const bytes = await readFile(path(blob));
        const now = new Date();
        await utimes(path(blob), now, now).catch(() => undefined);
        return bytes;
      } catch (error) {
        if (errorCode(error) !== "ENOENT") warn(storageError(error, "read", path(blob)).message);
        return undefined;
      }
    },
    async put(blob, bytes) {
      try {
        await writeFileDurably(path(blob), bytes);
        await makeRoom(blob);
      } catch (error) {
        const known = error instanceof StorageError ? error : storageError(error, "make room in", root);
        warn(known.message);
      }
    },
  };
}
