import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { concat, utf8 } from "@tributary/core/support";
import { encodeSafetensors } from "@tributary/core/tensor";
import type { NamedArray, SafetensorsOptions } from "@tributary/core/tensor";

export const arraysOf = (values: Readonly<Record<string, readonly number[]>>): Map<string, NamedArray> =>
  new Map(
    Object.entries(values).map(([name, data]) => [
      name,
      { shape: [data.length], data: Float32Array.from(data) },
    ]),
  );

export function safetensors(
  values: Readonly<Record<string, readonly number[]>>,
  options: SafetensorsOptions = { dtype: "F32" },
): Uint8Array {
  return encodeSafetensors(arraysOf(values), options);
}

/** A file with one F32 tensor and one of whole numbers, as PyTorch's buffers are. */
export function withWholeNumbers(): Uint8Array {
  const json = utf8(
    '{"weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"position_ids":{"dtype":"I64","shape":[1],"data_offsets":[4,12]}}',
  );
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(json.length), true);
  return concat(length, json, new Uint8Array(new Float32Array([2.5]).buffer), new Uint8Array(8));
}

/** Writes files below a folder, by path within it. */
export async function place(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  for (const [name, contents] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), contents);
  }
  return folder;
}

export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const failure = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof Error) return failure;
  throw new Error("it did not fail");
}
