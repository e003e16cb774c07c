import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { isPlainName } from "@tributary/core/checkpoint";
import { UserError } from "@tributary/core/support";

import { errorCode, storageError, syncFolder, writeFileDurably } from "../durable-files.ts";
import type { Contents } from "../durable-files.ts";

/**
 * Makes a folder of these files (by path within it, with "/"), whole or not at all: written beside it, synced, renamed.
 * @throws UserError if there is something at `folder` already, but for an empty folder; StorageError
 * @throws RangeError if a file's path would lead out of the folder
 */
export async function writeModelFolder(folder: string, files: ReadonlyMap<string, Contents>): Promise<void> {
  const path = resolve(folder);
  for (const name of files.keys()) {
    if (!name.split("/").every(isPlainName))
      throw new RangeError(`${JSON.stringify(name)} is no path within a folder`);
  }
  await requireFree(path);
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await mkdir(temporary, { recursive: true });
    for (const [name, contents] of files) {
      const target = join(temporary, name);
      await mkdir(dirname(target), { recursive: true });
      await writeFileDurably(target, contents);
    }
    await syncFolder(temporary);
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    // The first failure is the one to tell.
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    // What the source of the pieces throws is its owner's business.
    throw errorCode(error) === undefined ? error : storageError(error, "write the folder", path);
  }
}

async function requireFree(path: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw storageError(error, "look into", path);
  }
  if (names.length > 0)
    throw new UserError(`The folder ${path} has files already; name one that is new or empty.`);
}
