import type { BlobCache } from "@tributary/core/participant";
import type { Digest } from "@tributary/core/support";
import { isDigest } from "@tributary/core/support";

import type { Database } from "./database.ts";

/** What is known of a cached blob without reading it. */
interface Entry {
  readonly digest: Digest;
  readonly sizeBytes: number;
  readonly usedMs: number;
}

export interface BlobCacheOptions {
  readonly database: Database;
  readonly caches?: CacheStorage;
  readonly limitBytes: number;
  readonly nowMs: () => number;
  readonly warn: (message: string) => void;
}

const cacheName = "tributary-blobs";
/** A cache's keys are addresses; this one is nobody's (RFC 2606). */
const addressOf = (blob: Digest): string => `https://tributary.invalid/blobs/${blob}`;

/**
 * Blobs by digest in the Cache API, which all tabs of an origin share. What was used least lately goes when they outgrow
 * `limitBytes`, the newest never. Storage that fails costs the next download, not the round: `warn` is told.
 */
export function openBlobCache({
  database,
  caches = globalThis.caches,
  limitBytes,
  nowMs,
  warn,
}: BlobCacheOptions): BlobCache {
  async function makeRoom(cache: Cache, newest: Digest): Promise<void> {
    const entries = (await database.all("blobs")).filter(isEntry);
    let total = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const oldest = entries.filter(({ digest }) => digest !== newest).sort((a, b) => a.usedMs - b.usedMs);
    for (const { digest, sizeBytes } of oldest) {
      if (total <= limitBytes) return;
      await cache.delete(addressOf(digest));
      await database.remove("blobs", digest);
      total -= sizeBytes;
    }
  }

  const failed = (what: string, error: unknown): void =>
    warn(
      `The browser's cache cannot be ${what} (${error instanceof Error ? error.message : String(error)}); models are downloaded again.`,
    );

  return {
    async get(blob) {
      try {
        const found = await (await caches.open(cacheName)).match(addressOf(blob));
        if (found === undefined) return undefined;
        const bytes = new Uint8Array(await found.arrayBuffer());
        await database.put("blobs", blob, { digest: blob, sizeBytes: bytes.length, usedMs: nowMs() });
        return bytes;
      } catch (error) {
        failed("read", error);
        return undefined;
      }
    },
    async put(blob, bytes) {
      try {
        const cache = await caches.open(cacheName);
        await cache.put(addressOf(blob), new Response(Uint8Array.from(bytes)));
        await database.put("blobs", blob, { digest: blob, sizeBytes: bytes.length, usedMs: nowMs() });
        await makeRoom(cache, blob);
      } catch (error) {
        failed("written", error);
      }
    },
  };
}

function isEntry(value: unknown): value is Entry {
  return (
    typeof value === "object" &&
    value !== null &&
    "digest" in value &&
    typeof value.digest === "string" &&
    isDigest(value.digest) &&
    "sizeBytes" in value &&
    typeof value.sizeBytes === "number" &&
    "usedMs" in value &&
    typeof value.usedMs === "number"
  );
}
