import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

import type { UpdateShape } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import type { ClientId, Digest, Result } from "@tributary/core/support";
import { err, ok, takingTurns } from "@tributary/core/support";
import { StorageError, storageError } from "@tributary/node-platform";

import type { DeltaTiles } from "../strategy/index.ts";
import { emptyAccumulator, readSnapshot, writeSnapshot } from "./accumulator.ts";
import type { Accumulator } from "./accumulator.ts";
import type { OpenSpoolFile } from "./spool-files.ts";
import type { CheckedUpdate, StoredUpdate, UpdateReader } from "./update-readers.ts";
import { openUploadSpool } from "./upload-spool.ts";
import type { UploadSpool } from "./upload-spool.ts";

/** An upload as its sender signed it. */
export interface SignedUpload {
  readonly client: ClientId;
  readonly digest: Digest;
  readonly sizeBytes: number;
}

/** What the sum asks of the journal before it goes on. */
export interface UploadRecord {
  /** Where the upload stands now that its turn has come: the same commit may have been waiting twice. */
  standing(): Result<"wanted" | "accepted", Refusal>;
  /** The same after an `accept` that failed, and that may or may not have been recorded. @throws StorageError */
  standingOnDisk(): Promise<Result<"wanted" | "accepted", Refusal>>;
  /** Resolves once the acceptance is durable, or with why the update comes too late. */
  accept(): Promise<Result<void, Refusal>>;
  /** Resolves once it is durable that the update is refused for good. */
  reject(refusal: Refusal): Promise<void>;
}

/** One attempt's uploads and their running sum. */
export interface AttemptSum {
  /** Bytes that are held of a client's upload. */
  heldBytes(client: ClientId): Promise<number>;
  /** See UploadSpool.put. */
  put(
    client: ClientId,
    offset: number,
    data: Uint8Array,
    announcedBytes: number,
  ): Promise<Result<number, Refusal>>;
  /** Deletes what is held of a client's upload, unless it is accepted. */
  discard(client: ClientId): Promise<void>;
  /**
   * Ends an upload: opened, checked whole, on disk, recorded, and only then added. Uploads are taken one after the
   * other, so that one buffer serves them all. An update that is refused is deleted; one that is not whole yet stays.
   * @throws StorageError, leaving the upload as it was; if it is unknown whether it was recorded, nothing else happens
   * with this sum before that is known
   */
  commit(upload: SignedUpload, record: UploadRecord): Promise<Result<void, Refusal>>;
  /**
   * The sum of all that was accepted, once what is in progress has ended. The memory is the caller's, to use up. May be
   * asked again: then it is made again from what is on disk. @throws StorageError
   */
  finish(): Promise<FinishedSum>;
  /**
   * Ends the taking of uploads: the sum of all that was accepted is on disk, and no single upload is, whole or in part.
   * May be asked again. @throws StorageError, and then it must be asked again
   */
  closeIntake(): Promise<void>;
  /** Lets what is in progress end and closes every file; everything stays on disk. */
  close(): Promise<void>;
}

/** A sum modulo 2^32, in one memory. */
export interface FinishedSum {
  /** The integers, and behind them the meta lane. */
  readonly words: Uint32Array;
  readonly integers: Int32Array;
  readonly meta: Uint32Array;
  /** What was summed, one by one, if it is kept apart; in the order of the clients' ids. */
  readonly deltas: DeltaTiles | undefined;
}

export interface AttemptSumOptions {
  /** A folder of this attempt's own; it may hold what an earlier process left. */
  readonly folder: string;
  readonly shape: UpdateShape;
  readonly reader: UpdateReader;
  /** Updates that are accepted already. */
  readonly accepted: readonly SignedUpload[];
  readonly openFile: OpenSpoolFile;
  /**
   * Keep every accepted update until the attempt ends, for a rule that looks at each. There are no snapshots then: after a
   * crash all of them are opened again.
   */
  readonly keepApart: boolean;
}

const tooLate: Refusal = { reason: "late", detail: "no more updates are collected in this attempt" };

/** Accepted updates between two snapshots of the sum: so many are opened again after a crash, at most. */
const snapshotEvery = 16;

