import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type { Advertised, ReceiptMemory, SeenReceipt } from "@tributary/core/participant";
import { readEvaluation } from "@tributary/core/rounds";
import { UserError, isDigest } from "@tributary/core/support";
import type { ClientId } from "@tributary/core/support";
import { errorCode, storageError, writeFileDurably } from "@tributary/node-platform";

/**
 * What was seen of each task, in small JSON files that are made when there is something to keep: the newest receipt,
 * which the clients that share the folder share, and how far `client` has gone into secure aggregation.
 */
export function openReceiptFolder(root: string, client: ClientId): ReceiptMemory {
  // No task has a dot in its name.
  const advertisedOf = (task: string): string => `${task}.${client}`;
  const path = (coordinator: string, name: string): string =>
    join(root, `${coordinator.slice(0, 16)}-${name}.json`);

  async function read<Kept>(
    file: string,
    keptIn: (fields: Fields) => Kept | undefined,
    damaged: string,
  ): Promise<Kept | undefined> {
    let text: string;
    try {
      text = await readFile(file, "utf8");
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw new UserError(storageError(error, "read", file).message);
    }
    const kept = keptIn(fieldsOf(text));
    if (kept === undefined) throw new UserError(`${file} is damaged: expected ${damaged}.`);
    return kept;
  }

  async function write(file: string, value: object): Promise<void> {
    try {
      await mkdir(root, { recursive: true });
      await writeFileDurably(file, `${JSON.stringify(value)}\n`);
    } catch (error) {
      throw new UserError(storageError(error, "write", file).message);
    }
  }

  return {
    load: (coordinator, task) =>
      read(
        path(coordinator, task),
        receiptIn,
        "incarnation, round and digest of the last receipt; delete it to begin anew",
      ),
    save: (coordinator, task, receipt) => write(path(coordinator, task), receipt),
    loadAdvertised: (coordinator, task) =>
      read(
        path(coordinator, advertisedOf(task)),
        advertisedIn,
        "incarnation, round, attempt and maskedAttempts of the last exchange; delete it when the round that runs is over",
      ),
    saveAdvertised: (coordinator, task, advertised) =>
      write(path(coordinator, advertisedOf(task)), advertised),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** None for a text that is no JSON object: the caller finds them missing. */
function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function receiptIn({ incarnation, round, digest, base }: Fields): SeenReceipt | undefined {
  if (!isCount(incarnation) || !isCount(round)) return undefined;
  if (typeof digest !== "string" || !isDigest(digest)) return undefined;
  // Only told to people: what cannot be read of it is passed over.
  const evaluation = readEvaluation(base);
  return { incarnation, round, digest, ...(evaluation !== undefined && { base: evaluation }) };
}

function advertisedIn(fields: Fields): Advertised | undefined {
  const { incarnation, round, attempt, maskedAttempts } = fields;
  if (!isCount(incarnation) || !isCount(round) || !isCount(attempt) || !isCount(maskedAttempts)) {
    return undefined;
  }
  return { incarnation, round, attempt, maskedAttempts };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
