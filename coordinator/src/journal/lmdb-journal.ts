import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { getSystemErrorName } from "node:util";

import { storageError, StorageError } from "@tributary/node-platform";
import { open } from "lmdb";
import type { Database } from "lmdb";

import type { CoordinatorEvent } from "../round/index.ts";
import { JournalClosed, JournalDamaged } from "./journal.ts";
import type { Journal, JournalEntry } from "./journal.ts";
import { lockFolder } from "./lock.ts";
import { hasMetaPages } from "./meta-pages.ts";
import { decodeRecord, decodeSnapshot, encodeRecord, encodeSnapshot } from "./record.ts";

const fileName = "journal.lmdb";
const snapshotKey = 0;
/** Records that are read in one turn, so that a long journal does not hold up the process. */
const recordsPerTurn = 128;

interface Waiting {
  readonly events: readonly CoordinatorEvent[];
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The journal in a folder, which it creates and locks for this process (lock.ts). While one commit is on its way to
 * the disk the lists that come in wait, and then make one record together, keyed by the sequence number of its first
 * event: so a commit is whole or not at all, and none that failed leaves a gap before one that did not.
 * @throws UserError if another process has the folder; StorageError; JournalDamaged
 */
export async function openLmdbJournal(folder: string): Promise<Journal> {
  await makeFolder(folder);
  const unlock = await lockFolder(folder);
  try {
    return journalIn(folder, () => openFile(folder, false), unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

/**
 * The journal of a folder to look at, also while a coordinator runs on it. Whatever would write is refused.
 * @throws StorageError if there is none; JournalDamaged
 */
export async function readLmdbJournal(folder: string): Promise<Journal> {
  const journal = journalIn(
    folder,
    () => openFile(folder, true),
    async () => {},
  );
  const refused = async (): Promise<never> => {
    throw new StorageError(
      "denied",
      join(folder, fileName),
      `The journal in ${folder} was opened to be read only.`,
    );
  };
  return { ...journal, append: refused, saveSnapshot: refused };
}

interface JournalFile {
  readonly path: string;
  readonly records: Database<Buffer, number>;
  readonly snapshots: Database<Buffer, number>;
  close(): Promise<void>;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw storageError(error, "create the folder", folder);
  }
}

function openFile(folder: string, readOnly: boolean): JournalFile {
  const path = join(folder, fileName);
  try {
    // LMDB itself says that there is none, or makes one.
    if (existsSync(path) && !hasMetaPages(path) && readOnly)
      throw new StorageError("missing", path, `The journal ${path} is empty: nothing was recorded yet.`);
    const root = open({
      path,
      readOnly,
      encoding: "binary",
      maxDbs: 2,
      // A put's promise then means synced, not merely committed; the promise that LMDB gives for a later sync never
      // settles if the commit fails.
      overlappingSync: false,
      // Each commit is one put, so there is nothing to batch; batching leaves a promise to be rejected unseen.
      eventTurnBatching: false,
    });
    const records = root.openDB<Buffer, number>({ name: "records", encoding: "binary" });
    const snapshots = root.openDB<Buffer, number>({ name: "snapshots", encoding: "binary" });
    return { path, records, snapshots, close: () => root.close() };
  } catch (error) {
    if (error instanceof JournalDamaged) throw error;
    throw lmdbError(error, "open the journal", path);
  }
}

function journalIn(folder: string, openAgain: () => JournalFile, unlock: () => Promise<void>): Journal {
  let file = openAgain();
  let nextSequence = sequenceAfterLast(file);
  let waiting: Waiting[] = [];
  let failure: StorageError | undefined;
  let writing: Promise<void> | undefined;
  let closing: Promise<void> | undefined;

  const assertOpen = (): void => {
    if (closing !== undefined) throw new JournalClosed();
  };

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        if (failure !== undefined) throw failure;
        const events = group.flatMap((each) => each.events);
        if (events.length > 0) await file.records.put(nextSequence, encodeRecord(nextSequence, events));
      } catch (error) {
        failure ??= lmdbError(await commitError(error), "append to the journal", file.path);
        for (const { reject } of group) reject(failure);
        continue;
      }
      for (const { events, resolve } of group) {
        nextSequence += events.length;
        resolve(nextSequence - 1);
      }
    }
    writing = undefined;
  };

