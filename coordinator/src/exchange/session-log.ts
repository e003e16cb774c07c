// The messages of one attempt's secure aggregation, in the order in which they were accepted: a line each, of the
// SHA-256 of the rest and the event as JSON. The file lies in the attempt's folder, outside the journal, and is deleted
// with it, so that no backup holds a share.
import { readFile, truncate } from "node:fs/promises";
import { dirname } from "node:path";

import type { Primitives } from "@tributary/core/identity";
import { fromHex, fromUtf8, toHex, utf8 } from "@tributary/core/support";
import { errorCode, storageError, syncFolder } from "@tributary/node-platform";

import type { OpenSpoolFile, SpoolFile } from "../aggregation/index.ts";
import type { MessageEvent } from "./phases.ts";

export interface SessionLog {
  /** What was in the file when it was opened. */
  readonly events: readonly MessageEvent[];
  /** On disk, all of them or none, once it resolves. @throws StorageError; then none counts as written */
  append(events: readonly MessageEvent[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens or makes a log. A last line that a crash cut short was never acknowledged, and is cut off.
 * @throws StorageError; Error if another line is damaged
 */
export async function openSessionLog(
  path: string,
  primitives: Primitives,
  openFile: OpenSpoolFile,
): Promise<SessionLog> {
  const bytes = await contentsOf(path);
  const { events, sizeBytes } = eventsIn(bytes, path, primitives);
  if (sizeBytes < bytes.length) await cut(path, sizeBytes);
  let size = sizeBytes;
  let file: SpoolFile | undefined;
  /** Part of an append that failed may be behind `size`. */
  let torn = false;

  return {
    events,
    async append(added) {
      const lines = utf8(added.map((event) => lineOf(event, primitives)).join(""));
      try {
        if (torn) await cut(path, size);
        torn = false;
        if (file === undefined) {
          file = await openFile(path);
          await syncFolder(dirname(path));
        }
        await file.append(lines);
        await file.sync();
        size += lines.length;
      } catch (error) {
        torn = true;
        const failed = file;
        file = undefined;
        // The first failure is the one to tell.
        await failed?.close().catch(() => undefined);
        throw error;
      }
    },
    async close() {
      await file?.close();
      file = undefined;
    },
  };
}

async function contentsOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return new Uint8Array();
    throw storageError(error, "read", path);
  }
}

async function cut(path: string, sizeBytes: number): Promise<void> {
  try {
    await truncate(path, sizeBytes);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw storageError(error, "cut short", path);
  }
}

const newline = 10;

function eventsIn(
  bytes: Uint8Array,
  path: string,
  primitives: Primitives,
): { readonly events: readonly MessageEvent[]; readonly sizeBytes: number } {
  const events: MessageEvent[] = [];
  let at = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, at)) {
    const event = eventOf(fromUtf8(bytes.subarray(at, end)), primitives);
    if (event === undefined) {
      if (end === bytes.length - 1) break;
      throw new Error(`line ${events.length + 1} of ${path} is damaged`);
    }
    events.push(event);
    at = end + 1;
  }
  return { events, sizeBytes: at };
}

function lineOf(event: MessageEvent, primitives: Primitives): string {
  const json = JSON.stringify(plainOf(event));
  return `${toHex(primitives.sha256(utf8(json)))} ${json}\n`;
}

/** Bytes become `{ hex }`. Not by a replacer, which would see what a Buffer makes of itself. */
function plainOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return { hex: toHex(value) };
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainOf(member)]));
}

function eventOf(line: string, primitives: Primitives): MessageEvent | undefined {
  const space = line.indexOf(" ");
  const json = line.slice(space + 1);
  if (toHex(primitives.sha256(utf8(json))) !== line.slice(0, space)) return undefined;
  const event: unknown = JSON.parse(json, (_, value: unknown) =>
    typeof value === "object" && value !== null && "hex" in value && typeof value.hex === "string"
      ? fromHex(value.hex)
      : value,
  );
  // The one cast: text of ours, under a checksum.
  return event as MessageEvent;
}
