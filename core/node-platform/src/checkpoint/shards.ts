import { join } from "node:path";

import { shardFault, shardIndex } from "@tributary/core/checkpoint";
import type { FolderContents, ShardIndex } from "@tributary/core/checkpoint";
import { UserError } from "@tributary/core/support";
import type { Dtype, NamedArray, OtherDtype } from "@tributary/core/tensor";
import { elementCount } from "@tributary/core/tensor";

import { StorageError } from "../durable-files.ts";
import { readText } from "./read-file.ts";
import { openSafetensors } from "./safetensors-file.ts";
import type { SafetensorsFile } from "./safetensors-file.ts";

export interface CheckpointTensor {
  readonly dtype: Dtype | OtherDtype;
  readonly shape: readonly number[];
}

/** The weights of a folder, in one file or in several. */
export interface ShardedWeights {
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  read(name: string): Promise<NamedArray>;
  readonly precision: "F32" | "F16" | "BF16";
  readonly metadata: ReadonlyMap<string, string>;
  readonly sizeBytes: number;
}

/** Far above the models that are supported, and below what would only fail later. */
const mostBytes = 2 ** 34;

/** @throws UserError, StorageError */
export async function readShards(
  root: string,
  contents: Extract<FolderContents, { kind: "huggingface" }>,
): Promise<ShardedWeights> {
  if (contents.weights === "single") {
    const file = await openSafetensors(join(root, contents.file));
    return weightsOf(root, [{ file, names: [...file.header.tensors.keys()] }]);
  }
  const path = join(root, contents.index);
  const index = shardIndex(await readText(path, 2 ** 26));
  if (!index.ok) throw new UserError(`${path} cannot be read: ${index.error}.`);
  const parts: Part[] = [];
  for (const [name, names] of index.value)
    parts.push({ file: await openShard(root, index.value, name), names });
  return weightsOf(root, parts);
}

interface Part {
  readonly file: SafetensorsFile;
  /** Tensors that are read from it. */
  readonly names: readonly string[];
}

async function openShard(root: string, index: ShardIndex, name: string): Promise<SafetensorsFile> {
  const path = join(root, name);
  let file: SafetensorsFile;
  try {
    file = await openSafetensors(path);
  } catch (error) {
    if (!(error instanceof StorageError) || error.fault !== "missing") throw error;
    throw new UserError(
      `${path} is missing, where the index places ${index.get(name)?.length} tensors; fetch it.`,
    );
  }
  const fault = shardFault(index, name, file.header.tensors);
  if (fault !== undefined) throw new UserError(`The model ${root} cannot be read: ${fault}.`);
  return file;
}

function weightsOf(root: string, parts: readonly Part[]): ShardedWeights {
  const sizeBytes = parts.reduce((sum, { file }) => sum + file.header.fileBytes, 0);
  if (sizeBytes > mostBytes) {
    throw new UserError(
      `The model ${root} has ${sizeBytes} bytes of weights, more than the ${mostBytes} that are read.`,
    );
  }
  const homes = new Map(parts.flatMap(({ file, names }) => names.map((name) => [name, file] as const)));
  const tensors = new Map<string, CheckpointTensor>();
  for (const [name, file] of homes) {
    const info = file.header.tensors.get(name);
    if (info !== undefined) tensors.set(name, { dtype: info.dtype, shape: info.shape });
  }
  return {
    tensors,
    async read(name) {
      const file = homes.get(name);
      if (file === undefined) throw new RangeError(`${root} has no tensor ${name}`);
      return file.read(name);
    },
    precision: precisionOf(tensors),
    metadata: new Map(parts.flatMap(({ file }) => [...file.header.metadata])),
    sizeBytes,
  };
}

function precisionOf(tensors: ReadonlyMap<string, CheckpointTensor>): "F32" | "F16" | "BF16" {
  const values = { F32: 0, F16: 0, BF16: 0 };
  for (const { dtype, shape } of tensors.values()) {
    if (dtype === "F32" || dtype === "F16" || dtype === "BF16") values[dtype] += elementCount(shape);
  }
  const { F32, F16, BF16 } = values;
  if (F16 > F32 && F16 >= BF16) return "F16";
  return BF16 > F32 ? "BF16" : "F32";
}
