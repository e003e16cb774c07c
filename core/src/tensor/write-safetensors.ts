import { concat, utf8 } from "../support/index.ts";
import { floatToBfloat, floatToHalf, largestBfloat, largestHalf } from "./half.ts";
import { elementCount } from "./named-arrays.ts";
import type { NamedArray, NamedArrays } from "./named-arrays.ts";
import { asBytes } from "./read-safetensors.ts";
import { dtypeWidths } from "./safetensors-header.ts";

/** How a file is written. To 16 bits values are rounded to the nearest, ties to even. */
export interface SafetensorsOptions {
  readonly dtype: "F32" | "F16" | "BF16";
  readonly metadata?: Readonly<Record<string, string>>;
  /** Scalars in I64 that stand before the tensors, where they are aligned whatever follows. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** Values of one piece of a file that is written piece by piece. */
const pieceValues = 2 ** 18;

/**
 * The file of these tensors: one sequence of bytes for one model. Tensors and metadata are sorted by the UTF-8 bytes
 * of their names (as Hugging Face's writer sorts tensors of one dtype, wider ones first; its metadata are in no order).
 * @throws RangeError if a tensor's data do not fit its shape, its name is not allowed, or a finite value has no F16 or BF16.
 */
export function encodeSafetensors(arrays: NamedArrays, options: SafetensorsOptions): Uint8Array {
  const { beginning, sorted, dataBytes } = headerOf(arrays, options);
  const file = new Uint8Array(beginning.length + dataBytes);
  file.set(beginning);
  let offset = beginning.length;
  for (const piece of dataPieces(sorted, options.dtype)) {
    file.set(piece, offset);
    offset += piece.length;
  }
  return file;
}

/**
 * The same file in pieces, so that a large model is in memory once. F32 pieces are views of the arrays, others are lent
 * until the next is asked for.
 * @throws RangeError as encodeSafetensors does: at once for names and shapes, on the way for values
 */
export function safetensorsPieces(arrays: NamedArrays, options: SafetensorsOptions): Iterable<Uint8Array> {
  const { beginning, sorted } = headerOf(arrays, options);
  return (function* () {
    yield beginning;
    yield* dataPieces(sorted, options.dtype);
  })();
}

type Sorted = readonly (readonly [string, NamedArray])[];

/** The header and the counts; how many bytes follow. */
function headerOf(
  arrays: NamedArrays,
  { dtype, metadata, counts = {} }: SafetensorsOptions,
): { readonly beginning: Uint8Array; readonly sorted: Sorted; readonly dataBytes: number } {
  const width = dtypeWidths[dtype];
  const sorted = byUtf8(arrays);
  const whole = byUtf8(Object.entries(counts));
  const entries: string[] = [];
  if (metadata !== undefined) {
    const texts = byUtf8(Object.entries(metadata)).map(([key, text]) => `${quoted(key)}:${quoted(text)}`);
    entries.push(`"__metadata__":{${texts.join(",")}}`);
  }
  let end = 0;
  const append = (name: string, type: string, shape: readonly number[], bytes: number): void => {
    if (name === "__metadata__") throw new RangeError("no tensor may be called __metadata__");
    const offsets = `[${end},${(end += bytes)}]`;
    entries.push(
      `${quoted(name)}:{"dtype":"${type}","shape":[${shape.join(",")}],"data_offsets":${offsets}}`,
    );
  };
  for (const [name] of whole) append(name, "I64", [], 8);
  const countBytes = end;
  for (const [name, { shape, data }] of sorted) {
    if (elementCount(shape) !== data.length) {
      throw new RangeError(`tensor ${name} has ${data.length} values for shape [${shape.join(", ")}]`);
    }
    append(name, dtype, shape, width * data.length);
  }
  const json = utf8(`{${entries.join(",")}}`);
  const padding = new Uint8Array(-json.length & 7).fill(0x20);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(json.length + padding.length), true);
  const numbers = new DataView(new ArrayBuffer(countBytes));
  for (const [index, [, count]] of whole.entries()) numbers.setBigInt64(8 * index, BigInt(count), true);
  const beginning = concat(length, json, padding, new Uint8Array(numbers.buffer));
  return { beginning, sorted, dataBytes: end - countBytes };
}

function* dataPieces(sorted: Sorted, dtype: SafetensorsOptions["dtype"]): Generator<Uint8Array> {
  const longest = sorted.reduce((most, [, { data }]) => Math.max(most, data.length), 0);
  const room = new Uint8Array(dtype === "F32" ? 0 : 2 * Math.min(pieceValues, longest));
  for (const [name, { data }] of sorted) {
    for (let begin = 0; begin < data.length; begin += pieceValues) {
      const values = data.subarray(begin, begin + pieceValues);
      yield dtype === "F32" ? asBytes(values) : halves(values, dtype, name, begin, room);
    }
  }
}

function halves(
  values: Float32Array,
  dtype: "F16" | "BF16",
  name: string,
  begin: number,
  room: Uint8Array,
): Uint8Array {
  const view = new DataView(room.buffer);
  // Above every exponent of a finite value in that dtype.
  const infinity = dtype === "F16" ? 0x7c00 : 0x7f80;
  for (let i = 0; i < values.length; i++) {
    const bits = dtype === "F16" ? floatToHalf(values[i]!) : floatToBfloat(values[i]!);
    if ((bits & 0x7fff) === infinity && Number.isFinite(values[i]!)) {
      const largest = dtype === "F16" ? largestHalf : largestBfloat;
      throw new RangeError(`tensor ${name} has ${values[i]!} at ${begin + i}; ${dtype} ends at ${largest}`);
    }
    view.setUint16(2 * i, bits, true);
  }
  return room.subarray(0, 2 * values.length);
}

/** JSON text for a name or a text of the metadata. @throws RangeError on what a reader would refuse or change. */
function quoted(text: string): string {
  if (text === "__proto__") throw new RangeError('the name "__proto__" is not allowed');
  if (/\p{Surrogate}/u.test(text)) throw new RangeError(`${JSON.stringify(text)} is not well-formed Unicode`);
  return JSON.stringify(text);
}

/** Sorted by code points, which is the order of the UTF-8 bytes; UTF-16 would put U+FFFF after U+10000. */
function byUtf8<Value>(entries: Iterable<readonly [string, Value]>): readonly (readonly [string, Value])[] {
  const keyed = [...entries].map((entry) => ({ entry, key: utf8(entry[0]) }));
  return keyed.sort((a, b) => compareBytes(a.key, b.key)).map(({ entry }) => entry);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
