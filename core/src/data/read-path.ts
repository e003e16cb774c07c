import { UserError } from "../support/index.ts";

import { endingOf } from "./data-files.ts";
import type { DataFiles, Entries } from "./data-files.ts";

/** How the things that a path may name are read. */
export interface PathReaders<Item> {
  /** Endings of the names of tables. */
  readonly endings: readonly string[];
  /** What a folder may hold in their place, for a message; empty if nothing. */
  readonly expected: string;
  table(path: string): Promise<readonly Item[]>;
  /** A folder without tables; undefined if it holds nothing that is read. */
  images(path: string, entries: Entries): Promise<readonly Item[] | undefined>;
}

/** Reads a table, a folder of tables, or a folder of images. @throws UserError naming what is at fault */
export async function readPath<Item>(
  files: DataFiles,
  path: string,
  read: PathReaders<Item>,
): Promise<readonly Item[]> {
  const isTable = (name: string): boolean => read.endings.includes(endingOf(name));
  const kinds = `.${read.endings.join(", .")}`;
  if (!(await files.isFolder(path))) {
    if (isTable(path)) return read.table(path);
    throw new UserError(`${path} is of a kind that is not read: expected a ${kinds} file, or a folder.`);
  }
  const entries = await files.entriesOf(path);
  const tables = entries.files.filter(isTable);
  const [folder] = entries.folders;
  if (tables.length > 0 && folder !== undefined) {
    throw new UserError(
      `${path} holds both tables (${tables[0]}) and folders (${folder}); name the one that is meant.`,
    );
  }
  if (tables.length === 0) {
    const items = await read.images(path, entries);
    if (items !== undefined) return items;
    const others = read.expected === "" ? "" : `, or ${read.expected}`;
    throw new UserError(`${path} holds no data: expected ${kinds} files${others}.`);
  }
  const items: Item[] = [];
  for (const name of tables) for (const item of await read.table(files.join(path, name))) items.push(item);
  return items;
}
