// Fields of messages, once checked. A field that is wrong makes a FieldError, which the two ends turn into what they
// owe: the coordinator into `invalid-argument`, the client into "the coordinator's answer is malformed".
import type {
  BlobRef as BlobRefMessage,
  RoundKey as RoundKeyMessage,
  SignedDocument as DocumentMessage,
} from "@tributary/proto/messages";

import type { SignedDocument } from "../identity/index.ts";
import type { BlobRef } from "../participant/index.ts";
import type { Digest, RoundKey, TaskId } from "../support/index.ts";
import { digest, fromHex, isTaskId, toHex } from "../support/index.ts";

/** A message that is not what the protocol allows: names the field, what was expected and what came. */
export class FieldError extends Error {
  override readonly name = "FieldError";
}

/** The largest document that is looked at: plans with ten thousand labels fit. */
const documentLimitBytes = 4 << 20;

export function readTaskId(field: string, text: string): TaskId {
  if (!isTaskId(text))
    throw new FieldError(`${field} is not a task id: ${JSON.stringify(text.slice(0, 80))}`);
  return text;
}

export function readBytes(field: string, bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new FieldError(`${field} has ${bytes.length} bytes, expected ${length}`);
  return bytes;
}

export function readDigest(field: string, bytes: Uint8Array): Digest {
  return digest(toHex(readBytes(field, bytes, 32)));
}

export function readText(field: string, text: string, limit: number): string {
  if (text.length > limit)
    throw new FieldError(`${field} has ${text.length} characters, at most ${limit} are allowed`);
  return text;
}

export function readRoundKey(field: string, key: RoundKeyMessage | null | undefined): RoundKey {
  if (key === null || key === undefined) throw new FieldError(`${field} is missing`);
  const { taskId = "", round = 0, attempt = 0 } = key;
  if (round < 1 || attempt < 1)
    throw new FieldError(`${field} names round ${round}, attempt ${attempt}; both count from 1`);
  return { task: readTaskId(`${field}.task_id`, taskId), round, attempt };
}

export function readDocument(field: string, document: DocumentMessage | null | undefined): SignedDocument {
  if (document === null || document === undefined) throw new FieldError(`${field} is missing`);
  const { payload = new Uint8Array(), signature = new Uint8Array() } = document;
  if (payload.length > documentLimitBytes) throw new FieldError(`${field} has ${payload.length} bytes`);
  return { payload, signature: readBytes(`${field}.signature`, signature, 64) };
}

export function readBlobRef(field: string, blob: BlobRefMessage | null | undefined): BlobRef {
  if (blob === null || blob === undefined) throw new FieldError(`${field} is missing`);
  return {
    digest: readDigest(`${field}.digest`, blob.digest ?? new Uint8Array()),
    sizeBytes: blob.sizeBytes ?? 0,
  };
}

export function writeRoundKey(key: RoundKey): RoundKeyMessage {
  return { taskId: key.task, round: key.round, attempt: key.attempt };
}

export function writeDigest(value: Digest): Uint8Array {
  return fromHex(value);
}

export function writeBlobRef(blob: BlobRef): BlobRefMessage {
  return { digest: writeDigest(blob.digest), sizeBytes: blob.sizeBytes };
}
