// The serving end's half: requests as they came -> calls as the coordinator understands them. Each function throws a
// FieldError for a message that the protocol does not allow; after it nobody checks sizes and forms again.
import type {
  CheckInRequest__Output,
  CommitUploadRequest__Output,
  DownloadRequest__Output,
  EnrollRequest__Output,
  GetReceiptsRequest__Output,
  LeaveRequest__Output,
  PutChunkRequest__Output,
  ReadyRequest__Output,
} from "@tributary/proto/messages";

import type { Digest, RoundKey, TaskId } from "../support/index.ts";
import { FieldError, readBytes, readDigest, readRoundKey, readTaskId, readText } from "./fields.ts";

/**
 * The largest piece of an upload. Pieces of 1 MiB cost the serving end a third of the CPU time of pieces of 256 KiB;
 * larger ones would only take more memory.
 */
export const chunkLimitBytes = 1024 * 1024;

/** The pieces of a download: a stream's messages are cheap, and each waits in memory for a slow reader. */
export const downloadPieceBytes = 256 * 1024;

export interface EnrollCall {
  readonly task: TaskId;
  readonly publicKey: Uint8Array;
  /** Absent in the first call, which asks for a challenge. */
  readonly proof: { readonly challenge: Uint8Array; readonly signature: Uint8Array } | undefined;
  readonly kind: string;
  readonly release: string;
}

export function readEnroll(message: EnrollRequest__Output): EnrollCall {
  const bare = message.challenge.length === 0 && message.signature.length === 0;
  if (!bare && message.challenge.length > 256)
    throw new FieldError(`challenge has ${message.challenge.length} bytes`);
  return {
    task: readTaskId("task_id", message.taskId),
    publicKey: readBytes("public_key", message.publicKey, 32),
    proof: bare
      ? undefined
      : { challenge: message.challenge, signature: readBytes("signature", message.signature, 64) },
    kind: readText("kind", message.kind, 32),
    release: readText("release", message.release, 64),
  };
}

export interface CheckInCall {
  readonly task: TaskId;
  readonly lastRoundSeen: number;
  readonly signature: Uint8Array;
}

export function readCheckIn(message: CheckInRequest__Output): CheckInCall {
  return {
    task: readTaskId("task_id", message.taskId),
    lastRoundSeen: message.lastRoundSeen,
    signature: readBytes("statement", message.statement, 64),
  };
}

export interface ReadyCall {
  readonly key: RoundKey;
  readonly descriptor: Digest;
  readonly uploadSizeBytes: number;
  readonly signature: Uint8Array;
  /** Empty: the client does not say. */
  readonly engine: string;
}

export function readReady(message: ReadyRequest__Output): ReadyCall {
  return {
    key: readRoundKey("key", message.key),
    descriptor: readDigest("descriptor_digest", message.descriptorDigest),
    uploadSizeBytes: message.uploadSizeBytes,
    signature: readBytes("statement", message.statement, 64),
    engine: readText("engine", message.engine, 32),
  };
}

export interface LeaveCall {
  readonly key: RoundKey;
  readonly reason: string;
  readonly signature: Uint8Array;
}

export function readLeave(message: LeaveRequest__Output): LeaveCall {
  return {
    key: readRoundKey("key", message.key),
    reason: readText("reason", message.reason, 200),
    signature: readBytes("statement", message.statement, 64),
  };
}

export interface PutChunkCall {
  readonly key: RoundKey;
  readonly offset: number;
  readonly data: Uint8Array;
}

export function readPutChunk(message: PutChunkRequest__Output): PutChunkCall {
  if (message.data.length === 0 || message.data.length > chunkLimitBytes) {
    throw new FieldError(`data has ${message.data.length} bytes, expected 1 to ${chunkLimitBytes}`);
  }
  return { key: readRoundKey("key", message.key), offset: message.offset, data: message.data };
}

export interface CommitUploadCall {
  readonly key: RoundKey;
  readonly digest: Digest;
  readonly sizeBytes: number;
  readonly signature: Uint8Array;
}

export function readCommitUpload(message: CommitUploadRequest__Output): CommitUploadCall {
  return {
    key: readRoundKey("key", message.key),
    digest: readDigest("digest", message.digest),
    sizeBytes: message.sizeBytes,
    signature: readBytes("statement", message.statement, 64),
  };
}

export interface DownloadCall {
  readonly task: TaskId;
  readonly digest: Digest;
  readonly offset: number;
}

export function readDownload(message: DownloadRequest__Output): DownloadCall {
  return {
    task: readTaskId("task_id", message.taskId),
    digest: readDigest("digest", message.digest),
    offset: message.offset,
  };
}

export interface GetReceiptsCall {
  readonly task: TaskId;
  readonly fromRound: number;
  /** At most 1000. */
  readonly limit: number;
}

export function readGetReceipts(message: GetReceiptsRequest__Output): GetReceiptsCall {
  return {
    task: readTaskId("task_id", message.taskId),
    fromRound: Math.max(1, message.fromRound),
    limit: Math.min(1_000, message.limit === 0 ? 1_000 : message.limit),
  };
}
