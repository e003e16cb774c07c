import { open } from "node:fs/promises";

import type { RingSum, UpdateShape } from "@tributary/core/ring";
import { addMeta, metaWords, ringSum } from "@tributary/core/ring";
import type { ClientId } from "@tributary/core/support";
import { canonicalBytes, isClientId, parseCanonical } from "@tributary/core/support";
import { errorCode, storageError, writeFileDurably } from "@tributary/node-platform";
import { z } from "zod";

import type { CheckedUpdate } from "./update-readers.ts";

/** The running sum of one attempt: memory of one model, however many updates it holds. */
export interface Accumulator {
  /** The sum, and room for the update that is added next. */
  readonly ring: RingSum;
  /** Of the ring's words, the coordinates modulo 2^32. */
  readonly integers: Int32Array;
  /** The words behind them. */
  readonly meta: Uint32Array;
  /** Whose updates it holds. */
  readonly clients: ReadonlySet<ClientId>;
  /**
   * Adds an update that was checked. If that fails, the sum is of no use any more.
   * @param path of the upload
   * @throws StorageError
   * @throws Error if this client's is in the sum already
   */
  add(client: ClientId, update: CheckedUpdate, path: string): Promise<void>;
}

/** @param roomBytes of the largest update */
export function emptyAccumulator(shape: UpdateShape, roomBytes: number): Accumulator {
  return accumulatorOf(shape, roomBytes, new Set());
}

function accumulatorOf(shape: UpdateShape, roomBytes: number, clients: Set<ClientId>): Accumulator {
  const { profile } = shape;
  const coordinates = shape.layout.size;
  const ring = ringSum({ coordinates, metaWords: metaWords(shape.classes), profile, roomBytes });
  const meta = ring.words.subarray(coordinates);
  return {
    ring,
    integers: new Int32Array(ring.words.buffer, ring.words.byteOffset, coordinates),
    meta,
    clients,
    async add(client, update, path) {
      if (clients.has(client)) throw new Error(`the update of ${client} is in the sum already`);
      await update.addTo(ring, path);
      addMeta(meta, update.meta);
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
export async function writeSnapshot(
  path: string,
  shape: UpdateShape,
  { ring, clients }: Accumulator,
): Promise<void> {
  const header = canonicalBytes({ version: 1, clients: [...clients], ...lanesOf(shape) });
  const padded = new Uint8Array(Math.ceil(header.length / 4) * 4).fill(0x20);
  padded.set(header);
  const length = new Uint8Array(Uint32Array.of(header.length).buffer);
  await writeFileDurably(path, [length, padded, bytesOf(ring.words)]);
}

function lanesOf({ layout, classes }: UpdateShape) {
  return { coordinates: layout.size, metaWords: metaWords(classes) };
}

/** The accumulator that a snapshot holds; undefined if there is none. @throws Error if it is of another shape. */
export async function readSnapshot(
  path: string,
  shape: UpdateShape,
  roomBytes: number,
): Promise<Accumulator | undefined> {
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
      const lanes = lanesOf(shape);
      if (header.coordinates !== lanes.coordinates || header.metaWords !== lanes.metaWords) {
        throw new Error(`the snapshot ${path} is of another shape`);
      }
      const accumulator = accumulatorOf(shape, roomBytes, new Set(header.clients));
      await take(bytesOf(accumulator.ring.words));
      return accumulator;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw errorCode(error) === undefined ? error : storageError(error, "read", path);
  }
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
