import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

import { UserError } from "@tributary/core/support";
import { errorCode, storageError } from "@tributary/node-platform";

// Two coordinators on one data folder would each overwrite what the other has acknowledged, and Node has no
// flock(2). So each puts down a file that names it, and only then looks for others: of two that come at once at
// least one sees the other, and goes. Whoever finds a file asks the system whether its owner still lives; the
// file of a dead one can be removed at any time, since no name comes twice. A process is known by its number and, on
// Linux, by when it began, since numbers come round again (in a container the coordinator is number 1 each time).
// Of a process on another machine (or in a container that is no more: each has a host name of its own) nothing can be
// asked, so each owner writes its file again from time to time, and one that grows old has no owner any more.

interface Owner {
  readonly pid: number;
  /** Clock ticks since boot at which the process began; null where the system does not tell. */
  readonly startedTicks: string | null;
  readonly host: string;
}

/** How often an owner writes its file again, and the age at which another machine's file is nobody's. */
const beatMs = 5_000;
const staleMs = 30_000;

const lockName = /^coordinator\.[0-9a-f]+\.lock$/;

/**
 * Takes the folder for this process. What a killed process left is taken over. Of several processes that come at
 * the same instant one gets it, or none.
 * @returns a function that gives it back
 * @throws UserError naming the owner, if another process (or this one) holds it; StorageError
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const own = `coordinator.${randomBytes(8).toString("hex")}.lock`;
  const path = join(folder, own);
  let beating: NodeJS.Timeout | undefined;
  const release = async () => {
    clearInterval(beating);
    await rm(path, { force: true });
  };
  try {
    const self: Owner = { pid: process.pid, startedTicks: startedTicks(process.pid), host: hostname() };
    // Renamed, so that nobody finds half of it.
    const text = JSON.stringify(self);
    await writeFile(`${path}.tmp`, text);
    await rename(`${path}.tmp`, path);
    // Both by the clock of the file system, which machines may share while their own clocks differ.
    const nowMs = (await stat(path)).mtimeMs;
    for (const name of await readdir(folder)) {
      if (!lockName.test(name) || name === own) continue;
      const other = join(folder, name);
      const found = await readIfThere(other);
      if (found === undefined) continue;
      const owner = parseOwner(found.text);
      if (owner !== undefined && mayLive(owner, nowMs - found.writtenAtMs)) throw held(folder, other, owner);
      await rm(other, { force: true });
    }
    beating = setInterval(() => void beat(path, text), beatMs).unref();
    return release;
  } catch (error) {
    await rm(`${path}.tmp`, { force: true });
    await release();
    throw error instanceof UserError ? error : storageError(error, "lock", path);
  }
}

/** Writes what is there already, for the time of the file. A disk that fails is found out by whoever needs it. */
async function beat(path: string, text: string): Promise<void> {
  try {
    // Not made again where it is gone: that may be somebody else's doing, or this process giving the folder back.
    const file = await open(path, "r+");
    try {
      await file.write(text, 0);
    } finally {
      await file.close();
    }
  } catch {
    return;
  }
}

async function readIfThere(
  path: string,
): Promise<{ readonly text: string; readonly writtenAtMs: number } | undefined> {
  try {
    return { text: await readFile(path, "utf8"), writtenAtMs: (await stat(path)).mtimeMs };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    if (!("pid" in value && "host" in value && "startedTicks" in value)) return undefined;
    const { pid, host, startedTicks: ticks } = value;
    if (typeof pid !== "number" || typeof host !== "string") return undefined;
    return { pid, host, startedTicks: typeof ticks === "string" ? ticks : null };
  } catch {
    // Locks appear whole, so this is no coordinator's file.
    return undefined;
  }
}

function mayLive(owner: Owner, ageMs: number): boolean {
  if (owner.host !== hostname()) return ageMs < staleMs;
  if (!exists(owner.pid)) return false;
  const ticks = startedTicks(owner.pid);
  if (ticks === "ended") return false;
  return owner.startedTicks === null || ticks === null || ticks === owner.startedTicks;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and is somebody else's.
    return errorCode(error) !== "ESRCH";
  }
}

/**
 * When a process began: field 22 of /proc/PID/stat (proc(5)); the second field, a name in brackets, may hold
 * anything. A process that has ended and that nobody has waited for ("Z") is no owner any more.
 */
function startedTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "ended" : (fields[19] ?? null);
  } catch {
    // Not Linux, or the process has gone.
    return null;
  }
}

function held(folder: string, path: string, owner: Owner): UserError {
  if (owner.host === hostname()) {
    return new UserError(
      `The data folder ${folder} is in use by process ${owner.pid}. Stop that coordinator first, or give another folder.`,
    );
  }
  return new UserError(
    `The data folder ${folder} is locked by process ${owner.pid} on the machine ${owner.host}. If no coordinator runs there any more, wait ${staleMs / 1000} seconds, or delete ${path}.`,
  );
}
