import { readFile } from "node:fs/promises";

import { textOf } from "@tributary/core/data";
import { UserError } from "@tributary/core/support";
import { storageError } from "@tributary/node-platform";

/** @throws UserError naming the file and why it cannot be read */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UserError(storageError(error, "read", path).message, { cause: error });
  }
}

/** The same for a file that must be UTF-8; a mistake is shown by its line. */
export async function readText(path: string): Promise<string> {
  return textOf(path, await readBytes(path));
}
