import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import {
  assetNames,
  carriedAssets,
  describeFolder,
  licenceOf,
  tokenizerFault,
} from "@tributary/core/checkpoint";
import type { FolderContents, LayersModel } from "@tributary/core/checkpoint";
import { UserError, utf8 } from "@tributary/core/support";
import type { NamedArray, NamedArrays } from "@tributary/core/tensor";
import { baseLimits } from "@tributary/core/tensor";

import { StorageError, storageError } from "../durable-files.ts";
import { readLayers } from "./layers-files.ts";
import { readText } from "./read-file.ts";
import { readShards } from "./shards.ts";
import type { CheckpointTensor } from "./shards.ts";

/** A model as it came: of Hugging Face, its weights still on disk, or of TF.js, its weights in memory. */
export type ModelFolder =
  | (FolderContent & { readonly kind: "huggingface" })
  | (FolderContent & { readonly kind: "tfjs"; readonly layers: LayersModel });

interface FolderContent {
  readonly path: string;
  /** Every tensor of its files, those among them whose dtype is not read. */
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /**
   * A tensor's values as F32, which the caller owns.
   * @throws UserError if its dtype is not read or the file has changed; RangeError if there is no such tensor; StorageError
   */
  read(name: string): Promise<NamedArray>;
  /** What most of its values are stored in. */
  readonly precision: "F32" | "F16" | "BF16";
  /** The texts that travel with the weights, by file name: files of the folder, or what the metadata carry. */
  readonly assets: ReadonlyMap<string, string>;
  /** Of its safetensors files. */
  readonly metadata: ReadonlyMap<string, string>;
  /** By its model card. */
  readonly licence: string | undefined;
  /** Of the weights on disk. */
  readonly sizeBytes: number;
}

/** Room in a base model's header for its tensors, beside the texts. */
const headerRoom = 2 ** 22;
const mostAssetBytes = baseLimits.headerBytes - headerRoom;

/**
 * Opens a model folder as Hugging Face or TF.js make them, or one file of such a folder. Only names and sizes are read,
 * and the small texts; the weights are read tensor by tensor.
 * @throws UserError in one sentence that ends in what to do; StorageError
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  const isFolder = await isDirectory(path);
  const root = isFolder ? path : dirname(path);
  const names = isFolder ? await namesIn(path) : [basename(path)];
  const contents = describeFolder(names);
  if (!contents.ok) throw new UserError(`The model ${path} cannot be read: ${contents.error}`);
  switch (contents.value.kind) {
    case "huggingface":
      return huggingFaceFolder(path, root, contents.value, names);
    case "tfjs":
      return layersFolder(path, root, contents.value.file, names);
    default:
      return contents.value satisfies never;
  }
}

async function huggingFaceFolder(
  path: string,
  root: string,
  contents: Extract<FolderContents, { kind: "huggingface" }>,
  names: readonly string[],
): Promise<ModelFolder> {
  const fault = tokenizerFault(names);
  if (fault !== undefined) throw new UserError(`The model ${path} cannot be read: ${fault}`);
  const weights = await readShards(root, contents);
  // A file that somebody names comes without its folder.
  const files = path === root ? await assetsOf(root) : [];
  return {
    path,
    kind: "huggingface",
    tensors: weights.tensors,
    read: weights.read,
    precision: weights.precision,
    assets: new Map([...carriedAssets(weights.metadata), ...files]),
    metadata: weights.metadata,
    licence: await licenceIn(root, names),
    sizeBytes: weights.sizeBytes,
  };
}

async function layersFolder(
  path: string,
  root: string,
  file: string,
  names: readonly string[],
): Promise<ModelFolder> {
  const { model, sizeBytes } = await readLayers(join(root, file));
  return {
    path,
    kind: "tfjs",
    layers: model,
    tensors: new Map([...model.arrays].map(([name, { shape }]) => [name, { dtype: "F32", shape }])),
    async read(name) {
      const array = model.arrays.get(name);
      if (array === undefined) throw new RangeError(`${path} has no tensor ${name}`);
      return { shape: array.shape, data: array.data.slice() };
    },
    precision: "F32",
    assets: new Map([["model.json", model.topology]]),
    metadata: new Map(),
    licence: await licenceIn(root, names),
    sizeBytes,
  };
}

/**
 * Tensors of a folder in memory, under other names.
 * @param sources names in the folder by names in the answer, whose order it keeps (matchTensors)
 * @throws UserError if a dtype is not read or a file has changed; RangeError if there is no such tensor; StorageError
 */
export async function readTensors(
  folder: ModelFolder,
  sources: ReadonlyMap<string, string>,
): Promise<NamedArrays> {
  const arrays = new Map<string, NamedArray>();
  for (const [name, source] of sources) arrays.set(name, await folder.read(source));
  return arrays;
}

async function licenceIn(root: string, names: readonly string[]): Promise<string | undefined> {
  return names.includes("README.md")
    ? licenceOf(await readText(join(root, "README.md"), 2 ** 24))
    : undefined;
}

async function assetsOf(root: string): Promise<ReadonlyMap<string, string>> {
  const assets = new Map<string, string>();
  let bytes = 0;
  for (const name of assetNames) {
    const path = join(root, name);
    let text: string;
    try {
      text = await readText(path, mostAssetBytes);
    } catch (error) {
      if (error instanceof StorageError && error.fault === "missing") continue;
      throw error;
    }
    // As JSON text within the header, where quotes take two bytes.
    bytes += utf8(JSON.stringify(text)).length;
    if (bytes > mostAssetBytes) {
      throw new UserError(
        `${path} does not fit: the texts of a model may have ${mostAssetBytes} bytes together; with it they have ${bytes}.`,
      );
    }
    assets.set(name, text);
  }
  return assets;
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw storageError(error, "look at", path);
  }
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    throw storageError(error, "list", path);
  }
}
