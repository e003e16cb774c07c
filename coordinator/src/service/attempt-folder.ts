import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { createSealingKeyPair } from "@tributary/core/identity";
import type { SealingKeyPair } from "@tributary/core/identity";
import type { Random, RoundKey } from "@tributary/core/support";
import { fromHex, toHex } from "@tributary/core/support";
import { errorCode, storageError, syncFolder, writeFileDurably } from "@tributary/node-platform";

// What lives as long as one attempt: attempts/<task>/<round>-<attempt>/ with the sealing key or the session's log, the
// uploads and the sum's snapshot. It is outside the journal and is deleted when the attempt ends, so that no backup of the journal can
// open an update.

export interface AttemptFolders {
  path(key: RoundKey): string;
  /** Makes the attempt's folder. @throws StorageError */
  make(key: RoundKey): Promise<void>;
  /** The attempt's sealing key; drawn and on disk, for its owner alone, if there is none yet. @throws StorageError */
  prepare(key: RoundKey): Promise<SealingKeyPair>;
  /** The sealing key of an attempt that was prepared. @throws Error if it is gone */
  sealingKeys(key: RoundKey): Promise<SealingKeyPair>;
  delete(key: RoundKey): Promise<void>;
  /** Deletes the folder of every attempt but these. @throws StorageError */
  deleteAllBut(keys: readonly RoundKey[]): Promise<void>;
}

const keyFile = "sealing.key";

export function attemptFolders(root: string, random: Random): AttemptFolders {
  const path = ({ task, round, attempt }: RoundKey): string => join(root, task, `${round}-${attempt}`);

  async function readKeys(key: RoundKey): Promise<SealingKeyPair | undefined> {
    const file = join(path(key), keyFile);
    try {
      const secretKey = fromHex((await readFile(file, "utf8")).trim());
      // A key pair is its secret: the public half is made again from it.
      return createSealingKeyPair({ bytes: () => secretKey });
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw errorCode(error) === undefined ? error : storageError(error, "read", file);
    }
  }

  async function make(key: RoundKey): Promise<void> {
    try {
      await mkdir(path(key), { recursive: true, mode: 0o700 });
      for (const parent of [join(root, key.task), root, dirname(root)]) await syncFolder(parent);
    } catch (error) {
      throw storageError(error, "make the folder", path(key));
    }
  }

  return {
    path,
    make,
    async prepare(key) {
      const known = await readKeys(key);
      if (known !== undefined) return known;
      const keys = createSealingKeyPair(random);
      await make(key);
      await writeFileDurably(join(path(key), keyFile), `${toHex(keys.secretKey)}\n`, 0o600);
      return keys;
    },
    async sealingKeys(key) {
      const keys = await readKeys(key);
      if (keys === undefined) throw new Error(`the sealing key in ${path(key)} is gone`);
      return keys;
    },
    delete: (key) => remove(path(key)),
    async deleteAllBut(keys) {
      const kept = new Set(keys.map(path));
      for (const task of await namesIn(root)) {
        for (const attempt of await namesIn(join(root, task))) {
          const folder = join(root, task, attempt);
          if (!kept.has(folder)) await remove(folder);
        }
      }
    },
  };
}

async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    throw storageError(error, "delete", path);
  }
}

async function namesIn(path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw storageError(error, "list", path);
  }
}
