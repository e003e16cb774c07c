import type { AbortCause, Purpose, RefusalReason } from "@tributary/core/rounds";
import type { ClientId, Digest, RoundKey, TaskId } from "@tributary/core/support";

import type { FoldResult } from "./commands.ts";
import type { ModelRef, SignedRef, Tally, TaskTerms } from "./state.ts";

// What happened, as the journal keeps it: plain JSON, with digests instead of contents. These types are the
// journal's format: a change that old journals would see needs a new record version (journal/record.ts).

/** `atMs` never goes back from one event to the next. */
export type CoordinatorEvent = { readonly atMs: number } & EventBody;

/** An event before its time is stamped on it. */
export type EventBody =
  ClientEnrolled | ClientRevoked | CoordinatorRestarted | CoordinatorRestored | TaskEvent;

export interface ClientEnrolled {
  readonly kind: "client-enrolled";
  readonly client: ClientId;
  readonly publicKey: string;
  readonly tokenHash: Digest;
  readonly clientKind: string;
  readonly release: string;
}

export interface ClientRevoked {
  readonly kind: "client-revoked";
  readonly client: ClientId;
  readonly reason: string;
}

export interface CoordinatorRestarted {
  readonly kind: "coordinator-restarted";
  /** Since the event before: by so much deadlines and leases are put off. */
  readonly awayMs: number;
}

export interface CoordinatorRestored {
  readonly kind: "coordinator-restored";
  readonly incarnation: number;
}

/** Events of one task. */
export type TaskEvent = TaskCreated | TaskStarted | TaskResumed | AttemptEvent;

export interface TaskCreated {
  readonly kind: "task-created";
  readonly task: TaskId;
  readonly terms: TaskTerms;
  readonly plan: Digest;
  readonly base: Digest;
}

/** Round 1 is being prepared. */
export interface TaskStarted {
  readonly kind: "task-started";
  readonly task: TaskId;
  readonly model: ModelRef;
  readonly clip: number;
  readonly uploadLimitBytes: number;
}

/** The next attempt of the round that was interrupted is being prepared. */
export interface TaskResumed {
  readonly kind: "task-resumed";
  readonly task: TaskId;
}

/** Events of the running attempt. */
export type AttemptEvent =
  | DescriptorPublished
  | LeaseGranted
  | LeasesExpired
  | OpenDeadlineSet
  | ClientReady
  | ClientLeft
  | AdvertisingStarted
  | RosterFixed
  | SharersFixed
  | SurvivorsFixed
  | ConfirmationsFixed
  | CollectingStarted
  | UpdateAccepted
  | UpdateRejected
  | FoldingStarted
  | PauseRequested
  | PauseWithdrawn
  | RoundCommitted
  | AttemptAborted;

export interface DescriptorPublished {
  readonly kind: "descriptor-published";
  readonly task: TaskId;
  readonly key: RoundKey;
  readonly descriptor: SignedRef;
}

export interface LeaseGranted {
  readonly kind: "lease-granted";
  readonly task: TaskId;
  readonly client: ClientId;
  readonly expiresAtMs: number;
}

export interface LeasesExpired {
  readonly kind: "leases-expired";
  readonly task: TaskId;
  readonly clients: readonly ClientId[];
}

/** The cohort's minimum of clients holds places: `open` ends at `deadlineMs` at the latest. */
export interface OpenDeadlineSet {
  readonly kind: "open-deadline-set";
  readonly task: TaskId;
  readonly deadlineMs: number;
}

export interface ClientReady {
  readonly kind: "client-ready";
  readonly task: TaskId;
  readonly client: ClientId;
  readonly descriptor: Digest;
  readonly uploadSizeBytes: number;
}

/** Its place is free, or it is waited for no longer. */
export interface ClientLeft {
  readonly kind: "client-left";
  readonly task: TaskId;
  readonly client: ClientId;
  readonly reason: string;
}

/** Mode secure: these clients are invited to exchange keys. */
export interface AdvertisingStarted {
  readonly kind: "advertising-started";
  readonly task: TaskId;
  readonly invited: readonly ClientId[];
  readonly deadlineMs: number;
}

/** U1: they share their keys with each other. */
export interface RosterFixed {
  readonly kind: "roster-fixed";
  readonly task: TaskId;
  readonly clients: readonly ClientId[];
  readonly deadlineMs: number;
}

/** U2: they send masked vectors. */
export interface SharersFixed {
  readonly kind: "sharers-fixed";
  readonly task: TaskId;
  readonly clients: readonly ClientId[];
  readonly deadlineMs: number;
}

/** U3: those whose masked vectors were accepted; the sum holds them and no others. */
export interface SurvivorsFixed {
  readonly kind: "survivors-fixed";
  readonly task: TaskId;
  readonly deadlineMs: number;
}

/** These survivors confirmed, and are asked for shares. */
export interface ConfirmationsFixed {
  readonly kind: "confirmations-fixed";
  readonly task: TaskId;
  readonly clients: readonly ClientId[];
  readonly deadlineMs: number;
}

/** Mode sealed: all who are READY are invited to send. */
export interface CollectingStarted {
  readonly kind: "collecting-started";
  readonly task: TaskId;
  readonly deadlineMs: number;
}

export interface UpdateAccepted {
  readonly kind: "update-accepted";
  readonly task: TaskId;
  readonly client: ClientId;
  readonly digest: Digest;
  readonly sizeBytes: number;
}

export interface UpdateRejected {
  readonly kind: "update-rejected";
  readonly task: TaskId;
  readonly client: ClientId;
  readonly reason: RefusalReason;
  readonly detail: string;
}

/** The sum is that of the updates accepted so far; nothing joins it any more. */
export interface FoldingStarted {
  readonly kind: "folding-started";
  readonly task: TaskId;
}

/** The task is to pause once the fold has ended. */
export interface PauseRequested {
  readonly kind: "pause-requested";
  readonly task: TaskId;
}

/** The task goes on after the fold. */
export interface PauseWithdrawn {
  readonly kind: "pause-withdrawn";
  readonly task: TaskId;
}

/** The round is done and, in the same event, what follows has begun. */
export interface RoundCommitted {
  readonly kind: "round-committed";
  readonly task: TaskId;
  readonly key: RoundKey;
  readonly result: FoldResult;
  readonly tally: Tally;
  readonly next:
    | { readonly kind: "round"; readonly purpose: Purpose; readonly paused: boolean }
    | { readonly kind: "completed" };
}

/** The attempt changed nothing; in the same event what follows has begun. */
export interface AttemptAborted {
  readonly kind: "attempt-aborted";
  readonly task: TaskId;
  readonly key: RoundKey;
  readonly cause: AbortCause;
  readonly detail: string;
  /** Whom the cause concerns, beside those in the sum. */
  readonly concerned: readonly ClientId[];
  readonly tally: Tally;
  readonly next: "retry" | "paused" | "failed" | "completed";
}
