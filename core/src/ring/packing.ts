import type { RingProfile } from "./profile.ts";

/** Writes integers little-endian, 3 or 4 bytes each (two's complement modulo 2^B), at `offset` of `out`. */
export function pack(integers: Int32Array, profile: RingProfile, out: Uint8Array, offset: number): void {
  if (profile === "u24") pack24(integers, out, offset);
  else pack32(integers, out, offset);
}

function pack24(integers: Int32Array, out: Uint8Array, offset: number): void {
  for (let i = 0, at = offset; i < integers.length; i++, at += 3) {
    const value = integers[i]!;
    out[at] = value;
    out[at + 1] = value >> 8;
    out[at + 2] = value >> 16;
  }
}

function pack32(integers: Int32Array, out: Uint8Array, offset: number): void {
  for (let i = 0, at = offset; i < integers.length; i++, at += 4) {
    const value = integers[i]!;
    out[at] = value;
    out[at + 1] = value >> 8;
    out[at + 2] = value >> 16;
    out[at + 3] = value >> 24;
  }
}

/** sum[i] += the i-th packed integer, modulo 2^32, sign-extended from B bits: exact, and free of order. In place. */
export function addPacked(sum: Int32Array, bytes: Uint8Array, offset: number, profile: RingProfile): void {
  if (profile === "u24") add24(sum, bytes, offset);
  else add32(sum, bytes, offset);
}

function add24(sum: Int32Array, bytes: Uint8Array, offset: number): void {
  const words = alignedWords(bytes, offset, sum.length);
  for (let i = 0, at = 0; at < words.length; i += 4, at += 3) {
    const first = words[at]!;
    const second = words[at + 1]!;
    const third = words[at + 2]!;
    sum[i] = (sum[i]! + ((first << 8) >> 8)) | 0;
    sum[i + 1] = (sum[i + 1]! + (((first >>> 16) | (second << 16)) >> 8)) | 0;
    sum[i + 2] = (sum[i + 2]! + (((second >>> 8) | (third << 24)) >> 8)) | 0;
    sum[i + 3] = (sum[i + 3]! + (third >> 8)) | 0;
  }
  const read = (words.length / 3) * 4;
  for (let i = read, at = offset + 3 * read; i < sum.length; i++, at += 3) {
    const value = (bytes[at]! << 8) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 24);
    sum[i] = (sum[i]! + (value >> 8)) | 0;
  }
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * Twelve bytes as three words hold four 24-bit integers, so where the bytes are aligned a loop reads a quarter of
 * the times. All words of whole groups of four; none if they are not aligned.
 */
function alignedWords(bytes: Uint8Array, offset: number, count: number): Int32Array {
  const begin = bytes.byteOffset + offset;
  const usable = littleEndian && begin % 4 === 0;
  return new Int32Array(bytes.buffer, usable ? begin : 0, usable ? 3 * (count >> 2) : 0);
}

function add32(sum: Int32Array, bytes: Uint8Array, offset: number): void {
  for (let i = 0, at = offset; i < sum.length; i++, at += 4) {
    const value = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    sum[i] = (sum[i]! + value) | 0;
  }
}

/** What a coordinator looks at before an update may enter a sum. */
export interface PackedStatistics {
  /** Largest absolute value. */
  readonly peak: number;
  readonly sumOfSquares: number;
}

/** Peak and sum of squares of `count` packed integers. */
export function packedStatistics(
  bytes: Uint8Array,
  offset: number,
  count: number,
  profile: RingProfile,
): PackedStatistics {
  return profile === "u24" ? statistics24(bytes, offset, count) : statistics32(bytes, offset, count);
}

function statistics24(bytes: Uint8Array, offset: number, count: number): PackedStatistics {
  let peak = 0;
  let sumOfSquares = 0;
  const words = alignedWords(bytes, offset, count);
  for (let at = 0; at < words.length; at += 3) {
    const first = words[at]!;
    const second = words[at + 1]!;
    const third = words[at + 2]!;
    const a = Math.abs((first << 8) >> 8);
    const b = Math.abs(((first >>> 16) | (second << 16)) >> 8);
    const c = Math.abs(((second >>> 8) | (third << 24)) >> 8);
    const d = Math.abs(third >> 8);
    peak = Math.max(peak, a, b, c, d);
    sumOfSquares += a * a + b * b + (c * c + d * d);
  }
  const read = (words.length / 3) * 4;
  for (let i = read, at = offset + 3 * read; i < count; i++, at += 3) {
    const value = ((bytes[at]! << 8) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 24)) >> 8;
    const size = Math.abs(value);
    if (size > peak) peak = size;
    sumOfSquares += size * size;
  }
  return { peak, sumOfSquares };
}

function statistics32(bytes: Uint8Array, offset: number, count: number): PackedStatistics {
  let peak = 0;
  let sumOfSquares = 0;
  for (let i = 0, at = offset; i < count; i++, at += 4) {
    const value = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    const size = Math.abs(value);
    if (size > peak) peak = size;
    sumOfSquares += size * size;
  }
  return { peak, sumOfSquares };
}
