// The bytes of an update before they are sealed (or masked):
//
//   "TRU1"  u32le header length  header  coordinates (3 or 4 bytes each)  meta lane (u32le words)
//
// The header is canonical JSON that lists the tensors in the order of the coordinates, so that an update made for
// another layout is refused by the name of the tensor that differs.
import { z } from "zod";

import type { Refusal } from "../rounds/reasons.ts";
import type { Result } from "../support/index.ts";
import { canonicalBytes, equalBytes, err, ok, parseCanonical, utf8 } from "../support/index.ts";
import type { Layout } from "../tensor/index.ts";
import { encodeMeta, metaWords } from "./meta-lane.ts";
import type { MetaLane } from "./meta-lane.ts";
import { pack } from "./packing.ts";
import type { RingProfile } from "./profile.ts";
import { packedBytes } from "./profile.ts";

const magic = utf8("TRU1");
const preambleBytes = 8;
/** How much longer than the expected one a header may be to be looked at: enough for some tensors too many. */
const headerSlackBytes = 65_536;
/** What a refusal shows of a stranger's names and shapes. */
const shownCharacters = 80;
const shownSides = 8;

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
  const given = bytes.subarray(preambleBytes, coordinatesAt);
  const wanted = headerOf(shape);
  if (!equalBytes(given, wanted)) return err(differenceOf(shape, given, wanted.length));
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

/** What a header that is not the expected one has that differs. A header out of all proportion is not even parsed. */
function differenceOf(shape: UpdateShape, given: Uint8Array, expectedBytes: number): Refusal {
  if (given.length > expectedBytes + headerSlackBytes) {
    const detail = `the header has ${given.length} bytes, expected ${expectedBytes}`;
    return { reason: "unreadable", detail };
  }
  const header = headerSchema.safeParse(parseCanonical(given));
  if (!header.success) return { reason: "unreadable", detail: "the header is not a list of tensors" };
  return tensorDifference(shape, header.data);
}

function tensorDifference(shape: UpdateShape, header: z.infer<typeof headerSchema>): Refusal {
  const given = new Map(header.tensors);
  for (const { name, shape: sides } of shape.layout.entries) {
    const found = given.get(name);
    if (found === undefined) return { reason: "missing-tensor", detail: `tensor ${name} is missing` };
    if (found.length !== sides.length || found.some((side, axis) => side !== sides[axis])) {
      const detail = `tensor ${name} has shape ${inBrackets(found)}, expected ${inBrackets(sides)}`;
      return { reason: "wrong-shape", detail };
    }
  }
  const known = new Set(shape.layout.entries.map(({ name }) => name));
  const extra = header.tensors.find(([name]) => !known.has(name));
  if (extra !== undefined) {
    // The name is a stranger's text: quoted, with every odd character escaped, and cut.
    const name = JSON.stringify(extra[0].slice(0, shownCharacters));
    return { reason: "extra-tensor", detail: `tensor ${name} is not trained in this task` };
  }
  if (header.profile !== shape.profile) {
    return {
      reason: "wrong-descriptor",
      detail: `the update is packed as ${header.profile}, expected ${shape.profile}`,
    };
  }
  return { reason: "unreadable", detail: "the tensors are not in the layout's order" };
}

function inBrackets(sides: readonly number[]): string {
  const shown = sides.slice(0, shownSides).join(", ");
  return sides.length > shownSides ? `[${shown}, ...]` : `[${shown}]`;
}
