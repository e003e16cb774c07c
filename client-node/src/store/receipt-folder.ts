import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { ReceiptMemory, SeenReceipt } from "@tributary/core/participant";
import { UserError, isDigest } from "@tributary/core/support";
import type { Digest, TaskId } from "@tributary/core/support";
import { errorCode, storageError, writeFileDurably } from "@tributary/node-platform";

/** The newest receipt of each task, a small JSON file each, made when there is something to keep. */
export function openReceiptFolder(root: string): ReceiptMemory {
  const path = (coordinator: Digest, task: TaskId): string =>
    join(root, `${coordinator.slice(0, 16)}-${task}.json`);
  return {
    async load(coordinator, task) {
      const file = path(coordinator, task);
      let text: string;
      try {
        text = await readFile(file, "utf8");
      } catch (error) {
        if (errorCode(error) === "ENOENT") return undefined;
        throw new UserError(storageError(error, "read", file).message);
      }
      const seen = receiptIn(text);
      if (seen === undefined) {
        throw new UserError(
          `${file} is damaged: expected incarnation, round and digest of the last receipt; delete it to begin anew.`,
        );
      }
      return seen;
    },
    async save(coordinator, task, receipt) {
      const file = path(coordinator, task);
      try {
        await mkdir(root, { recursive: true });
        await writeFileDurably(file, `${JSON.stringify(receipt)}\n`);
      } catch (error) {
        throw new UserError(storageError(error, "write", file).message);
      }
    },
  };
}

function receiptIn(text: string): SeenReceipt | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON, hence no receipt; the caller says so.
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (!("incarnation" in value) || !isCount(value.incarnation)) return undefined;
  if (!("round" in value) || !isCount(value.round)) return undefined;
  if (!("digest" in value) || typeof value.digest !== "string" || !isDigest(value.digest)) return undefined;
  return { incarnation: value.incarnation, round: value.round, digest: value.digest };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
