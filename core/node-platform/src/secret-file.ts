import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";

import type { Random } from "@tributary/core/support";
import { UserError, fromHex, toHex } from "@tributary/core/support";

import { createFileDurably, errorCode, storageError } from "./durable-files.ts";

// A secret file is JSON: { "version": 1, "kind": "tributary-identity", "secretSeed": "<64 hex digits>" }.

/** Whose Ed25519 seed a file holds, a client's or coordinator's, or an organisation's; none passes for the other. */
export type SecretKind = "identity" | "organisation";

const names: Readonly<Record<SecretKind, string>> = {
  identity: "identity file",
  organisation: "organisation's key file",
};

/**
 * The 32-byte Ed25519 seed that a secret file holds, or undefined if there is no such file.
 * @throws UserError if it is none of that kind, or if others may read it
 * @throws StorageError
 */
export async function readSecretFile(kind: SecretKind, path: string): Promise<Uint8Array | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
    const { mode } = await stat(path);
    // Windows keeps no such bits.
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new UserError(
        `The ${names[kind]} ${path} can be read by others (mode ${(mode & 0o777).toString(8)}); run: chmod 600 ${path}`,
      );
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error instanceof UserError ? error : storageError(error, `read the ${names[kind]}`, path);
  }
  const seed = seedIn(text, kind);
  if (seed === undefined) {
    throw new UserError(
      `${path} is not an ${names[kind]}: expected JSON with version 1, kind "tributary-${kind}" and secretSeed (64 hex digits).`,
    );
  }
  return seed;
}

/**
 * Writes a seed drawn from `random` into a file that its owner alone may read, and gives it; undefined, and nothing is
 * written, if there is a file already.
 * @throws StorageError
 */
export async function createSecretFile(
  kind: SecretKind,
  path: string,
  random: Random,
): Promise<Uint8Array | undefined> {
  const seed = Uint8Array.from(random.bytes(32));
  const secret = { version: 1, kind: `tributary-${kind}`, secretSeed: toHex(seed) };
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    throw storageError(error, "make the folder", dirname(path));
  }
  const created = await createFileDurably(path, `${JSON.stringify(secret, undefined, 2)}\n`, 0o600);
  return created ? seed : undefined;
}

/** An identity's seed, and whether its file was made just now. */
export interface OwnIdentity {
  readonly seed: Uint8Array;
  readonly made: boolean;
}

/** The seed of the identity file at `path`, which is made if there is none. @throws UserError, StorageError */
export async function readOrCreateIdentityFile(path: string, random: Random): Promise<OwnIdentity> {
  for (;;) {
    const known = await readSecretFile("identity", path);
    if (known !== undefined) return { seed: known, made: false };
    const seed = await createSecretFile("identity", path, random);
    if (seed !== undefined) return { seed, made: true };
    // Another process made it in this moment.
  }
}

function seedIn(text: string, kind: SecretKind): Uint8Array | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON, hence no secret file; the caller says so.
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (!("version" in value) || value.version !== 1) return undefined;
  if (!("kind" in value) || value.kind !== `tributary-${kind}`) return undefined;
  if (!("secretSeed" in value) || typeof value.secretSeed !== "string") return undefined;
  return /^[0-9a-f]{64}$/.test(value.secretSeed) ? fromHex(value.secretSeed) : undefined;
}
