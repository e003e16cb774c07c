import type { AbortCause, Refusal, RefusalReason } from "@tributary/core/rounds";
import type { SessionAbortCause } from "@tributary/core/secagg";
import type { ClientId, Digest, RoundKey, TaskId } from "@tributary/core/support";

import type { Scores } from "./scores.ts";
import type { ModelRef, Round, SignedRef, TaskTerms } from "./state.ts";

/**
 * What may be asked of the coordinator. `nowMs` is the caller's clock (milliseconds since the Unix epoch); decide
 * first lets fall due what that time makes due, then looks at the command. Any command may come twice, late or
 * after its round.
 */
export type Command = { readonly nowMs: number } & (
  RegistryCommand | LifeCommand | OperatorCommand | ClientCommand | EffectCommand
);

export type RegistryCommand =
  /** A client proved that it owns the key. Repeated: another token, the same client. A revoked client stays revoked. */
  | {
      readonly kind: "enroll";
      readonly client: ClientId;
      /** Ed25519, 64 hex digits. */
      readonly publicKey: string;
      /** SHA-256 of the session token. */
      readonly tokenHash: Digest;
      readonly clientKind: string;
      readonly release: string;
    }
  /** Takes away tokens and places. An update that was already accepted stays in its sum. */
  | { readonly kind: "revoke"; readonly client: ClientId; readonly reason: string };

export type LifeCommand =
  /** Time passes: leases and deadlines fall due. Wanted at nextDueMs at the latest; more often does no harm. */
  | { readonly kind: "tick" }
  /**
   * First command of each process that folded a journal: deadlines and leases are put off by the time away. `aliveMs` is
   * when the former process was last there, as far as it left a sign; 0 if it left none.
   */
  | { readonly kind: "restarted"; readonly aliveMs: number }
  /** The data come from a backup: attempts end as `restored`, and clients are told by a new incarnation. */
  | { readonly kind: "restored" };

export type OperatorCommand =
  | {
      readonly kind: "create-task";
      readonly task: TaskId;
      readonly terms: TaskTerms;
      /** The plan's canonical bytes; the blob is on disk. */
      readonly plan: Digest;
      readonly base: Digest;
    }
  /** The first model is made and on disk: the first round may begin. */
  | {
      readonly kind: "start-task";
      readonly task: TaskId;
      readonly model: ModelRef;
      /** S of the first round. */
      readonly clip: number;
      readonly uploadLimitBytes: number;
    }
  /** Ends the attempt as `operator`; a fold that runs is let finish. */
  | { readonly kind: "pause-task"; readonly task: TaskId }
  /** A paused task goes on; a failed one gets as many attempts again. */
  | { readonly kind: "resume-task"; readonly task: TaskId };

/** Who sends these has been authenticated; whether the client is enrolled still is decide's to say. */
export type ClientCommand =
  /** "I could take part": a lease if there is a place; the answer is read with checkInAnswer. */
  | { readonly kind: "check-in"; readonly task: TaskId; readonly client: ClientId }
  | {
      readonly kind: "ready";
      readonly key: RoundKey;
      readonly client: ClientId;
      /** Of the descriptor under which the update was made. */
      readonly descriptor: Digest;
      readonly uploadSizeBytes: number;
    }
  | { readonly kind: "leave"; readonly key: RoundKey; readonly client: ClientId; readonly reason: string }
  /** An upload was opened, checked whole and is on disk: accepted once this is durable. */
  | {
      readonly kind: "upload-committed";
      readonly key: RoundKey;
      readonly client: ClientId;
      readonly digest: Digest;
      readonly sizeBytes: number;
    }
  /**
   * An upload is refused for good in this attempt. What the client can cure by trying again (overloaded,
   * storage-full) is answered without a command.
   */
  | {
      readonly kind: "upload-rejected";
      readonly key: RoundKey;
      readonly client: ClientId;
      readonly reason: RefusalReason;
      readonly detail: string;
    };

/** What the service reports of effects that a state asked of it; for an attempt that has ended they are discarded. */
export type EffectCommand =
  /** The sealing key is on disk, the descriptor signed and its payload a blob. */
  | { readonly kind: "publish-round"; readonly key: RoundKey; readonly descriptor: SignedRef }
  /** A phase of secure aggregation is over: what is fixed, or why the attempt cannot go on. */
  | {
      readonly kind: "exchange-closed";
      readonly key: RoundKey;
      readonly phase: ExchangePhase;
      readonly outcome: ExchangeOutcome;
    }
  | { readonly kind: "fold-finished"; readonly key: RoundKey; readonly result: FoldResult }
  | {
      readonly kind: "fold-failed";
      readonly key: RoundKey;
      readonly cause: Extract<AbortCause, "check-failed" | "storage-failed"> | SessionAbortCause;
      readonly detail: string;
      /** Whom the cause concerns, where it concerns somebody. */
      readonly concerned?: readonly ClientId[];
    }
  /** The attempt cannot go on for want of storage, in whatever phase it is. */
  | { readonly kind: "storage-failed"; readonly key: RoundKey; readonly detail: string };

export type ExchangePhase = Exclude<Round["phase"], "preparing" | "open" | "folding">;

export type ExchangeOutcome =
  | { readonly kind: "fixed"; readonly clients: readonly ClientId[] }
  | { readonly kind: "aborted"; readonly cause: SessionAbortCause; readonly detail: string };

/** What a fold made; every blob that it names is on disk. Its purpose must be the round's. */
export type FoldResult = {
  /** Of the model that came in; null if no counted update brought metrics. All finite. */
  readonly scores: Scores | null;
  readonly bytesDown: number;
  readonly receipt: SignedRef;
} & (
  | {
      readonly purpose: "train";
      readonly model: ModelRef;
      /** The server optimiser's state; null if it has none. */
      readonly optimizer: Digest | null;
      /** S of the next round. */
      readonly clip: number;
    }
  | { readonly purpose: "evaluate" }
);

/** Why an operator's command is refused. */
export type OperatorRefusal =
  "unknown-task" | "task-exists" | "task-ended" | "task-waiting" | "unknown-client";

/**
 * Why nothing happens. `rejected` is answered to a client by a word of the closed list, `invalid` to an operator;
 * `discarded` came too late to matter and needs no answer.
 */
export type Declined =
  | ({ readonly outcome: "rejected" } & Refusal)
  | { readonly outcome: "invalid"; readonly reason: OperatorRefusal; readonly detail: string }
  | { readonly outcome: "discarded"; readonly detail: string };
