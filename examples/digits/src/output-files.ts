import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { storageError } from "@tributary/node-platform";

/** Makes a folder with all above it. @throws StorageError */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw storageError(error, "make the folder", path);
  }
}

/** Makes sure that a file can be written later, and leaves what it holds. @throws StorageError */
export async function checkWritable(path: string): Promise<void> {
  await makeFolder(dirname(resolve(path)));
  try {
    await appendFile(path, "");
  } catch (error) {
    throw storageError(error, "write", path);
  }
}

/** @throws StorageError */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw storageError(error, "write", path);
  }
}
