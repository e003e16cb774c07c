import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Refusal } from "@tributary/core/rounds";
import type { ClientId, Result } from "@tributary/core/support";
import { err, isClientId, ok } from "@tributary/core/support";
import { errorCode, storageError, syncFolder } from "@tributary/node-platform";

import type { OpenSpoolFile, SpoolFile } from "./spool-files.ts";

// Uploads of one attempt, a file each: `<client>.part` while it grows, `<client>.sealed` from the moment it was checked
// and synced. The size of the file is the offset that is wanted next, so nothing about it needs to be remembered.

export interface UploadSpool {
  /** Bytes that are held of a client's upload. */
  heldBytes(client: ClientId): Promise<number>;
  /**
   * Takes the piece at `offset` if that is where the file ends; answers with the offset that is wanted next. Pieces of
   * one client are taken in the order of the calls. `too-large` if the piece passes `announcedBytes`.
   * @throws StorageError
   */
  put(
    client: ClientId,
    offset: number,
    data: Uint8Array,
    announcedBytes: number,
  ): Promise<Result<number, Refusal>>;
  /** Where a growing, or sealed, upload lies. */
  partPath(client: ClientId): string;
  sealedPath(client: ClientId): string;
  /** What is held is on disk once it resolves; uploads of many clients are synced side by side. @throws StorageError */
  sync(client: ClientId): Promise<void>;
  /** Makes a synced upload final: on disk under its sealed name. @throws StorageError */
  seal(client: ClientId): Promise<void>;
  /** Takes back `seal` for an upload whose acceptance was never recorded, so that it can be committed again. */
  unseal(client: ClientId): Promise<void>;
  /** Deletes what is held of a client's upload. */
  discard(client: ClientId): Promise<void>;
  /** Deletes everything that is held. */
  discardAll(): Promise<void>;
  /** Clients with a sealed upload. */
  sealedClients(): Promise<readonly ClientId[]>;
  /** Closes every file; later calls open them again. */
  close(): Promise<void>;
}

/** A file that is open, and the operations that wait for it. */
interface OpenUpload {
  readonly file: SpoolFile;
  sizeBytes: number;
}

/** Files that stay open between two pieces of their uploads. */
const openFilesLimit = 256;

/** Opens, or makes, the spool in `folder`. @throws StorageError */
export async function openUploadSpool(folder: string, openFile: OpenSpoolFile): Promise<UploadSpool> {
  await guarded("make the folder", folder, () => mkdir(folder, { recursive: true }));
  await syncFolder(dirname(folder));
  /** In the order of last use. */
  const openUploads = new Map<ClientId, OpenUpload>();
  const tails = new Map<ClientId, Promise<void>>();
  const partPath = (client: ClientId): string => join(folder, `${client}.part`);
  const sealedPath = (client: ClientId): string => join(folder, `${client}.sealed`);

  /** Runs one operation on a client's file after those that were asked for before. */
  function inTurn<Value>(client: ClientId, operation: () => Promise<Value>): Promise<Value> {
    const turn = (tails.get(client) ?? Promise.resolve()).then(operation);
    const tail = turn.then(
      () => undefined,
      () => undefined,
    );
    tails.set(client, tail);
    void tail.then(() => {
      if (tails.get(client) === tail) tails.delete(client);
    });
    return turn;
  }

  async function opened(client: ClientId): Promise<OpenUpload> {
    const known = openUploads.get(client);
    if (known !== undefined) {
      openUploads.delete(client);
      openUploads.set(client, known);
      return known;
    }
    for (const [other, upload] of openUploads) {
      if (openUploads.size < openFilesLimit) break;
      if (tails.has(other)) continue;
      openUploads.delete(other);
      await upload.file.close();
    }
    const file = await openFile(partPath(client));
    const upload = { file, sizeBytes: file.sizeBytes };
    openUploads.set(client, upload);
    return upload;
  }

  async function closed(client: ClientId): Promise<void> {
    const upload = openUploads.get(client);
    openUploads.delete(client);
    await upload?.file.close();
  }

  return {
    partPath,
    sealedPath,
    heldBytes: (client) =>
      inTurn(client, async () => openUploads.get(client)?.sizeBytes ?? (await sizeOf(partPath(client))) ?? 0),
    put: (client, offset, data, announcedBytes) =>
      inTurn(client, async (): Promise<Result<number, Refusal>> => {
        const upload = await opened(client);
        if (offset !== upload.sizeBytes) return ok(upload.sizeBytes);
        if (offset + data.length > announcedBytes) {
          const detail = `${offset + data.length} bytes came, ${announcedBytes} were announced`;
          return err({ reason: "too-large", detail });
        }
        try {
          await upload.file.append(data);
        } catch (error) {
          // Part of the piece may be in the file: its true size is read again when it is next opened.
          // The first failure is the one to tell.
          await closed(client).catch(() => undefined);
          throw error;
        }
        upload.sizeBytes += data.length;
        return ok(upload.sizeBytes);
      }),
    sync: (client) => inTurn(client, async () => (await opened(client)).file.sync()),
    seal: (client) =>
      inTurn(client, async () => {
        await closed(client);
        await guarded("rename", partPath(client), () => rename(partPath(client), sealedPath(client)));
        await syncFolder(folder);
      }),
    unseal: (client) =>
      inTurn(client, async () => {
        await closed(client);
        await guarded("rename", sealedPath(client), () => rename(sealedPath(client), partPath(client)));
      }),
    discard: (client) =>
      inTurn(client, async () => {
        await closed(client);
        await guarded("delete", partPath(client), () => rm(partPath(client), { force: true }));
        await guarded("delete", sealedPath(client), () => rm(sealedPath(client), { force: true }));
      }),
    async discardAll() {
      await Promise.all(tails.values());
      for (const client of openUploads.keys()) await closed(client);
      const names = await guarded("list", folder, () => readdir(folder));
      for (const path of names.map((name) => join(folder, name))) {
        await guarded("delete", path, () => rm(path, { force: true }));
      }
    },
    async sealedClients() {
      const names = await guarded("list", folder, () => readdir(folder));
      return names.flatMap((name) => {
        const client = name.endsWith(".sealed") ? name.slice(0, -".sealed".length) : "";
        return isClientId(client) ? [client] : [];
      });
    },
    async close() {
      await Promise.all(tails.values());
      for (const client of openUploads.keys()) await closed(client);
    },
  };
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw storageError(error, "look at", path);
  }
}

async function guarded<Value>(doing: string, path: string, operation: () => Promise<Value>): Promise<Value> {
  try {
    return await operation();
  } catch (error) {
    throw storageError(error, doing, path);
  }
}
