import { randomUUID } from "node:crypto";
import { unlinkSync } from "node:fs";
import { link, mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { UserError } from "@tributary/core/support";
import { errorCode, storageError } from "@tributary/node-platform";

/** The lock files of this process, which go with it however it ends. */
const held = new Set<string>();

const removeHeld = (): void => {
  for (const lock of held) {
    try {
      unlinkSync(lock);
    } catch {
      // The process is about to be gone, and whoever comes next sees that by its pid.
    }
  }
};

/** Where a lock cannot be: a folder that is mounted read-only, or a file system without links. */
const cannotLock: ReadonlySet<string> = new Set(["EROFS", "EACCES", "EPERM", "ENOTSUP", "EOPNOTSUPP"]);

/**
 * Keeps other processes from taking part under the identity file at `path`, by `<path>.lock` with this process's pid;
 * a lock whose process is gone is taken over. Calling the answer gives it back.
 * @throws UserError if a living process holds it
 */
export async function lockIdentity(
  path: string,
  warn: (message: string) => void,
): Promise<() => Promise<void>> {
  try {
    const lock = `${await placeOf(path)}.lock`;
    await take(lock, path);
    if (held.size === 0) process.on("exit", removeHeld);
    held.add(lock);
    return async () => {
      held.delete(lock);
      if (held.size === 0) process.off("exit", removeHeld);
      await rm(lock, { force: true });
    };
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (!cannotLock.has(errorCode(error) ?? "")) throw storageError(error, "lock the identity file", path);
    warn(`The identity file ${path} cannot be locked; see to it that no other client uses it.`);
    return () => Promise.resolve();
  }
}

/** The file itself, by whatever links it is reached. */
async function placeOf(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    return join(await realpath(dirname(path)), basename(path));
  }
}

async function take(lock: string, path: string): Promise<void> {
  const own = `${lock}.${randomUUID()}`;
  // A link appears with its content, unlike a file that is made and then written.
  await writeFile(own, `${process.pid}\n`, { mode: 0o600 });
  try {
    while (!(await linked(own, lock))) {
      const holder = await holderOf(lock);
      if (holder === undefined) continue;
      if (isAlive(holder, lock)) throw inUse(path, lock, holder);
      await dropStale(lock, path);
    }
  } finally {
    await rm(own, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** The pid in a lock file; NaN if it holds none, undefined if there is no such file. */
async function holderOf(lock: string): Promise<number | undefined> {
  try {
    const text = (await readFile(lock, "utf8")).trim();
    return /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Puts a dead process's lock aside; one that another process took in this moment is put back. */
async function dropStale(lock: string, path: string): Promise<void> {
  const aside = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    // Somebody else was faster; the next try tells.
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  const holder = await holderOf(aside);
  const taken = holder !== undefined && isAlive(holder, lock);
  if (taken) await linked(aside, lock);
  await rm(aside, { force: true });
  if (taken) throw inUse(path, lock, holder);
}

function isAlive(pid: number, lock: string): boolean {
  if (!(pid > 0)) return false;
  // In a container each process may be given the pid of the one before it.
  if (pid === process.pid) return held.has(lock);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

function inUse(path: string, lock: string, pid: number): UserError {
  return new UserError(
    `The identity file ${path} is in use by process ${pid}: two clients with one identity spoil each other's updates. ` +
      `Give each its own (--identity), or delete ${lock} if no client runs there.`,
  );
}