/**
 * Opens an attempt's sum, after a restart as well: the snapshot is read, accepted updates that it does not cover are
 * opened and added again, wherever a crash left them, and an upload that was sealed but never recorded goes back to
 * where it can be committed.
 * @throws StorageError
 * @throws Error if an accepted update is gone
 */
export async function openAttemptSum(options: AttemptSumOptions): Promise<AttemptSum> {
  const { folder, shape, reader, keepApart } = options;
  const spool = await openUploadSpool(join(folder, "uploads"), options.openFile);
  const snapshotPath = join(folder, "sum.snapshot");
  await deleteUnfinished(folder);
  const accepted = new Map(options.accepted.map((upload) => [upload.client, upload]));
  let accumulator: Accumulator | undefined;
  /** Accepted and added, but in no snapshot: their files are kept. */
  let uncovered: ClientId[] = [];
  /** So many make the next snapshot due. */
  let snapshotAt = snapshotEvery;
  const inTurn = takingTurns();
  let intakeClosed = false;
  /** A sealed upload whose recording failed: whether the journal holds it is asked before anything else is done. */
  let doubtful: { readonly upload: SignedUpload; readonly record: UploadRecord } | undefined;

  function inTurnAndSure<Value>(operation: () => Promise<Value>): Promise<Value> {
    return inTurn(async () => {
      await settleDoubt();
      return operation();
    });
  }

  /** Makes the sum agree with the journal after a recording that failed. @throws StorageError if that is still unknown */
  async function settleDoubt(): Promise<void> {
    if (doubtful === undefined) return;
    const { upload, record } = doubtful;
    const standing = await record.standingOnDisk();
    if (!standing.ok) await spool.discard(upload.client);
    else if (standing.value === "wanted") await spool.unseal(upload.client);
    else await addAccepted(await loaded(), upload);
    doubtful = undefined;
  }

  /** The sum in memory, made from what is on disk if it is not there. @throws StorageError */
  async function loaded(): Promise<Accumulator> {
    if (accumulator === undefined) {
      uncovered = [];
      const { roomBytes } = reader;
      const read = (await readSnapshot(snapshotPath, shape, roomBytes)) ?? emptyAccumulator(shape, roomBytes);
      await addAgain([...accepted.values()], spool, read.clients, (upload) => addAccepted(read, upload));
      accumulator = read;
    }
    return accumulator;
  }

  /** Adds an update that the journal holds and that was checked before. @throws Error if it is spoilt */
  async function addAccepted(to: Accumulator, upload: SignedUpload): Promise<void> {
    const { client } = upload;
    const update = await reader.check(upload, spool.sealedPath(client), to.ring);
    if (!update.ok) throw new Error(`the accepted update of ${client} is spoilt: ${update.error.detail}`);
    await add(to, upload, update.value);
  }

  async function add(to: Accumulator, upload: SignedUpload, update: CheckedUpdate): Promise<void> {
    const { client } = upload;
    accepted.set(client, upload);
    try {
      await to.add(client, update, spool.sealedPath(client));
    } catch (error) {
      // Part of it may be in the sum: it is made again from what is on disk.
      if (accumulator === to) accumulator = undefined;
      throw error;
    }
    uncovered.push(client);
  }

  async function snapshot(sum: Accumulator): Promise<void> {
    if (uncovered.length === 0 || keepApart) return;
    await writeSnapshot(snapshotPath, shape, sum);
    const covered = uncovered;
    uncovered = [];
    snapshotAt = snapshotEvery;
    for (const client of covered) await spool.discard(client);
  }

  /** A snapshot spares work after a crash; where the disk has no room for one, the files that it would cover stay. */
  async function snapshotIfThereIsRoom(sum: Accumulator): Promise<void> {
    try {
      await snapshot(sum);
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      snapshotAt = uncovered.length + snapshotEvery;
    }
  }

  async function commit(upload: SignedUpload, record: UploadRecord): Promise<Result<void, Refusal>> {
    const { client, sizeBytes } = upload;
    const standing = record.standing();
    if (!standing.ok) return standing;
    if (standing.value === "accepted") return ok(undefined);
    if (intakeClosed) return err(tooLate);
    const held = await spool.heldBytes(client);
    if (held < sizeBytes) {
      return err({
        reason: "size-mismatch",
        detail: `${held} of ${sizeBytes} bytes are here; send the rest first`,
      });
    }
    const sum = await loaded();
    const update = await reader.check(upload, spool.partPath(client), sum.ring);
    if (!update.ok) {
      await record.reject(update.error);
      await spool.discard(client);
      return update;
    }
    await spool.seal(client);
    const recorded = await record.accept().catch((error: unknown) => {
      doubtful = { upload, record };
      throw error;
    });
    if (!recorded.ok) {
      await spool.discard(client);
      return recorded;
    }
    await add(sum, upload, update.value);
    if (uncovered.length >= snapshotAt) await snapshotIfThereIsRoom(sum);
    return ok(undefined);
  }

  /** In an order that does not tell who was first. */
  function storedUpdates(): readonly StoredUpdate[] {
    return [...accepted.values()]
      .toSorted((a, b) => (a.client < b.client ? -1 : 1))
      .map((upload) => ({ upload, path: spool.sealedPath(upload.client) }));
  }

  await loaded();

  /** While it is unknown whether its upload is accepted, a client's pieces wait. */
  async function sureOf(client: ClientId): Promise<void> {
    if (doubtful?.upload.client === client) await inTurnAndSure(async () => undefined);
  }

  return {
    heldBytes: async (client) => {
      await sureOf(client);
      return spool.heldBytes(client);
    },
    async put(client, offset, data, announcedBytes) {
      await sureOf(client);
      if (intakeClosed) return err(tooLate);
      return spool.put(client, offset, data, announcedBytes);
    },
    discard: (client) =>
      inTurnAndSure(async () => {
        if (!accepted.has(client)) await spool.discard(client);
      }),
    async commit(upload, record) {
      await sureOf(upload.client);
      // Before its turn comes, so that a slow disk keeps nobody else waiting.
      if ((await spool.heldBytes(upload.client)) >= upload.sizeBytes) await spool.sync(upload.client);
      return inTurnAndSure(() => commit(upload, record));
    },
    finish: () =>
      inTurnAndSure(async () => {
        const sum = await loaded();
        await snapshotIfThereIsRoom(sum);
        accumulator = undefined;
        return {
          words: sum.ring.words,
          integers: sum.integers,
          meta: sum.meta,
          deltas: keepApart ? reader.deltas?.(storedUpdates()) : undefined,
        };
      }),
    closeIntake: () =>
      inTurnAndSure(async () => {
        intakeClosed = true;
        await snapshot(await loaded());
        await spool.discardAll();
      }),
    close: () => inTurn(() => spool.close()),
  };
}

