import { readFile } from "node:fs/promises";

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
  const bytes = await readBytes(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Where it goes wrong is what a person wants to know, and what TextDecoder does not say.
    throw new UserError(
      `${path}:${firstBadLine(bytes)}: the text is not UTF-8; save the file with that encoding.`,
    );
  }
}

function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found === -1 ? bytes.length : found + 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      // This is the line.
      return line;
    }
    start = end;
  }
  return line;
}
