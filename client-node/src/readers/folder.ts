import { readdir } from "node:fs/promises";

import { entriesFrom } from "@tributary/core/data";
import type { Entries } from "@tributary/core/data";
import { UserError } from "@tributary/core/support";
import { storageError } from "@tributary/node-platform";

/** What is in a folder. @throws UserError naming it */
export async function entriesOf(path: string): Promise<Entries> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entriesFrom(entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() })));
  } catch (error) {
    throw new UserError(storageError(error, "read the folder", path).message, { cause: error });
  }
}
