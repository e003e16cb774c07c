import { chmod, mkdir, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";

import type { Random } from "@tributary/core/support";
import { UserError, fromHex, toHex } from "@tributary/core/support";

import { errorCode, storageError, writeFileDurably } from "./durable-files.ts";

// An identity file is JSON: { "version": 1, "kind": "tributary-identity", "secretSeed": "<64 hex digits>" }.

/**
 * The 32-byte Ed25519 seed that an identity file holds, or undefined if there is no such file.
 * @throws UserError if it is not an identity file, or if others may read it
 * @throws StorageError
 */
export async function readIdentityFile(path: string): Promise<Uint8Array | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
    const { mode } = await stat(path);
    // Windows keeps no such bits.
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new UserError(
        `The identity file ${path} can be read by others (mode ${(mode & 0o777).toString(8)}); run: chmod 600 ${path}`,
      );
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error instanceof UserError ? error : storageError(error, "read the identity file", path);
  }
  const seed = seedIn(text);
  if (seed === undefined) {
    throw new UserError(
      `${path} is not an identity file: expected JSON with version 1, kind "tributary-identity" and secretSeed (64 hex digits).`,
    );
  }
  return seed;
}

/** Writes an identity file that its owner alone may read. @throws StorageError */
export async function writeIdentityFile(path: string, seed: Uint8Array): Promise<void> {
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`);
  const identity = { version: 1, kind: "tributary-identity", secretSeed: toHex(seed) };
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    throw storageError(error, "make the folder", dirname(path));
  }
  await writeFileDurably(path, `${JSON.stringify(identity, undefined, 2)}\n`, 0o600);
  await chmod(path, 0o600);
}

/** The seed of the identity file at `path`; one drawn from `random` is written there if there is none. */
export async function readOrCreateIdentityFile(path: string, random: Random): Promise<Uint8Array> {
  const known = await readIdentityFile(path);
  if (known !== undefined) return known;
  const seed = Uint8Array.from(random.bytes(32));
  await writeIdentityFile(path, seed);
  return seed;
}

function seedIn(text: string): Uint8Array | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON, hence no identity; the caller says so.
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (!("version" in value) || value.version !== 1) return undefined;
  if (!("kind" in value) || value.kind !== "tributary-identity") return undefined;
  if (!("secretSeed" in value) || typeof value.secretSeed !== "string") return undefined;
  return /^[0-9a-f]{64}$/.test(value.secretSeed) ? fromHex(value.secretSeed) : undefined;
}