/** A crash while a snapshot was replaced leaves a second one, and nobody needs to know two sums. @throws StorageError */
async function deleteUnfinished(folder: string): Promise<void> {
  try {
    for (const name of await readdir(folder)) {
      if (name.startsWith("sum.snapshot.")) await rm(join(folder, name), { force: true });
    }
  } catch (error) {
    throw storageError(error, "clear up", folder);
  }
}

async function addAgain(
  accepted: readonly SignedUpload[],
  spool: UploadSpool,
  summed: ReadonlySet<ClientId>,
  add: (upload: SignedUpload) => Promise<void>,
): Promise<void> {
  const known = new Set(accepted.map(({ client }) => client));
  const sealed = await spool.sealedClients();
  for (const client of sealed) {
    if (summed.has(client)) await spool.discard(client);
    else if (!known.has(client)) await spool.unseal(client);
  }
  for (const client of summed) {
    if (!known.has(client)) throw new Error(`the sum holds an update of ${client} that was never accepted`);
  }
  for (const upload of accepted) {
    const { client, sizeBytes } = upload;
    if (summed.has(client)) continue;
    if (!sealed.includes(client) && (await spool.heldBytes(client)) === sizeBytes) {
      await spool.sync(client);
      await spool.seal(client);
    }
    await add(upload);
  }
}
