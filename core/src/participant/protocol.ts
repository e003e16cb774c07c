// What the machine asks of its driver (requests) and what it is told (inputs). Both are plain data, so that a test, a
// simulator and every platform run the same machine.
import type { MaskedInput } from "../secagg/index.ts";
import type { ClientId, Digest, RoundKey, TaskId } from "../support/index.ts";
import type { Advertised } from "./attempt-order.ts";
import type {
  Assignment,
  BlobRef,
  ChunkAnswer,
  CheckInAnswer,
  CommitAnswer,
  Outcome,
  ReadyAnswer,
  TaskOffer,
} from "./connection.ts";
import type { ParticipantEvent } from "./events.ts";
import type { ExchangeHappened, ExchangeRequest } from "./exchange-protocol.ts";
import type { SeenReceipt } from "./ports.ts";
import type { SealedUpdate, Update } from "./state.ts";
import type { Evaluation } from "./trainer.ts";

/** `opening`: an attempt opens, or the task is over. */
export type WakingHints = "none" | "any" | "opening";

/** One thing to do; its answer is the next input. A step asks for at most one. */
export type Request =
  | { readonly kind: "get-task" }
  | { readonly kind: "read-data"; readonly offer: TaskOffer }
  | { readonly kind: "check-in"; readonly task: TaskId; readonly lastRoundSeen: number }
  | {
      readonly kind: "fetch-receipts";
      readonly task: TaskId;
      /** Undefined: none, so all of them are read. */
      readonly seen: SeenReceipt | undefined;
      readonly toRound: number;
    }
  | { readonly kind: "load-base"; readonly base: BlobRef }
  | { readonly kind: "load-model"; readonly model: BlobRef }
  | { readonly kind: "load-result"; readonly model: BlobRef }
  | { readonly kind: "evaluate"; readonly weights: Float32Array }
  | { readonly kind: "train"; readonly assignment: Assignment; readonly weights: Float32Array }
  | { readonly kind: "seal"; readonly assignment: Assignment; readonly update: Update }
  | {
      readonly kind: "ready";
      readonly key: RoundKey;
      readonly descriptor: Digest;
      readonly sizeBytes: number;
    }
  | { readonly kind: "get-outcome"; readonly key: RoundKey }
  | { readonly kind: "upload-status"; readonly key: RoundKey }
  | { readonly kind: "put-chunk"; readonly key: RoundKey; readonly offset: number; readonly data: Uint8Array }
  | {
      readonly kind: "commit-upload";
      readonly key: RoundKey;
      readonly digest: Digest;
      readonly sizeBytes: number;
    }
  | { readonly kind: "commit-masked-input"; readonly key: RoundKey; readonly message: MaskedInput }
  | ExchangeRequest
  | { readonly kind: "leave"; readonly key: RoundKey; readonly reason: string }
  | { readonly kind: "remember"; readonly offer: TaskOffer; readonly seen: SeenReceipt }
  /** Waits a time drawn uniformly from between the two; such a hint ends it early. Answered by `woke`. */
  | {
      readonly kind: "wait";
      readonly minimumMs: number;
      readonly maximumMs: number;
      readonly hints: WakingHints;
    };

export type Effect =
  | { readonly kind: "report"; readonly event: ParticipantEvent }
  /** Overwrites the secrets of the attempt, before anything else is done. */
  | { readonly kind: "abandon" }
  | { readonly kind: "perform"; readonly request: Request };

/** What happened, and when. */
export type Input = { readonly nowMs: number } & (
  | { readonly kind: "start" }
  | { readonly kind: "woke" }
  /** `client`: this one. */
  | { readonly kind: "task-offered"; readonly offer: TaskOffer; readonly client: ClientId }
  | {
      readonly kind: "data-read";
      readonly seen: SeenReceipt | undefined;
      readonly advertised: Advertised | undefined;
    }
  | { readonly kind: "check-in-answered"; readonly answer: CheckInAnswer }
  /** The newest of the receipts, if they continue from what was seen; else the round in which they do not. */
  | { readonly kind: "receipts-fetched"; readonly seen: SeenReceipt }
  | { readonly kind: "receipts-broken"; readonly round: number }
  | { readonly kind: "base-loaded" }
  | { readonly kind: "model-loaded"; readonly weights: Float32Array }
  | { readonly kind: "result-loaded" }
  | { readonly kind: "evaluated"; readonly evaluation: Evaluation }
  | { readonly kind: "trained"; readonly delta: Float32Array; readonly exampleCount: number }
  | { readonly kind: "sealed"; readonly sealed: SealedUpdate }
  | { readonly kind: "ready-answered"; readonly answer: ReadyAnswer }
  | { readonly kind: "outcome-read"; readonly outcome: Outcome }
  | { readonly kind: "upload-status-read"; readonly haveBytes: number; readonly committed: boolean }
  | { readonly kind: "chunk-answered"; readonly answer: ChunkAnswer }
  | { readonly kind: "commit-answered"; readonly answer: CommitAnswer }
  | ExchangeHappened
  | { readonly kind: "left" }
  | { readonly kind: "remembered" }
  /** The trainer failed, or what it made is no update. */
  | { readonly kind: "unusable"; readonly message: string }
  /** `again`: the same call may succeed; `attempt-lost`: this attempt is over for us; `hopeless`: a person has to act. */
  | {
      readonly kind: "failed";
      readonly failure: "again" | "attempt-lost" | "hopeless";
      readonly message: string;
    }
  | { readonly kind: "cancelled" }
);
