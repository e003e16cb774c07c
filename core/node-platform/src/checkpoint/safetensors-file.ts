import { UserError } from "@tributary/core/support";
import {
  asBytes,
  dtypeFault,
  dtypeWidths,
  isDtype,
  readHeader,
  readValues,
  trustedLimits,
} from "@tributary/core/tensor";
import type { NamedArray, SafetensorsHeader, TensorInfo } from "@tributary/core/tensor";

import { fill, sizeOfFile, withFile } from "./read-file.ts";

/** A safetensors file whose tensors are read one by one, so that it is never in memory as a whole. It holds no handle. */
export interface SafetensorsFile {
  readonly path: string;
  readonly header: SafetensorsHeader;
  /**
   * A tensor's values as F32, which the caller owns.
   * @throws UserError if its dtype is not read or the file has changed; RangeError if there is no such tensor; StorageError
   */
  read(name: string): Promise<NamedArray>;
}

/** Bytes of 16-bit values that are in memory beside the F32 values that they become. */
const pieceBytes = 2 ** 20;

/**
 * Reads the header of a file, of whose data not a byte.
 * @throws UserError if it is not a safetensors file or not a whole one; StorageError
 */
export async function openSafetensors(path: string): Promise<SafetensorsFile> {
  const sizeBytes = await sizeOfFile(path);
  const header = await headerOf(path, sizeBytes);
  if (header.fileBytes !== sizeBytes) {
    throw new UserError(
      `${path} has ${sizeBytes} bytes, but its header describes ${header.fileBytes}; fetch it again.`,
    );
  }
  return {
    path,
    header,
    async read(name) {
      const info = header.tensors.get(name);
      if (info === undefined) throw new RangeError(`${path} has no tensor ${name}`);
      return { shape: info.shape, data: await valuesOf(path, name, info) };
    },
  };
}

async function headerOf(path: string, sizeBytes: number): Promise<SafetensorsHeader> {
  return withFile(path, async (file) => {
    let prefix = new Uint8Array(0);
    for (;;) {
      const progress = readHeader(prefix, trustedLimits);
      if (!progress.ok) throw new UserError(`${path} cannot be read: ${progress.error}.`);
      if (progress.value.complete) return progress.value.header;
      const { neededBytes } = progress.value;
      if (neededBytes > sizeBytes) {
        throw new UserError(
          `${path} cannot be read: it ends within its header, at ${sizeBytes} bytes of at least ${neededBytes}.`,
        );
      }
      prefix = new Uint8Array(neededBytes);
      await fill(file, path, prefix, 0);
    }
  });
}

async function valuesOf(
  path: string,
  name: string,
  { dtype, offset, sizeBytes }: TensorInfo,
): Promise<Float32Array> {
  if (!isDtype(dtype)) throw new UserError(`${path} cannot be read: ${dtypeFault(name, dtype)}.`);
  const width = dtypeWidths[dtype];
  const data = new Float32Array(sizeBytes / width);
  await withFile(path, async (file) => {
    if (dtype === "F32") return fill(file, path, asBytes(data), offset);
    const piece = new Uint8Array(Math.min(pieceBytes, sizeBytes));
    for (let at = 0; at < sizeBytes; at += pieceBytes) {
      const bytes = piece.subarray(0, Math.min(pieceBytes, sizeBytes - at));
      await fill(file, path, bytes, offset + at);
      readValues(data.subarray(at / width, (at + bytes.length) / width), dtype, bytes);
    }
  });
  return data;
}
