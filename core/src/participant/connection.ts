import type { MemberRoster } from "../identity/index.ts";
import type { Plan } from "../plan/index.ts";
import type { AbortCause, Receipt, Refusal, RoundDescriptor } from "../rounds/index.ts";
import type {
  Advert,
  Confirmation,
  Inbox,
  MaskedInput,
  Roster,
  SharedKeys,
  UnmaskAnswer,
} from "../secagg/index.ts";
import type { Cancellation, ClientId, Digest, RoundKey, TaskId } from "../support/index.ts";

export type TaskStateName = "waiting" | "running" | "paused" | "completed" | "failed";

/** A task as its coordinator offers it; signatures and the pinned fingerprint were checked. */
export interface TaskOffer {
  readonly task: TaskId;
  readonly state: TaskStateName;
  readonly plan: Plan;
  readonly planDigest: Digest;
  /** Of the coordinator's key. */
  readonly fingerprint: Digest;
  readonly incarnation: number;
  /** Who may take part, as an organisation says that is not the coordinator; undefined: anyone. Its signature was checked. */
  readonly members: MemberRoster | undefined;
}

export interface BlobRef {
  readonly digest: Digest;
  readonly sizeBytes: number;
}

/** "Train under this descriptor": its signature was checked, its bounds were not (rounds, descriptorProblem). */
export interface Assignment {
  readonly descriptor: RoundDescriptor;
  readonly descriptorDigest: Digest;
  readonly base: BlobRef;
  readonly model: BlobRef;
  readonly leaseMs: number;
}

export type CheckInAnswer =
  | ({ readonly kind: "train" } & Assignment)
  | { readonly kind: "come-back"; readonly afterMs: number; readonly reason: string }
  | {
      readonly kind: "done";
      readonly state: "completed" | "failed";
      readonly model: BlobRef | undefined;
      readonly bestRound: number;
      readonly reason: string;
    };

export interface StillRunning {
  readonly kind: "not-yet";
  readonly retryAfterMs: number;
  readonly phase: string;
  /** Whether this client should send its update now. */
  readonly invited: boolean;
}

export type Outcome =
  | StillRunning
  | {
      readonly kind: "committed";
      readonly receipt: Receipt;
      readonly receiptDigest: Digest;
      /** Whether this client's update is in the sum. */
      readonly counted: boolean;
    }
  | { readonly kind: "aborted"; readonly cause: AbortCause; readonly detail: string };

export type ReadyAnswer = StillRunning | Refused;
export type CommitAnswer = { readonly kind: "accepted" } | Refused;
export type ChunkAnswer = { readonly kind: "next"; readonly offset: number } | Refused;

/** What must be waited for until a phase of the attempt has ended. */
export type Waiting<Value> = StillRunning | Refused | { readonly kind: "here"; readonly value: Value };

export interface Refused {
  readonly kind: "refused";
  readonly refusal: Refusal;
}

/** A hint that a round moved on; the facts are read again with getOutcome or checkIn. */
export interface WatchHint {
  readonly key: RoundKey;
  readonly phase: string;
}

/**
 * One client's line to one coordinator: enrolled, signing, checking what comes back. Each call may be repeated with
 * the same effect as once. Every method rejects with a CallError (wire) when the call itself failed, or with a
 * UserError if a person has to act.
 */
export interface Connection {
  readonly client: ClientId;
  getTask(signal?: Cancellation): Promise<TaskOffer>;
  checkIn(task: TaskId, lastRoundSeen: number, signal?: Cancellation): Promise<CheckInAnswer>;
  /** Ends when the coordinator goes away or the signal is raised. */
  watch(task: TaskId, signal?: Cancellation): AsyncIterable<WatchHint>;
  getOutcome(key: RoundKey, signal?: Cancellation): Promise<Outcome>;
  /** Receipts of committed rounds from `fromRound` on, in order, at most `limit`. */
  getReceipts(
    task: TaskId,
    fromRound: number,
    limit: number,
    signal?: Cancellation,
  ): Promise<readonly Receipt[]>;
  /** The blob's bytes from `offset` on, in pieces that follow each other without gaps; not yet checked against the digest. */
  download(task: TaskId, blob: Digest, offset: number, signal?: Cancellation): AsyncIterable<Uint8Array>;
  ready(
    key: RoundKey,
    descriptor: Digest,
    uploadSizeBytes: number,
    signal?: Cancellation,
  ): Promise<ReadyAnswer>;
  leave(key: RoundKey, reason: string, signal?: Cancellation): Promise<void>;
  uploadStatus(
    key: RoundKey,
    signal?: Cancellation,
  ): Promise<{ readonly haveBytes: number; readonly committed: boolean }>;
  putChunk(key: RoundKey, offset: number, data: Uint8Array, signal?: Cancellation): Promise<ChunkAnswer>;
  commitUpload(
    key: RoundKey,
    digest: Digest,
    sizeBytes: number,
    signal?: Cancellation,
  ): Promise<CommitAnswer>;

  // Secure aggregation. The signature of each message is its statement.

  advertiseKeys(key: RoundKey, message: Advert, signal?: Cancellation): Promise<CommitAnswer>;
  getRoster(key: RoundKey, signal?: Cancellation): Promise<Waiting<readonly Advert[]>>;
  shareKeys(key: RoundKey, message: SharedKeys, signal?: Cancellation): Promise<CommitAnswer>;
  getInbox(key: RoundKey, roster: Roster, signal?: Cancellation): Promise<Waiting<Inbox>>;
  /** Ends the upload of a masked vector. */
  commitMaskedInput(key: RoundKey, message: MaskedInput, signal?: Cancellation): Promise<CommitAnswer>;
  getSurvivors(key: RoundKey, roster: Roster, signal?: Cancellation): Promise<Waiting<readonly ClientId[]>>;
  confirm(key: RoundKey, message: Confirmation, signal?: Cancellation): Promise<CommitAnswer>;
  getConfirmations(
    key: RoundKey,
    roster: Roster,
    signal?: Cancellation,
  ): Promise<Waiting<readonly Confirmation[]>>;
  unmask(key: RoundKey, message: UnmaskAnswer, signal?: Cancellation): Promise<CommitAnswer>;
}
