import { readdir } from "node:fs/promises";

import { UserError } from "@tributary/core/support";
import { storageError } from "@tributary/node-platform";

export interface Entries {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** What a system puts into folders of its own accord. */
const notOurs: ReadonlySet<string> = new Set(["Thumbs.db", "desktop.ini", "__MACOSX"]);

/** Names in a folder, sorted, so that the same files give the same examples everywhere; hidden ones are left out. */
export async function entriesOf(path: string): Promise<Entries> {
  try {
    const entries = (await readdir(path, { withFileTypes: true }))
      .filter(({ name }) => !name.startsWith(".") && !notOurs.has(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      files: entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
      folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    };
  } catch (error) {
    throw new UserError(storageError(error, "read the folder", path).message, { cause: error });
  }
}
