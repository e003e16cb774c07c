import { open } from "node:fs/promises";

import type { UpdateParts, UpdateShape } from "@tributary/core/ring";
import { addMeta, addPacked, metaWords } from "@tributary/core/ring";
import type { ClientId } from "@tributary/core/support";
import { canonicalBytes, isClientId, parseCanonical } from "@tributary/core/support";
import { errorCode, storageError, writeFileDurably } from "@tributary/node-platform";
import { z } from "zod";

/** The running sum of one attempt: memory of one model, however many updates it holds. */
export interface Accumulator {
  /** Coordinates modulo 2^32. */
  readonly sum: Int32Array;
  readonly meta: Uint32Array;
  /** Whose updates it holds. */
  readonly clients: ReadonlySet<ClientId>;
  /** Adds a checked update. @throws Error if this client's is in the sum already. */
  add(client: ClientId, payload: Uint8Array, parts: UpdateParts): void;
}

export function emptyAccumulator(shape: UpdateShape): Accumulator {
  const sum = new Int32Array(shape.layout.size);
  return accumulatorOf(shape, sum, new Uint32Array(metaWords(shape.classes)), new Set());
}

function accumulatorOf(
  { profile }: UpdateShape,
  sum: Int32Array,
  meta: Uint32Array,
  clients: Set<ClientId>,
): Accumulator {
  return {
    sum,
    meta,
    clients,
    add(client, payload, parts) {
      if (clients.has(client)) throw new Error(`the update of ${client} is in the sum already`);
      addPacked(sum, payload, parts.coordinatesAt, profile);
      addMeta(meta, parts.meta);
      clients.add(client);
    },
  };
}

// A snapshot: u32 length of the header, the header as canonical JSON padded to a multiple of 4, the coordinates, the
// meta lane. Numbers are in this machine's byte order, for a snapshot never leaves it.

const headerSchema = z.strictObject({
  version: z.literal(1),
  clients: z.array(z.string().refine(isClientId)),
  coordinates: z.int().min(0),
  metaWords: z.int().min(0),
});

/** Replaces the snapshot at `path`; on disk once this resolves. @throws StorageError */
export async function writeSnapshot(path: string, { sum, meta, clients }: Accumulator): Promise<void> {
  const header = canonicalBytes({
    version: 1,
    clients: [...clients],
    coordinates: sum.length,
    metaWords: meta.length,
  });
  const padded = new Uint8Array(Math.ceil(header.length / 4) * 4).fill(0x20);
  padded.set(header);
  const length = new Uint8Array(Uint32Array.of(header.length).buffer);
  await writeFileDurably(
    path,
    [length, padded, bytesOf(sum), bytesOf(meta)].filter((part) => part.length > 0),
  );
}

/** The accumulator that a snapshot holds; undefined if there is none. @throws Error if it is of another shape. */
export async function readSnapshot(path: string, shape: UpdateShape): Promise<Accumulator | undefined> {
  try {
    const file = await open(path, "r");
    try {
      const take = async (target: Uint8Array): Promise<void> => {
        for (let filled = 0; filled < target.length;) {
          const { bytesRead } = await file.read(target, filled, target.length - filled, null);
          if (bytesRead === 0) throw new Error(`the snapshot ${path} is cut short`);
          filled += bytesRead;
        }
      };
      const length = new Uint32Array(1);
      await take(bytesOf(length));
      const headerLength = length[0] ?? 0;
      const padded = new Uint8Array(Math.ceil(headerLength / 4) * 4);
      await take(padded);
      const header = headerSchema.parse(parseCanonical(padded.subarray(0, headerLength)));
      const empty = emptyAccumulator(shape);
      if (header.coordinates !== empty.sum.length || header.metaWords !== empty.meta.length) {
        throw new Error(`the snapshot ${path} is of another shape`);
      }
      await take(bytesOf(empty.sum));
      await take(bytesOf(empty.meta));
      return accumulatorOf(shape, empty.sum, empty.meta, new Set(header.clients));
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw errorCode(error) === undefined ? error : storageError(error, "read", path);
  }
}

function bytesOf(words: Int32Array | Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
