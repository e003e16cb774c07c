import { addPacked, packedStatistics } from "./packing.ts";
import type { PackedStatistics } from "./packing.ts";
import type { RingProfile } from "./profile.ts";
import { packedBytes } from "./profile.ts";
import { ringKernelBytes } from "./ring-kernel-bytes.ts";

export interface RingSumShape {
  readonly coordinates: number;
  readonly metaWords: number;
  readonly profile: RingProfile;
  /** Bytes of the largest update. */
  readonly roomBytes: number;
}

/** A sum of updates, and beside it, since WebAssembly sees one memory, room for the one that is looked at and added next. */
export interface RingSum {
  /** Modulo 2^32: the coordinates, and behind them the meta lane. All zero at first. */
  readonly words: Uint32Array;
  readonly room: Uint8Array;
  /** Peak and sum of squares of the packed coordinates that begin at `offset` of the room. */
  statistics(offset: number): PackedStatistics;
  /**
   * word[first + i] += the i-th packed coordinate at `offset` of the room, sign-extended: exact, and free of order. All
   * coordinates, unless `count` says how many.
   */
  add(offset: number, first?: number, count?: number): void;
}

export function ringSum(shape: RingSumShape): RingSum {
  return wasmRingSum(shape) ?? plainRingSum(shape);
}

/** The sum with plain loops: where WebAssembly has no SIMD, or cannot have as much memory. */
export function plainRingSum(shape: RingSumShape): RingSum {
  const { words, coordinates, room } = placed(shape, new ArrayBuffer(bytesFor(shape)));
  const { profile } = shape;
  return {
    words,
    room,
    statistics: (offset) => packedStatistics(room, offset, coordinates.length, profile),
    add: (offset, first = 0, count = coordinates.length) =>
      addPacked(coordinates.subarray(first, first + count), room, offset, profile),
  };
}

/** Packed integers that the kernel takes at once. */
const blockIntegers = 16;

/** The sum with the kernel in WebAssembly; undefined where the platform has none. */
export function wasmRingSum(shape: RingSumShape): RingSum | undefined {
  const kernel = kernelFor(bytesFor(shape));
  if (kernel === undefined) return undefined;
  const { words, coordinates, room } = placed(shape, kernel.buffer);
  const { profile } = shape;
  const width = packedBytes(profile);
  const blocksIn = (count: number): number => Math.floor(count / blockIntegers);
  const statistics = profile === "u24" ? kernel.statistics24 : kernel.statistics32;
  const add = profile === "u24" ? kernel.add24 : kernel.add32;
  return {
    words,
    room,
    statistics(offset) {
      const blocks = blocksIn(coordinates.length);
      const [peak, sumOfSquares] = statistics(room.byteOffset + offset, blocks);
      const done = blocks * blockIntegers;
      const tail = packedStatistics(room, offset + done * width, coordinates.length - done, profile);
      return {
        // An i32 in WebAssembly is signed in JavaScript, and 2^31 is the absolute value of one integer.
        peak: Math.max(peak >>> 0, tail.peak),
        sumOfSquares: sumOfSquares + tail.sumOfSquares,
      };
    },
    add(offset, first = 0, count = coordinates.length) {
      const blocks = blocksIn(count);
      add(words.byteOffset + 4 * first, room.byteOffset + offset, blocks);
      const done = blocks * blockIntegers;
      addPacked(coordinates.subarray(first + done, first + count), room, offset + done * width, profile);
    },
  };
}

/** Behind the room: the kernel reads whole vectors. */
const slackBytes = 16;

function bytesFor(shape: RingSumShape): number {
  return roomOffset(shape) + shape.roomBytes + slackBytes;
}

function roomOffset({ coordinates, metaWords }: RingSumShape): number {
  return 4 * (coordinates + metaWords);
}

function placed(shape: RingSumShape, buffer: ArrayBuffer) {
  return {
    words: new Uint32Array(buffer, 0, shape.coordinates + shape.metaWords),
    coordinates: new Int32Array(buffer, 0, shape.coordinates),
    room: new Uint8Array(buffer, roomOffset(shape), shape.roomBytes),
  };
}

// What is assumed of WebAssembly, which no ECMAScript library declares.
interface Functions {
  readonly add24: (sum: number, packed: number, blocks: number) => void;
  readonly add32: (sum: number, packed: number, blocks: number) => void;
  readonly statistics24: (packed: number, blocks: number) => readonly [number, number];
  readonly statistics32: (packed: number, blocks: number) => readonly [number, number];
}
declare const WebAssembly:
  | {
      readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object, imports: object) => { readonly exports: Functions };
      validate(bytes: Uint8Array): boolean;
    }
  | undefined;

const pageBytes = 65_536;
const mostPages = 65_536;
let compiled: object | undefined;

function kernelFor(bytes: number): (Functions & { readonly buffer: ArrayBuffer }) | undefined {
  const pages = Math.ceil(bytes / pageBytes);
  if (typeof WebAssembly === "undefined" || pages > mostPages) return undefined;
  if (compiled === undefined && !WebAssembly.validate(ringKernelBytes)) return undefined;
  compiled ??= new WebAssembly.Module(ringKernelBytes);
  try {
    const memory = new WebAssembly.Memory({ initial: pages });
    const { exports } = new WebAssembly.Instance(compiled, { ring: { memory } });
    return { ...exports, buffer: memory.buffer };
  } catch (error) {
    // A platform that gives no such memory; an ordinary array may still fit.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
