import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";

import type { Digest } from "@tributary/core/support";
import { digest as digestOf, isDigest } from "@tributary/core/support";

import { errorCode, storageError, syncFolder } from "./durable-files.ts";

/** A blob as it was stored. */
export interface StoredBlob {
  readonly digest: Digest;
  readonly sizeBytes: number;
}

/** What came is not what its digest says. Nothing was stored. */
export class DigestMismatch extends Error {
  override readonly name = "DigestMismatch";
  readonly expected: Digest;
  readonly actual: Digest;

  constructor(expected: Digest, actual: Digest) {
    super(`the bytes have the SHA-256 ${actual}, expected ${expected}`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** Files by the SHA-256 of what they hold. Operations reject with a StorageError where the disk fails. */
export interface BlobFolder {
  /**
   * Stores what the pieces make, in their order; on disk once it resolves. A piece may be reused by its owner as soon
   * as the next is asked for. Storing a blob again does nothing but read it.
   * @throws DigestMismatch if `expected` is given and the bytes have another digest
   */
  put(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, expected?: Digest): Promise<StoredBlob>;
  /** The whole blob, or undefined. */
  get(digest: Digest): Promise<Uint8Array | undefined>;
  /** Its size in bytes, or undefined if it is not here. */
  size(digest: Digest): Promise<number | undefined>;
  /** Where it lies, whether it is here or not. */
  path(digest: Digest): string;
  /**
   * The blob from `offset` on, in pieces of at most `pieceBytes`, each of which is lent until the next is asked for;
   * undefined if it is not here.
   */
  read(digest: Digest, offset: number, pieceBytes: number): Promise<AsyncIterable<Uint8Array> | undefined>;
  delete(digest: Digest): Promise<void>;
  /** Every blob that is here, in no order. */
  list(): Promise<readonly Digest[]>;
}

/**
 * Opens a folder of blobs, which is made if need be; what an interrupted put left behind is removed. With `readOnly`
 * nothing is made or removed, so that a folder can be looked at while another process writes to it.
 * @throws StorageError
 */
export async function openBlobFolder(
  root: string,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Promise<BlobFolder> {
  try {
    if (!readOnly) await mkdir(root, { recursive: true });
    for (const name of await readdir(root)) {
      if (!readOnly && name.endsWith(".tmp")) await rm(join(root, name), { force: true });
    }
  } catch (error) {
    throw storageError(error, "open the folder", root);
  }
  const path = (digest: Digest): string => join(root, digest);

  async function size(digest: Digest): Promise<number | undefined> {
    try {
      return (await stat(path(digest))).size;
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw storageError(error, "look at", path(digest));
    }
  }

  return {
    path,
    size,
    async put(pieces, expected) {
      const temporary = join(root, `${randomBytes(8).toString("hex")}.tmp`);
      try {
        const stored = await writeHashed(temporary, pieces);
        if (expected !== undefined && stored.digest !== expected) {
          throw new DigestMismatch(expected, stored.digest);
        }
        await rename(temporary, path(stored.digest));
        await syncFolder(root);
        return stored;
      } catch (error) {
        await rm(temporary, { force: true });
        // What the source of the pieces throws is its owner's business.
        throw errorCode(error) === undefined ? error : storageError(error, "store a blob in", root);
      }
    },
    async get(digest) {
      try {
        return await readFile(path(digest));
      } catch (error) {
        if (errorCode(error) === "ENOENT") return undefined;
        throw storageError(error, "read", path(digest));
      }
    },
    async read(digest, offset, pieceBytes) {
      // The file is opened by the first piece that is asked for, so that pieces nobody takes hold no handle.
      return (await size(digest)) === undefined ? undefined : pieceByPiece(path(digest), offset, pieceBytes);
    },
    async delete(digest) {
      try {
        await rm(path(digest), { force: true });
      } catch (error) {
        throw storageError(error, "delete", path(digest));
      }
    },
    async list() {
      try {
        return (await readdir(root)).filter(isDigest);
      } catch (error) {
        throw storageError(error, "list", root);
      }
    },
  };
}

async function writeHashed(
  path: string,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<StoredBlob> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const file = await open(path, "wx");
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      await writeAll(file, piece);
      sizeBytes += piece.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { digest: digestOf(hash.digest("hex")), sizeBytes };
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await file.write(bytes, written, bytes.length - written)).bytesWritten;
  }
}

async function* pieceByPiece(path: string, offset: number, pieceBytes: number): AsyncGenerator<Uint8Array> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, "r");
    const piece = Buffer.allocUnsafeSlow(pieceBytes);
    for (let at = offset; ;) {
      const { bytesRead } = await file.read(piece, 0, pieceBytes, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } catch (error) {
    throw storageError(error, "read", path);
  } finally {
    await file?.close();
  }
}
