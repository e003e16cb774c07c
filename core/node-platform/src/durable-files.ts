import { randomBytes } from "node:crypto";
import { link, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** What went wrong with a disk, as far as it matters to what is done about it. */
export type StorageFault = "full" | "denied" | "missing" | "failed";

/** A file operation that failed. The message is one sentence for people; the system's own error is the cause. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly fault: StorageFault;
  readonly path: string;

  constructor(fault: StorageFault, path: string, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.fault = fault;
    this.path = path;
  }
}

const faults: Readonly<Record<string, StorageFault>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  EACCES: "denied",
  EPERM: "denied",
  EROFS: "denied",
  ENOENT: "missing",
};

const inTheWay: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is a file, not a folder",
  EEXIST: "a file is there already",
};

/** The error of a file operation on `path` as a StorageError; `doing` completes "Could not ...". */
export function storageError(error: unknown, doing: string, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const code = errorCode(error) ?? "unknown error";
  const fault = faults[code] ?? "failed";
  const said = error instanceof Error ? error.message : String(error);
  const why = { full: "the disk is full", denied: "permission is denied", missing: "there is no such file" };
  const words = fault === "failed" ? (inTheWay[code] ?? said) : why[fault];
  return new StorageError(fault, path, `Could not ${doing} ${path}: ${words} (${code}).`, { cause: error });
}

/** The system's code of an error (`ENOENT`), if it has one. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Makes renames and unlinks in a folder survive a loss of power. @throws StorageError */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    throw storageError(error, "sync the folder", path);
  }
}

/** What a file is made of; pieces are asked for as they are written. */
export type Contents = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * Replaces a file by one with these bytes, whole or not at all: written beside it, synced, renamed, the folder synced.
 * On failure what was there stays.
 * @param mode permissions of the new file
 * @throws StorageError
 */
export async function writeFileDurably(path: string, contents: Contents, mode = 0o644): Promise<void> {
  await placed(path, contents, mode, (temporary) => rename(temporary, path));
}

/**
 * Makes a file with these bytes, whole or not at all, where there is none. The answer is false, and what is there stays,
 * if there is one.
 * @param mode permissions of the new file
 * @throws StorageError
 */
export async function createFileDurably(path: string, contents: Contents, mode = 0o644): Promise<boolean> {
  let created = true;
  await placed(path, contents, mode, async (temporary) => {
    try {
      await link(temporary, path);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
      created = false;
    }
    await rm(temporary);
  });
  return created;
}

/** Writes a file beside `path`, and syncs it and the folder around what `place` does with it. */
async function placed(
  path: string,
  contents: Contents,
  mode: number,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", mode);
    try {
      await writeFile(file, contents);
      await file.sync();
    } finally {
      await file.close();
    }
    await place(temporary);
    await syncFolder(dirname(path));
  } catch (error) {
    // Where there is no such folder, this fails as well; the first failure is the one to tell.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw storageError(error, "write", path);
  }
}