  return {
    async append(events) {
      assertOpen();
      return new Promise<number>((resolve, reject) => {
        waiting.push({ events, resolve, reject });
        writing ??= Promise.resolve().then(writeAll);
      });
    },

    async *read(after = 0): AsyncGenerator<JournalEntry> {
      assertOpen();
      let expected = firstKeyUpTo(file.records, after + 1) ?? 1;
      for (;;) {
        const batch = [...file.records.getRange({ start: expected, limit: recordsPerTurn })];
        for (const { key, value } of batch) {
          if (key !== expected) throw gap(folder, expected, key);
          const events = decodeRecord(key, value);
          for (const [index, event] of events.entries()) {
            if (key + index > after) yield { sequence: key + index, event };
          }
          expected = key + events.length;
        }
        if (batch.length < recordsPerTurn) return;
        await new Promise((resolve) => setImmediate(resolve));
        assertOpen();
      }
    },

    async saveSnapshot(snapshot) {
      assertOpen();
      try {
        await file.snapshots.put(snapshotKey, encodeSnapshot(snapshot));
      } catch (error) {
        throw lmdbError(await commitError(error), "save a snapshot in", file.path);
      }
    },

    async latestSnapshot() {
      assertOpen();
      const bytes = file.snapshots.get(snapshotKey);
      const snapshot = bytes === undefined ? undefined : decodeSnapshot(bytes);
      return snapshot === undefined || snapshot.sequence >= nextSequence ? undefined : snapshot;
    },

    async reset() {
      assertOpen();
      await writing;
      // LMDB may have given up on its environment; a new one reads what is on disk.
      await file.close();
      file = openAgain();
      nextSequence = sequenceAfterLast(file);
      failure = undefined;
    },

    async close() {
      closing ??= (async () => {
        await writing;
        await file.close();
        await unlock();
      })();
      return closing;
    },
  };
}

function sequenceAfterLast({ records }: JournalFile): number {
  for (const { key, value } of records.getRange({ reverse: true, limit: 1 })) {
    return key + decodeRecord(key, value).length;
  }
  return 1;
}

/** The key of the record that holds this sequence number, if there is one. */
function firstKeyUpTo(records: Database<Buffer, number>, sequence: number): number | undefined {
  for (const key of records.getKeys({ start: sequence, reverse: true, limit: 1 })) return key;
  return undefined;
}

function gap(folder: string, expected: number, found: number): JournalDamaged {
  return new JournalDamaged(
    expected,
    `The journal in ${folder} has no record at sequence ${expected} (the next is at ${found}). Restore the data folder from a backup.`,
  );
}

/**
 * Why a commit failed. A put that fails says so with an error whose `commitError` is a promise that is rejected with
 * the cause, in the same turn; without a handler on it that rejection would end the process.
 */
async function commitError(rejection: unknown): Promise<unknown> {
  if (!(rejection instanceof Error && "commitError" in rejection)) return rejection;
  const nextTurn = new Promise((resolve) => setImmediate(resolve));
  try {
    await Promise.race([rejection.commitError, nextTurn]);
    return rejection;
  } catch (cause) {
    return cause;
  }
}

/** LMDB gives the system's error as a positive number; its own are negative and keep their words. */
function lmdbError(error: unknown, doing: string, path: string): StorageError {
  const code = systemCode(error);
  return storageError(
    code === undefined ? error : Object.assign(new Error(String(error)), { code }),
    doing,
    path,
  );
}

function systemCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "number" && error.code > 0 ? getSystemErrorName(-error.code) : undefined;
}
