import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import { bfloatToFloat, halfToFloat } from "./half.ts";
import type { NamedArray, NamedArrays } from "./named-arrays.ts";
import { defaultLimits, dtypeFault, dtypeWidths, isDtype, readHeader } from "./safetensors-header.ts";
import type { Dtype, SafetensorsLimits } from "./safetensors-header.ts";

export interface SafetensorsFile {
  /** Values as F32, whatever the file's dtype, in the header's order; copies, which the caller owns. */
  readonly arrays: NamedArrays;
  readonly metadata: ReadonlyMap<string, string>;
  /** Tensors that were not wanted, in the header's order. */
  readonly skipped: readonly string[];
}

/**
 * Reads a whole file. One that is wrong in any way is refused in one sentence.
 * @param wanted which tensors to read; the dtype of the others does not matter
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  limits: SafetensorsLimits = defaultLimits,
  wanted: (name: string) => boolean = () => true,
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
  const skipped: string[] = [];
  for (const [name, { dtype, shape, offset, sizeBytes }] of tensors) {
    if (!wanted(name)) {
      skipped.push(name);
      continue;
    }
    if (!isDtype(dtype)) return err(dtypeFault(name, dtype));
    const data = new Float32Array(sizeBytes / dtypeWidths[dtype]);
    readValues(data, dtype, bytes.subarray(offset, offset + sizeBytes));
    arrays.set(name, { shape, data });
  }
  return ok({ arrays, metadata, skipped });
}

/**
 * Fills `target` with the values of a file's bytes, so that a large tensor may be read piece by piece.
 * @throws RangeError unless the bytes are those of as many values
 */
export function readValues(target: Float32Array, dtype: Dtype, bytes: Uint8Array): void {
  if (bytes.length !== target.length * dtypeWidths[dtype]) {
    throw new RangeError(`${bytes.length} bytes are not ${target.length} values in ${dtype}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (dtype) {
    case "F32":
      asBytes(target).set(bytes);
      return;
    case "F16":
      for (let i = 0; i < target.length; i++) target[i] = halfToFloat(view.getUint16(2 * i, true));
      return;
    case "BF16":
      for (let i = 0; i < target.length; i++) target[i] = bfloatToFloat(view.getUint16(2 * i, true));
      return;
    case "I8":
      for (let i = 0; i < target.length; i++) target[i] = view.getInt8(i);
      return;
    default:
      dtype satisfies never;
  }
}

/** The same memory; little-endian as the file, as on every platform that has WebAssembly. */
export function asBytes(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
