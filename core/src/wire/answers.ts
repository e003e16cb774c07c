// The calling end's half: answers as they came -> domain values. The coordinator is not trusted either: each function
// throws a FieldError for an answer that the protocol does not allow.
import type {
  CheckInResponse__Output,
  CommitUploadResponse__Output,
  GetOutcomeResponse__Output,
  NotYet__Output,
  PutChunkResponse__Output,
  ReadyResponse__Output,
  Refused__Output,
} from "@tributary/proto/messages";

import type { SignedDocument } from "../identity/index.ts";
import type {
  BlobRef,
  ChunkAnswer,
  CommitAnswer,
  ReadyAnswer,
  Refused,
  StillRunning,
} from "../participant/index.ts";
import type { AbortCause } from "../rounds/index.ts";
import { isAbortCause, isRefusalReason } from "../rounds/index.ts";
import { FieldError, readBlobRef, readDocument } from "./fields.ts";

/** An answer to CheckIn whose descriptor is not yet verified. */
export type RawCheckInAnswer =
  | {
      readonly kind: "train";
      readonly descriptor: SignedDocument;
      readonly base: BlobRef;
      readonly model: BlobRef;
      readonly leaseMs: number;
    }
  | { readonly kind: "come-back"; readonly afterMs: number; readonly reason: string }
  | {
      readonly kind: "done";
      readonly state: "completed" | "failed";
      readonly model: BlobRef | undefined;
      readonly bestRound: number;
      readonly reason: string;
    };

export function readCheckInAnswer(message: CheckInResponse__Output): RawCheckInAnswer {
  if (message.train) {
    return {
      kind: "train",
      descriptor: readDocument("train.descriptor", message.train.descriptor),
      base: readBlobRef("train.base", message.train.base),
      model: readBlobRef("train.model", message.train.model),
      leaseMs: message.train.leaseMs,
    };
  }
  if (message.comeBack)
    return { kind: "come-back", afterMs: message.comeBack.afterMs, reason: message.comeBack.reason };
  if (message.done) {
    const { state, model, bestRound, reason } = message.done;
    if (state !== "completed" && state !== "failed")
      throw new FieldError(`done.state is ${JSON.stringify(state)}`);
    return {
      kind: "done",
      state,
      model: model ? readBlobRef("done.model", model) : undefined,
      bestRound,
      reason,
    };
  }
  throw new FieldError("the answer to CheckIn is none of train, come_back and done");
}

export function readNotYet(message: NotYet__Output): StillRunning {
  return {
    kind: "not-yet",
    retryAfterMs: message.retryAfterMs,
    phase: message.phase,
    invited: message.invited,
  };
}

export function readRefused(message: Refused__Output): Refused {
  if (!isRefusalReason(message.reason))
    throw new FieldError(`the refusal ${JSON.stringify(message.reason)} has no meaning here`);
  return { kind: "refused", refusal: { reason: message.reason, detail: message.detail } };
}

/** An outcome whose receipt is not yet verified. */
export type RawOutcome =
  | StillRunning
  | { readonly kind: "committed"; readonly receipt: SignedDocument; readonly counted: boolean }
  | { readonly kind: "aborted"; readonly cause: AbortCause; readonly detail: string };

export function readOutcome(message: GetOutcomeResponse__Output): RawOutcome {
  if (message.notYet) return readNotYet(message.notYet);
  if (message.committed) {
    const { receipt, counted } = message.committed;
    return { kind: "committed", receipt: readDocument("committed.receipt", receipt), counted };
  }
  if (message.aborted) {
    const { cause, detail } = message.aborted;
    if (!isAbortCause(cause)) throw new FieldError(`the cause ${JSON.stringify(cause)} has no meaning here`);
    return { kind: "aborted", cause, detail };
  }
  throw new FieldError("the answer to GetOutcome is none of not_yet, committed and aborted");
}

export function readReadyAnswer(message: ReadyResponse__Output): ReadyAnswer {
  if (message.noted) return readNotYet(message.noted);
  if (message.refused) return readRefused(message.refused);
  throw new FieldError("the answer to Ready is neither noted nor refused");
}

export function readChunkAnswer(message: PutChunkResponse__Output): ChunkAnswer {
  if (message.refused) return readRefused(message.refused);
  if (message.nextOffset !== undefined) return { kind: "next", offset: message.nextOffset };
  throw new FieldError("the answer to PutChunk is neither next_offset nor refused");
}

export function readCommitAnswer(message: CommitUploadResponse__Output): CommitAnswer {
  if (message.refused) return readRefused(message.refused);
  if (message.accepted) return { kind: "accepted" };
  throw new FieldError("the answer to CommitUpload is neither accepted nor refused");
}
