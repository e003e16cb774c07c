import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

import type { Primitives, SealContext, SealOpener, SealingKeyPair } from "@tributary/core/identity";
import { openSealed, pieceBytes, sealPrefixBytes } from "@tributary/core/identity";
import type { Refusal } from "@tributary/core/rounds";
import type { Digest, Result } from "@tributary/core/support";
import { err, ok, toHex } from "@tributary/core/support";
import { storageError } from "@tributary/node-platform";

/** A sealed piece: ciphertext and tag. */
export const sealedPieceBytes = pieceBytes + 16;
/** Pieces that are read at once, about 1 MiB. */
const piecesAtOnce = 16;

/** Memory for what is read at once; it serves one file after the other. */
export function blockForSealed(): Uint8Array {
  return new Uint8Array(piecesAtOnce * sealedPieceBytes);
}

/** Where an update is opened. */
export interface OpeningRoom {
  /** Room for the largest payload that is expected. */
  readonly payload: Uint8Array;
  /** See blockForSealed. */
  readonly block: Uint8Array;
}

export interface SealedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** SHA-256 that its sender signed. */
  readonly digest: Digest;
  readonly context: SealContext;
}

/**
 * Reads a sealed update once, hashing and opening it piece by piece into `room`, which is overwritten. The value is the
 * part of `room` that holds the payload: it must not be used before this resolves with ok.
 * @throws StorageError
 */
export async function openSealedFile(
  file: SealedFile,
  recipient: SealingKeyPair,
  primitives: Primitives,
  room: OpeningRoom,
): Promise<Result<Uint8Array, Refusal>> {
  try {
    const handle = await open(file.path, "r");
    try {
      return await openFrom(handle, file, recipient, primitives, room);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw storageError(error, "read", file.path);
  }
}

async function openFrom(
  handle: FileHandle,
  { sizeBytes, digest, context }: SealedFile,
  recipient: SealingKeyPair,
  primitives: Primitives,
  room: OpeningRoom,
): Promise<Result<Uint8Array, Refusal>> {
  const { size } = await handle.stat();
  if (size !== sizeBytes) {
    return err({ reason: "size-mismatch", detail: `${size} bytes came, ${sizeBytes} were announced` });
  }
  const hasher = primitives.hasher();
  const prefix = Buffer.allocUnsafe(Math.min(sealPrefixBytes, sizeBytes));
  await readWhole(handle, prefix, 0);
  hasher.update(prefix);
  const opener = openSealed(prefix, sizeBytes, recipient, context, primitives);
  let filled: number | undefined = opener === undefined ? undefined : 0;
  for (let at = prefix.length, piece = 0; at < sizeBytes; piece += piecesAtOnce) {
    const block = room.block.subarray(0, Math.min(room.block.length, sizeBytes - at));
    await readWhole(handle, block, at);
    at += block.length;
    hasher.update(block);
    // Where the seal does not open, the rest is still hashed: a wrong digest says more than a broken seal.
    if (opener !== undefined && filled !== undefined)
      filled = openBlock(opener, piece, block, room.payload, filled);
  }
  const actual = toHex(hasher.digest());
  if (actual !== digest) {
    return err({
      reason: "digest-mismatch",
      detail: `the upload has the SHA-256 ${actual}, signed was ${digest}`,
    });
  }
  if (filled === undefined)
    return err({ reason: "unreadable", detail: "the seal does not open with this attempt's key" });
  return ok(room.payload.subarray(0, filled));
}

/** Opens the pieces in a block; returns how much of `payload` is filled then, or undefined if one does not open or fit. */
function openBlock(
  opener: SealOpener,
  firstPiece: number,
  block: Uint8Array,
  payload: Uint8Array,
  filled: number,
): number | undefined {
  let end = filled;
  for (let start = 0, piece = firstPiece; start < block.length; start += sealedPieceBytes, piece++) {
    const plain = opener.open(piece, block.subarray(start, start + sealedPieceBytes));
    if (plain === undefined || end + plain.length > payload.length) return undefined;
    payload.set(plain, end);
    end += plain.length;
  }
  return end;
}

/** @throws Error if the file ends before `target` is full */
export async function readWhole(handle: FileHandle, target: Uint8Array, position: number): Promise<void> {
  for (let filled = 0; filled < target.length;) {
    const { bytesRead } = await handle.read(target, filled, target.length - filled, position + filled);
    if (bytesRead === 0) throw new Error("the file became shorter while it was read");
    filled += bytesRead;
  }
}
