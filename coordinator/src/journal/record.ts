import { crc32 } from "node:zlib";

import type { CoordinatorEvent } from "../round/index.ts";
import { completedEvent } from "./earlier-records.ts";
import { JournalDamaged } from "./journal.ts";
import type { Snapshot } from "./journal.ts";

// One record is one or more appended lists of events: 4 bytes of CRC-32 (big-endian) over the rest, which is JSON in UTF-8. The
// checksum is against torn and rotten pages, not against forgers. JSON, so that a person can read a journal.

/**
 * The format of the records. It counts up with any change to the events that an older reader would take wrongly; a
 * reader keeps what it needs to read all earlier versions.
 */
export const recordVersion = 1;

const checksumBytes = 4;

export function encodeRecord(sequence: number, events: readonly CoordinatorEvent[]): Buffer {
  return framed({ version: recordVersion, sequence, events });
}

/**
 * @param sequence where the record is kept, which must be where it says it belongs
 * @throws JournalDamaged
 */
export function decodeRecord(sequence: number, bytes: Uint8Array): readonly CoordinatorEvent[] {
  const record = unframed(bytes);
  if (record === undefined) {
    throw new JournalDamaged(
      sequence,
      `The journal's record at sequence ${sequence} is damaged (its checksum is wrong). Restore the data folder from a backup.`,
    );
  }
  if (typeof record["version"] === "number" && record["version"] > recordVersion) {
    throw new JournalDamaged(
      sequence,
      `The journal's record at sequence ${sequence} has format ${record["version"]}, this release reads up to ` +
        `${recordVersion}. Start the release that wrote it, or a newer one.`,
    );
  }
  const { events } = record;
  if (record["version"] !== recordVersion || record["sequence"] !== sequence || !Array.isArray(events)) {
    throw new JournalDamaged(
      sequence,
      `The journal's record at sequence ${sequence} is not one of this coordinator's. Restore the data folder from a backup.`,
    );
  }
  // The one cast: text of ours, of this version, under a checksum that holds.
  return (events as readonly CoordinatorEvent[]).map(completedEvent);
}

export function encodeSnapshot(snapshot: Snapshot): Buffer {
  return framed({ version: recordVersion, ...snapshot });
}

/** Undefined unless it is whole and of this version: the events are there to fold instead. */
export function decodeSnapshot(bytes: Uint8Array): Snapshot | undefined {
  const record = unframed(bytes);
  if (record?.["version"] !== recordVersion) return undefined;
  const { sequence, stateVersion, state } = record;
  if (typeof sequence !== "number" || typeof stateVersion !== "number" || typeof state !== "string")
    return undefined;
  return { sequence, stateVersion, state };
}

function framed(value: object): Buffer {
  const payload = Buffer.from(JSON.stringify(value), "utf8");
  const checksum = Buffer.alloc(checksumBytes);
  checksum.writeUInt32BE(crc32(payload));
  return Buffer.concat([checksum, payload]);
}

function unframed(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  if (bytes.length < checksumBytes) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const payload = buffer.subarray(checksumBytes);
  if (crc32(payload) !== buffer.readUInt32BE(0)) return undefined;
  const value: unknown = JSON.parse(payload.toString("utf8"));
  return typeof value === "object" && value !== null ? { ...value } : undefined;
}
