import { concat, err, ok, utf8 } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { bfloatToFloat, floatToHalf, halfToFloat, largestHalf } from "./half.ts";
import { elementCount } from "./named-arrays.ts";
import type { NamedArray, NamedArrays } from "./named-arrays.ts";
import { defaultLimits, dtypeWidths, readHeader } from "./safetensors-header.ts";
import type { SafetensorsLimits, TensorInfo } from "./safetensors-header.ts";

export interface SafetensorsFile {
  /** Values as F32, whatever the file's dtype, in the header's order; copies, which the caller owns. */
  readonly arrays: NamedArrays;
  readonly metadata: ReadonlyMap<string, string>;
}

/** Reads a whole file. One that is wrong in any way is refused in one sentence. */
export function decodeSafetensors(
  bytes: Uint8Array,
  limits: SafetensorsLimits = defaultLimits,
): Result<SafetensorsFile, string> {
  const read = readHeader(bytes, limits);
  if (!read.ok) return read;
  if (!read.value.complete) {
    return err(
      `the file ends within its header: ${bytes.length} bytes of at least ${read.value.neededBytes}`,
    );
  }
  const { tensors, metadata, fileBytes } = read.value.header;
  if (bytes.length < fileBytes) {
    const [cut] = [...tensors].find(([, { offset, sizeBytes }]) => offset + sizeBytes > bytes.length) ?? [""];
    return err(
      `the file is cut short within tensor ${JSON.stringify(cut)}: ${bytes.length} bytes of ${fileBytes}`,
    );
  }
  if (bytes.length > fileBytes) {
    return err(`the file ends at ${fileBytes} bytes by its header, but has ${bytes.length}`);
  }
  const arrays = new Map<string, NamedArray>();
  for (const [name, info] of tensors) arrays.set(name, { shape: info.shape, data: values(bytes, info) });
  return ok({ arrays, metadata });
}

function values(bytes: Uint8Array, { dtype, offset, sizeBytes }: TensorInfo): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, sizeBytes);
  const data = new Float32Array(sizeBytes / dtypeWidths[dtype]);
  switch (dtype) {
    case "F32":
      asBytes(data).set(bytes.subarray(offset, offset + sizeBytes));
      return data;
    case "F16":
      for (let i = 0; i < data.length; i++) data[i] = halfToFloat(view.getUint16(2 * i, true));
      return data;
    case "BF16":
      for (let i = 0; i < data.length; i++) data[i] = bfloatToFloat(view.getUint16(2 * i, true));
      return data;
    case "I8":
      for (let i = 0; i < data.length; i++) data[i] = view.getInt8(i);
      return data;
    default:
      return dtype satisfies never;
  }
}

/** The same memory; little-endian as the file, as on every platform that has WebAssembly. */
function asBytes(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** How a file is written. */
export interface SafetensorsOptions {
  readonly dtype: "F32" | "F16";
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * The file of these tensors: one sequence of bytes for one model. Tensors and metadata are sorted by the UTF-8 bytes
 * of their names (as Hugging Face's writer sorts tensors of one dtype; its metadata are in no order).
 * @throws RangeError if a tensor's data do not fit its shape, its name is not allowed, or a finite value has no F16.
 */
export function encodeSafetensors(arrays: NamedArrays, { dtype, metadata }: SafetensorsOptions): Uint8Array {
  const width = dtypeWidths[dtype];
  const sorted = byUtf8(arrays);
  const entries: string[] = [];
  if (metadata !== undefined) {
    const texts = byUtf8(Object.entries(metadata)).map(([key, text]) => `${quoted(key)}:${quoted(text)}`);
    entries.push(`"__metadata__":{${texts.join(",")}}`);
  }
  let size = 0;
  for (const [name, { shape, data }] of sorted) {
    if (name === "__metadata__") throw new RangeError("no tensor may be called __metadata__");
    if (elementCount(shape) !== data.length) {
      throw new RangeError(`tensor ${name} has ${data.length} values for shape [${shape.join(", ")}]`);
    }
    const end = size + width * data.length;
    entries.push(
      `${quoted(name)}:{"dtype":"${dtype}","shape":[${shape.join(",")}],"data_offsets":[${size},${end}]}`,
    );
    size = end;
  }
  const json = utf8(`{${entries.join(",")}}`);
  const header = concat(json, new Uint8Array(-json.length & 7).fill(0x20));
  const file = new Uint8Array(8 + header.length + size);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  let offset = 8 + header.length;
  for (const [name, { data }] of sorted) {
    if (dtype === "F32") {
      file.set(asBytes(data), offset);
    } else {
      writeHalves(view, offset, name, data);
    }
    offset += width * data.length;
  }
  return file;
}

function writeHalves(view: DataView, offset: number, name: string, data: Float32Array): void {
  for (let i = 0; i < data.length; i++) {
    const bits = floatToHalf(data[i]!);
    if ((bits & 0x7fff) === 0x7c00 && Number.isFinite(data[i]!)) {
      throw new RangeError(`tensor ${name} has ${data[i]!} at ${i}; F16 ends at ${largestHalf}`);
    }
    view.setUint16(offset + 2 * i, bits, true);
  }
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
