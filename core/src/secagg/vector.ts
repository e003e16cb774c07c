// A vector under masks is words modulo 2^32: one per coordinate, then the meta lane. On the wire a coordinate has
// the profile's width (u24 keeps the low 24 bits of each word, and a sum modulo 2^24 stays one), a meta word 4 bytes.
// Word i of every mask belongs to word i of the vector, so the meta lane takes the tail of the stream.
import { toSigned } from "../masks/index.ts";
import type { Mask, MaskPort } from "../masks/index.ts";
import { addPacked, pack, packedBytes } from "../ring/index.ts";
import type { VectorShape } from "./rules.ts";
import { canaryWords, vectorBytes } from "./rules.ts";

/** Words of one vector. */
export function vectorWords(shape: VectorShape): number {
  return shape.coordinates + shape.metaWords;
}

/**
 * sum[i] += word i of the packed vector, in place: modulo 2^B for a coordinate, whose higher bits mean nothing, modulo
 * 2^32 for a meta word. @throws RangeError if a size is not the shape's.
 */
export function addVector(sum: Uint32Array, bytes: Uint8Array, shape: VectorShape): void {
  checkSizes(sum, bytes, shape);
  const { coordinates, meta } = lanes(sum, shape);
  addPacked(coordinates, bytes, 0, shape.profile);
  addPacked(meta, bytes, metaOffset(shape), "u32");
}

function checkSizes(words: Uint32Array, bytes: Uint8Array, shape: VectorShape): void {
  if (words.length !== vectorWords(shape) || bytes.length !== vectorBytes(shape)) {
    const got = `${words.length} words and ${bytes.length} bytes`;
    throw new RangeError(
      `the shape has ${vectorWords(shape)} words in ${vectorBytes(shape)} bytes, got ${got}`,
    );
  }
}

/** Views of the same words, as the ring takes them. */
function lanes(
  words: Uint32Array,
  { coordinates }: VectorShape,
): { readonly coordinates: Int32Array; readonly meta: Int32Array } {
  const integers = new Int32Array(words.buffer, words.byteOffset, words.length);
  return { coordinates: integers.subarray(0, coordinates), meta: integers.subarray(coordinates) };
}

function metaOffset({ coordinates, profile }: VectorShape): number {
  return coordinates * packedBytes(profile);
}

/** The packed form of words; coordinates keep the profile's low bits. */
export function packVector(words: Uint32Array, shape: VectorShape): Uint8Array {
  const bytes = new Uint8Array(vectorBytes(shape));
  checkSizes(words, bytes, shape);
  const { coordinates, meta } = lanes(words, shape);
  pack(coordinates, shape.profile, bytes, 0);
  pack(meta, "u32", bytes, metaOffset(shape));
  return bytes;
}

/** The packed vector under masks. The plain one is left as it is. */
export async function maskVector(
  plain: Uint8Array,
  masks: readonly Mask[],
  shape: VectorShape,
  port: MaskPort,
): Promise<Uint8Array> {
  const words = new Uint32Array(vectorWords(shape));
  addVector(words, plain, shape);
  try {
    await port.add(words, masks);
    return packVector(words, shape);
  } finally {
    words.fill(0);
  }
}

/** An unmasked sum. */
export interface PlainSum {
  /** Signed: sign-extended from the profile's width. */
  readonly integers: Int32Array;
  readonly meta: Uint32Array;
}

/** What the words of a sum stand for. In place: the integers are where the words were, which are used up. */
export function readSum(words: Uint32Array, shape: VectorShape): PlainSum {
  const integers = new Int32Array(words.buffer, words.byteOffset, shape.coordinates);
  toSigned(integers, shape.profile);
  return { integers, meta: words.slice(shape.coordinates) };
}

/** Why a sum over so many updates cannot be theirs; undefined if count word and canaries agree. */
export function sumProblem(sum: PlainSum, updates: number): string | undefined {
  const canaries = sum.meta.subarray(sum.meta.length - canaryWords);
  if (canaries.some((word) => word !== 0)) return "a canary of the sum is not zero";
  if (sum.meta[0] !== updates) return `the sum counts ${sum.meta[0]} updates, expected ${updates}`;
  return undefined;
}
