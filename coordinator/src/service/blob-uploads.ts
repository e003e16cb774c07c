import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

import type { Digest } from "@tributary/core/support";
import { takingTurns } from "@tributary/core/support";
import { CallError } from "@tributary/core/wire";
import type { BlobFolder } from "@tributary/node-platform";
import { DigestMismatch, storageError } from "@tributary/node-platform";

import type { OpenSpoolFile } from "../aggregation/index.ts";

/** Blobs that operators send piece by piece. */
export interface BlobUploads {
  /** Takes the piece at `offset` if that is the one wanted; the last one stores the blob. */
  put(piece: {
    readonly digest: Digest;
    readonly sizeBytes: number;
    readonly offset: number;
    readonly data: Uint8Array;
  }): Promise<{ readonly nextOffset: number; readonly complete: boolean }>;
}

/**
 * Pieces are kept in `folder`; one upload is taken at a time, since operators are few. What a former process left there
 * is deleted: nobody else would, where its operator has given up.
 * @throws StorageError
 */
export async function openBlobUploads(
  folder: string,
  blobs: BlobFolder,
  openFile: OpenSpoolFile,
): Promise<BlobUploads> {
  const inTurn = takingTurns();
  try {
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    throw storageError(error, "delete", folder);
  }

  async function put({ digest, sizeBytes, offset, data }: Parameters<BlobUploads["put"]>[0]) {
    if ((await blobs.size(digest)) !== undefined) return { nextOffset: sizeBytes, complete: true };
    const path = join(folder, `${digest}.part`);
    const held = await append(path, offset, data, sizeBytes);
    if (held < sizeBytes) return { nextOffset: held, complete: false };
    try {
      await blobs.put(createReadStream(path), digest);
    } catch (error) {
      if (!(error instanceof DigestMismatch)) throw error;
      throw new CallError("invalid-argument", `digest-mismatch: ${error.message}; send the blob again`);
    } finally {
      await rm(path, { force: true });
    }
    return { nextOffset: sizeBytes, complete: true };
  }

  async function append(path: string, offset: number, data: Uint8Array, sizeBytes: number): Promise<number> {
    try {
      await mkdir(folder, { recursive: true });
    } catch (error) {
      throw storageError(error, "make the folder", folder);
    }
    const file = await openFile(path);
    try {
      if (offset !== file.sizeBytes) return file.sizeBytes;
      if (offset + data.length > sizeBytes) {
        throw new CallError(
          "out-of-range",
          `too-large: ${offset + data.length} bytes came, ${sizeBytes} were announced`,
        );
      }
      await file.append(data);
      return offset + data.length;
    } finally {
      await file.close();
    }
  }

  return {
    put: (piece) => inTurn(() => put(piece)),
  };
}
