// The bytes of an update before they are sealed (or masked):
//
//   "TRU1"  u32le header length  header  coordinates (3 or 4 bytes each)  meta lane (u32le words)
//
// The header is canonical JSON that lists the tensors in the order of the coordinates, so that an update made for
// another layout is refused by the name of the tensor that differs.
import { z } from "zod";

import type { Refusal } from "../rounds/reasons.ts";
import type { Result } from "../support/index.ts";
import { canonicalBytes, err, ok, parseCanonical, utf8 } from "../support/index.ts";
import type { Layout } from "../tensor/index.ts";
import { encodeMeta, metaWords } from "./meta-lane.ts";
import type { MetaLane } from "./meta-lane.ts";
import { pack } from "./packing.ts";
import type { RingProfile } from "./profile.ts";
import { packedBytes } from "./profile.ts";

const magic = utf8("TRU1");
const preambleBytes = 8;

/** What both ends know of an update before it is read. */
export interface UpdateShape {
  readonly layout: Layout;
  readonly profile: RingProfile;
  /** Number of the plan's labels. */
  readonly classes: number;
}

/** Where the parts of a checked payload lie. */
export interface UpdateParts {
  readonly coordinatesAt: number;
  readonly meta: Uint32Array;
}

const headerSchema = z.strictObject({
  profile: z.enum(["u24", "u32"]),
  tensors: z.array(z.tuple([z.string(), z.array(z.int().min(0))])),
});

function headerOf(shape: UpdateShape): Uint8Array {
  return canonicalBytes({
    profile: shape.profile,
    tensors: shape.layout.entries.map(({ name, shape: sides }) => [name, sides]),
  });
}

/** Exact size of an update of this shape before sealing. */
export function payloadBytes(shape: UpdateShape): number {
  return (
    preambleBytes +
    headerOf(shape).length +
    shape.layout.size * packedBytes(shape.profile) +
    4 * metaWords(shape.classes)
  );
}

/** The payload of one update. @throws RangeError if the integers do not fit the layout. */
export function encodePayload(shape: UpdateShape, integers: Int32Array, meta: MetaLane): Uint8Array {
  if (integers.length !== shape.layout.size) {
    throw new RangeError(`the layout has ${shape.layout.size} elements, the update ${integers.length}`);
  }
  const header = headerOf(shape);
  const bytes = new Uint8Array(payloadBytes(shape));
  const view = new DataView(bytes.buffer);
  bytes.set(magic, 0);
  view.setUint32(magic.length, header.length, true);
  bytes.set(header, preambleBytes);
  const coordinatesAt = preambleBytes + header.length;
  pack(integers, shape.profile, bytes, coordinatesAt);
  const metaAt = coordinatesAt + integers.length * packedBytes(shape.profile);
  encodeMeta(meta).forEach((word, i) => view.setUint32(metaAt + 4 * i, word, true));
  return bytes;
}

/** Checks a payload against the shape that was asked for; names the first tensor that differs. Values are checked apart. */
export function parsePayload(shape: UpdateShape, bytes: Uint8Array): Result<UpdateParts, Refusal> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < preambleBytes || magic.some((byte, i) => bytes[i] !== byte)) {
    return err({ reason: "unreadable", detail: "the update does not begin with TRU1" });
  }
  const headerLength = view.getUint32(magic.length, true);
  if (headerLength > bytes.length - preambleBytes) {
    return err({
      reason: "unreadable",
      detail: `the header claims ${headerLength} bytes of ${bytes.length}`,
    });
  }
  const coordinatesAt = preambleBytes + headerLength;
  const header = headerSchema.safeParse(parseCanonical(bytes.subarray(preambleBytes, coordinatesAt)));
  if (!header.success) return err({ reason: "unreadable", detail: "the header is not a list of tensors" });
  const difference = headerDifference(shape, header.data);
  if (difference !== undefined) return err(difference);
  const expected = payloadBytes(shape);
  if (bytes.length !== expected) {
    return err({
      reason: "size-mismatch",
      detail: `the update has ${bytes.length} bytes, its tensors need ${expected}`,
    });
  }
  const metaAt = coordinatesAt + shape.layout.size * packedBytes(shape.profile);
  const meta = new Uint32Array(metaWords(shape.classes));
  for (let i = 0; i < meta.length; i++) meta[i] = view.getUint32(metaAt + 4 * i, true);
  return ok({ coordinatesAt, meta });
}

function headerDifference(shape: UpdateShape, header: z.infer<typeof headerSchema>): Refusal | undefined {
  const given = new Map(header.tensors);
  for (const { name, shape: sides } of shape.layout.entries) {
    const found = given.get(name);
    if (found === undefined) return { reason: "missing-tensor", detail: `tensor ${name} is missing` };
    if (found.length !== sides.length || found.some((side, axis) => side !== sides[axis])) {
      const detail = `tensor ${name} has shape [${found.join(", ")}], expected [${sides.join(", ")}]`;
      return { reason: "wrong-shape", detail };
    }
  }
  const known = new Set(shape.layout.entries.map(({ name }) => name));
  const extra = header.tensors.find(([name]) => !known.has(name));
  if (extra !== undefined)
    return { reason: "extra-tensor", detail: `tensor ${extra[0]} is not trained in this task` };
  const ordered = header.tensors.every(([name], i) => shape.layout.entries[i]?.name === name);
  if (!ordered || header.tensors.length !== known.size) {
    return { reason: "unreadable", detail: "the tensors are not in the layout's order" };
  }
  if (header.profile !== shape.profile) {
    return {
      reason: "wrong-descriptor",
      detail: `the update is packed as ${header.profile}, expected ${shape.profile}`,
    };
  }
  return undefined;
}
