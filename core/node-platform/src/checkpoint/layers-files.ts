import { dirname, join } from "node:path";

import { weightFilesOf, readLayersModel } from "@tributary/core/checkpoint";
import type { LayersModel } from "@tributary/core/checkpoint";
import { UserError } from "@tributary/core/support";

import { readText, readWhole, sizeOfFile } from "./read-file.ts";

/** Such models are made for browsers; a larger one would not fit there. */
const mostBytes = 2 ** 31;

/**
 * Reads a TF.js layers model whole.
 * @param path of its model.json
 * @throws UserError, StorageError
 */
export async function readLayers(
  path: string,
): Promise<{ readonly model: LayersModel; readonly sizeBytes: number }> {
  const text = await readText(path, 2 ** 26);
  const names = weightFilesOf(text);
  if (!names.ok) throw new UserError(`The model ${path} cannot be read: ${names.error}.`);
  let sizeBytes = 0;
  for (const name of names.value) sizeBytes += await sizeOfFile(join(dirname(path), name));
  if (sizeBytes > mostBytes) {
    throw new UserError(
      `The model ${path} has ${sizeBytes} bytes of weights, more than the ${mostBytes} that are read.`,
    );
  }
  const files = new Map<string, Uint8Array>();
  for (const name of names.value) files.set(name, await readWhole(join(dirname(path), name), mostBytes));
  const model = readLayersModel(text, files);
  if (!model.ok) throw new UserError(`The model ${path} cannot be read: ${model.error}.`);
  return { model: model.value, sizeBytes };
}
