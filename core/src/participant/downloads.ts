import type { Primitives } from "../identity/index.ts";
import type { Cancellation, TaskId } from "../support/index.ts";
import { toHex } from "../support/index.ts";
import { CallError } from "../wire/call-error.ts";
import type { BlobRef, Connection } from "./connection.ts";
import type { BlobCache } from "./ports.ts";

/** Bytes that do not have the digest they were announced by, twice over. */
export class WrongBytes extends Error {
  override readonly name = "WrongBytes";
}

/** Blobs by digest: from the cache, else from the coordinator. An interrupted download goes on where it stopped. */
export interface Downloads {
  /**
   * @param onProgress told after each piece; never for a blob that the cache holds
   * @throws WrongBytes
   */
  fetch(
    task: TaskId,
    blob: BlobRef,
    signal: Cancellation | undefined,
    onProgress: (receivedBytes: number) => void,
  ): Promise<Uint8Array>;
}

export function createDownloads(connection: Connection, cache: BlobCache, primitives: Primitives): Downloads {
  // One blob at a time, hence at most one that is not whole.
  let partial: { readonly blob: BlobRef; readonly bytes: Uint8Array; received: number } | undefined;
  const isWhole = (blob: BlobRef, bytes: Uint8Array): boolean =>
    bytes.length === blob.sizeBytes && toHex(primitives.sha256(bytes)) === blob.digest;

  async function receive(
    task: TaskId,
    blob: BlobRef,
    signal: Cancellation | undefined,
    onProgress: (receivedBytes: number) => void,
  ): Promise<Uint8Array> {
    if (partial?.blob.digest !== blob.digest || partial.blob.sizeBytes !== blob.sizeBytes) {
      partial = { blob, bytes: new Uint8Array(blob.sizeBytes), received: 0 };
    }
    const target = partial;
    if (target.received < blob.sizeBytes) {
      for await (const piece of connection.download(task, blob.digest, target.received, signal)) {
        if (piece.length > blob.sizeBytes - target.received) {
          partial = undefined;
          throw new WrongBytes(
            `blob ${blob.digest} is longer than the ${blob.sizeBytes} bytes that were announced`,
          );
        }
        target.bytes.set(piece, target.received);
        target.received += piece.length;
        onProgress(target.received);
        if (target.received === blob.sizeBytes) break;
      }
      // A stream that ends early is a connection that was lost; what came is kept.
      if (target.received < blob.sizeBytes) {
        throw new CallError(
          "unavailable",
          `the download of blob ${blob.digest} ended at byte ${target.received}`,
        );
      }
    }
    partial = undefined;
    return target.bytes;
  }

  return {
    async fetch(task, blob, signal, onProgress) {
      const cached = await cache.get(blob.digest);
      if (cached !== undefined && isWhole(blob, cached)) return cached;
      // Bytes that were spoilt on their way, or in memory, get a second chance from the start.
      for (let attempt = 1; attempt <= 2; attempt++) {
        const bytes = await receive(task, blob, signal, onProgress);
        if (isWhole(blob, bytes)) {
          await cache.put(blob.digest, bytes);
          return bytes;
        }
      }
      throw new WrongBytes(`the coordinator's bytes for blob ${blob.digest} have another digest or size`);
    },
  };
}
