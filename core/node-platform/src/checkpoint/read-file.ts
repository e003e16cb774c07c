import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

import { UserError, fromUtf8 } from "@tributary/core/support";

import { storageError } from "../durable-files.ts";

/** Bytes that are asked of the system at once, well below what one call may give. */
const largestRead = 2 ** 26;

/** Does something with an open file, which is closed whatever comes. @throws StorageError if the file cannot be opened */
export async function withFile<Value>(
  path: string,
  use: (file: FileHandle) => Promise<Value>,
): Promise<Value> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw storageError(error, "open", path);
  }
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/**
 * Fills `target` with the file's bytes from `position` on.
 * @throws UserError if the file ends before; StorageError
 */
export async function fill(
  file: FileHandle,
  path: string,
  target: Uint8Array,
  position: number,
): Promise<void> {
  for (let filled = 0; filled < target.length;) {
    const wanted = Math.min(largestRead, target.length - filled);
    let bytesRead: number;
    try {
      ({ bytesRead } = await file.read(target, filled, wanted, position + filled));
    } catch (error) {
      throw storageError(error, "read", path);
    }
    if (bytesRead === 0) {
      throw new UserError(
        `${path} ends at ${position + filled} bytes, expected ${position + target.length} at least; fetch it again.`,
      );
    }
    filled += bytesRead;
  }
}

/**
 * The size of a regular file, symbolic links followed (Hugging Face's cache is made of them).
 * @throws UserError if it is something else; StorageError
 */
export async function sizeOfFile(path: string): Promise<number> {
  let found;
  try {
    found = await stat(path);
  } catch (error) {
    throw storageError(error, "look at", path);
  }
  if (!found.isFile()) throw new UserError(`${path} is not a file.`);
  return found.size;
}

/**
 * A whole file whose size is looked at before a byte is read.
 * @throws UserError if it has more than `mostBytes`; StorageError
 */
export async function readWhole(path: string, mostBytes: number): Promise<Uint8Array> {
  const size = await sizeOfFile(path);
  if (size > mostBytes) {
    throw new UserError(`${path} has ${size} bytes, more than the ${mostBytes} that are read.`);
  }
  const bytes = new Uint8Array(size);
  await withFile(path, (file) => fill(file, path, bytes, 0));
  return bytes;
}

/** @throws UserError if the file has more than `mostBytes` or is not UTF-8; StorageError */
export async function readText(path: string, mostBytes: number): Promise<string> {
  const bytes = await readWhole(path, mostBytes);
  try {
    return fromUtf8(bytes);
  } catch {
    throw new UserError(`${path} is not UTF-8 text.`);
  }
}
