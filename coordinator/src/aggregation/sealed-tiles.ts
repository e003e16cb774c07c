import { open } from "node:fs/promises";

import { openSealed, pieceBytes, sealPrefixBytes } from "@tributary/core/identity";
import type { Primitives, SealOpener, SealingKeyPair } from "@tributary/core/identity";
import { addPacked, metaWords, packedBytes, payloadBytes, quantisationLimit } from "@tributary/core/ring";
import { storageError } from "@tributary/node-platform";

import type { DeltaTiles } from "../strategy/index.ts";
import type { UpdateTerms } from "./inspection.ts";
import { readWhole, sealedPieceBytes } from "./sealed-file.ts";
import type { SealedFile } from "./sealed-file.ts";

/**
 * The deltas of sealed updates that were checked whole before, opened piece by piece wherever a rule wants to read: in
 * memory is what one read asks for. Every client weighs alike, so a delta is its integers times c / Q.
 */
export function sealedTiles(
  { shape, bounds }: UpdateTerms,
  files: readonly SealedFile[],
  recipient: SealingKeyPair,
  primitives: Primitives,
): DeltaTiles {
  const { layout, profile, classes } = shape;
  const width = packedBytes(profile);
  const whole = payloadBytes(shape);
  const coordinatesAt = whole - layout.size * width - 4 * metaWords(classes);
  const unit = bounds.range / quantisationLimit(bounds);
  const openers = new Map<string, SealOpener>();

  async function readFile(file: SealedFile, start: number, into: Float32Array): Promise<void> {
    const from = coordinatesAt + start * width;
    const to = from + into.length * width;
    const first = Math.floor(from / pieceBytes);
    const end = Math.ceil(to / pieceBytes);
    const handle = await open(file.path, "r");
    try {
      let opener = openers.get(file.path);
      if (opener === undefined) {
        const prefix = Buffer.allocUnsafe(sealPrefixBytes);
        await readWhole(handle, prefix, 0);
        opener = openSealed(prefix, file.sizeBytes, recipient, file.context, primitives);
        if (opener === undefined) throw spoilt(file);
        openers.set(file.path, opener);
      }
      const sealedFrom = sealPrefixBytes + first * sealedPieceBytes;
      const sealed = Buffer.allocUnsafe(
        Math.min(sealPrefixBytes + end * sealedPieceBytes, file.sizeBytes) - sealedFrom,
      );
      await readWhole(handle, sealed, sealedFrom);
      const plain = new Uint8Array(Math.min(end * pieceBytes, whole) - first * pieceBytes);
      for (let piece = first; piece < end; piece++) {
        const at = (piece - first) * sealedPieceBytes;
        const opened = opener.open(piece, sealed.subarray(at, at + sealedPieceBytes));
        if (opened === undefined) throw spoilt(file);
        plain.set(opened, (piece - first) * pieceBytes);
      }
      const integers = new Int32Array(into.length);
      addPacked(integers, plain, from - first * pieceBytes, profile);
      for (let i = 0; i < into.length; i++) into[i] = integers[i]! * unit;
    } catch (error) {
      throw storageError(error, "read", file.path);
    } finally {
      await handle.close();
    }
  }

  return {
    count: files.length,
    size: layout.size,
    async read(start, into) {
      for (const [i, file] of files.entries()) {
        const row = into[i];
        if (row !== undefined && row.length > 0) await readFile(file, start, row);
      }
    },
  };
}

/** It was whole when it was accepted. */
function spoilt({ context }: SealedFile): Error {
  return new Error(`the accepted update of ${context.client} does not open any more`);
}
