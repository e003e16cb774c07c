import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { UserError } from "@tributary/core/support";
import type { ClientId, Digest } from "@tributary/core/support";
import { asBytes } from "@tributary/core/tensor";
import { errorCode, storageError, writeFileDurably } from "@tributary/node-platform";
import type { KeptStore } from "@tributary/training";

/** Whose it is. */
export interface KeptOwner {
  readonly client: ClientId;
  /** The fingerprint of the coordinator, which is known once its task was agreed to. */
  readonly coordinator: () => Digest;
}

const version = 1;
const newline = 0x0a;

/**
 * What this client keeps of its tasks (the plan's tuning.keep): a file for each, made at the first training. A line of JSON
 * says whose it is, how many values follow and their SHA-256; then they follow, little-endian. One that is damaged is told
 * to `warn` and counts as none: the client's part begins anew.
 */
export function openKeptFolder(
  root: string,
  { client, coordinator }: KeptOwner,
  warn: (message: string) => void,
): KeptStore {
  const pathOf = (plan: Digest): string =>
    join(root, `${coordinator().slice(0, 16)}-${plan.slice(0, 16)}-${client}.kept`);
  const headerOf = (plan: Digest, kept: Float32Array): string =>
    JSON.stringify({
      version,
      coordinator: coordinator(),
      plan,
      client,
      values: kept.length,
      sha256: createHash("sha256").update(asBytes(kept)).digest("hex"),
    });

  return {
    async load(plan) {
      const path = pathOf(plan);
      let bytes: Buffer;
      try {
        bytes = await readFile(path);
      } catch (error) {
        if (errorCode(error) === "ENOENT") return undefined;
        throw new UserError(storageError(error, "read", path).message);
      }
      const end = bytes.indexOf(newline);
      const body = bytes.subarray(end + 1);
      // In memory of its own, since a file's bytes need not begin where a number may.
      const kept = new Float32Array(Math.floor(body.length / 4));
      asBytes(kept).set(body.subarray(0, 4 * kept.length));
      const isWhole = end >= 0 && body.length % 4 === 0;
      if (isWhole && bytes.toString("utf8", 0, end) === headerOf(plan, kept)) return kept;
      warn(
        `${path} is damaged: what this client kept of the task is lost, and its own part of the model begins anew.`,
      );
      return undefined;
    },
    async save(plan, kept) {
      const path = pathOf(plan);
      try {
        await mkdir(root, { recursive: true });
        // Not for others on this machine: it was learned from this client's data alone.
        await writeFileDurably(path, [Buffer.from(`${headerOf(plan, kept)}\n`), asBytes(kept)], 0o600);
      } catch (error) {
        throw new UserError(storageError(error, "write", path).message);
      }
    },
  };
}
