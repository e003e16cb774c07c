import { stat } from "node:fs/promises";
import { join } from "node:path";

import { inputSize } from "@tributary/core/model";
import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { UserError } from "@tributary/core/support";
import { storageError } from "@tributary/node-platform";

import type { DataFormat } from "./data-format.ts";
import { entriesOf } from "./folder.ts";
import { readImageFolder } from "./image-folder.ts";
import { isTable, readTable, tableEndings } from "./read-table.ts";

/** A file or folder, or the examples themselves. */
export type DataSource = string | Iterable<Example> | AsyncIterable<Example>;

/**
 * This client's examples: of a CSV, TSV or JSONL file; of a folder of such files; of a folder that has a folder of PNG
 * or JPEG images per label; or those that are given.
 * @throws UserError naming the file, line and column at fault, and what to do
 */
export async function readData(
  source: DataSource,
  plan: Plan,
  format: DataFormat = {},
): Promise<readonly Example[]> {
  return typeof source === "string" ? readPath(source, plan, format) : collect(source, plan);
}

async function readPath(path: string, plan: Plan, format: DataFormat): Promise<readonly Example[]> {
  const known = `expected a .${tableEndings.join(", .")} file, or a folder`;
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
  } catch (error) {
    throw new UserError(storageError(error, "read the data at", path).message, { cause: error });
  }
  if (!isFolder) {
    if (!isTable(path)) throw new UserError(`${path} is of a kind that is not read: ${known}.`);
    return readTable(path, plan, format);
  }
  const { files, folders } = await entriesOf(path);
  const tables = files.filter(isTable);
  if (tables.length > 0 && folders.length > 0) {
    throw new UserError(
      `${path} holds both tables (${tables[0]}) and folders (${folders[0]}); name the one that is meant.`,
    );
  }
  if (folders.length > 0) return readImageFolder(path, folders, plan, format);
  if (tables.length === 0) {
    throw new UserError(
      `${path} holds no data: expected .${tableEndings.join(", .")} files, or a folder of images for each label.`,
    );
  }
  const examples: Example[] = [];
  for (const name of tables) {
    for (const example of await readTable(join(path, name), plan, format)) examples.push(example);
  }
  return examples;
}

async function collect(
  source: Iterable<Example> | AsyncIterable<Example>,
  { input, labels }: Plan,
): Promise<readonly Example[]> {
  const size = inputSize(input);
  const examples: Example[] = [];
  for await (const example of source) {
    const at = `example ${examples.length} of the data given`;
    const { values, label } = example;
    if (values.length !== size)
      throw new UserError(`${at} has ${values.length} values, the plan's input ${size}.`);
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) throw new UserError(`${at} has ${values[odd]} at ${odd}; expected finite numbers.`);
    if (!Number.isInteger(label) || label < 0 || label >= labels.length) {
      throw new UserError(`${at} has the label ${label}; the plan's ${labels.length} labels count from 0.`);
    }
    examples.push(example);
  }
  if (examples.length === 0) throw new UserError("The data given hold no example.");
  return examples;
}
