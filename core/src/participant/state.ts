import type { Roster } from "../secagg/index.ts";
import type { Digest } from "../support/index.ts";
import type { Advertised, AttemptPlace } from "./attempt-order.ts";
import type { Assignment, BlobRef, CheckInAnswer, TaskOffer } from "./connection.ts";
import type { MaskedVector, MaskingStep, UnmaskingStep } from "./exchange-state.ts";
import type { SeenReceipt } from "./ports.ts";
import type { Evaluation } from "./trainer.ts";

/** Where a participant is, and what of it outlives phases. A value: `step` never changes one. */
export interface ParticipantState {
  readonly phase: Phase;
  /** Calls that failed in a row, since the first of them. */
  readonly trouble: { readonly failures: number; readonly sinceMs: number } | undefined;
  /** When something that was asked for was last answered. */
  readonly heardMs: number;
}

/** What outlives a round. Its size does not grow with rounds. */
export interface Standing {
  readonly offer: TaskOffer;
  readonly seen: SeenReceipt | undefined;
  /** The base model that the trainer holds. */
  readonly loadedBase: Digest | undefined;
  readonly roundsCounted: number;
  /** The newest attempt in which bytes of an update left this process: no other update is made for it. */
  readonly burned: AttemptPlace | undefined;
  /** The newest attempt for which keys were advertised, by this process or one before it; mode secure alone. */
  readonly advertised: Advertised | undefined;
  /** Its user was warned that cohorts are small. */
  readonly warnedOfSmallCohort: boolean;
  /** Updates in a row that this client withheld itself. */
  readonly rejectedInARow: number;
  /** Updates that the coordinator refused for what is in them, since one of this client's was counted. */
  readonly refusedInARow: number;
  /** Attempts in a row that the coordinator ended with a refusal or a failure. */
  readonly setbacksInARow: number;
}

/** What one client has to say about one model. */
export type Update =
  | { readonly purpose: "evaluate"; readonly evaluation: Evaluation }
  | {
      readonly purpose: "train";
      readonly evaluation: Evaluation;
      readonly delta: Float32Array;
      readonly exampleCount: number;
    };

/** An update that was never sent, and the model that it was made from: another attempt may take it. */
export interface Unsent {
  readonly update: Update;
  readonly model: Digest;
}

export interface SealedUpdate {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
}

/** An update until it is sent: sealed to its attempt, or plain until masks are agreed on. */
export type Prepared =
  ({ readonly kind: "sealed" } & SealedUpdate) | { readonly kind: "plain"; readonly sizeBytes: number };

/** What is uploaded: its bytes never change. */
export type Upload =
  ({ readonly kind: "sealed" } & SealedUpdate) | ({ readonly kind: "masked" } & MaskedVector);

export interface InRound {
  readonly standing: Standing;
  readonly assignment: Assignment;
}

type Finished = Extract<CheckInAnswer, { kind: "done" }>;

/** What a client does that may not take the place which it was given. */
export interface AwaitOpening {
  readonly kind: "await-opening";
  /** For its user. */
  readonly why: string;
}

/** How a participant's part ends. */
export type Ending =
  | {
      readonly kind: "done";
      readonly state: "completed" | "failed";
      /** The best model, which is in the cache; undefined if there is none. */
      readonly model: BlobRef | undefined;
      readonly bestRound: number;
      readonly reason: string;
      readonly roundsCounted: number;
    }
  | { readonly kind: "stopped"; readonly roundsCounted: number }
  /** Somebody has to mend something first. */
  | { readonly kind: "failed"; readonly message: string };

export type Phase =
  /** Asks for the task. */
  | { readonly name: "joining" }
  /** The task is agreed to; reads the client's own examples and what it remembers of the task. */
  | { readonly name: "reading-data"; readonly offer: TaskOffer }
  | { readonly name: "checking-in"; readonly standing: Standing; readonly unsent: Unsent | undefined }
  /** Waits before it checks in again. */
  | { readonly name: "resting"; readonly standing: Standing; readonly unsent: Unsent | undefined }
  /** Reads the receipts that it missed, so that the chain stays whole, and the base's figures are known to all. */
  | ({
      readonly name: "catching-up";
      readonly seen: SeenReceipt | undefined;
      readonly unsent: Unsent | undefined;
    } & InRound)
  | ({ readonly name: "preparing" } & InRound)
  | ({ readonly name: "evaluating"; readonly weights: Float32Array } & InRound)
  | ({ readonly name: "training"; readonly weights: Float32Array; readonly evaluation: Evaluation } & InRound)
  | ({ readonly name: "sealing"; readonly update: Update; readonly reused: boolean } & InRound)
  | ({
      readonly name: "announcing";
      readonly update: Update;
      readonly prepared: Prepared;
      readonly reused: boolean;
    } & InRound)
  | ({
      readonly name: "waiting-for-invitation";
      readonly update: Update;
      readonly prepared: Prepared;
    } & InRound)
  /** Mode secure: agrees with the cohort on masks. */
  | ({ readonly name: "masking"; readonly update: Update; readonly step: MaskingStep } & InRound)
  /** `at`: the offset that the coordinator wants; undefined: it must be asked. `sentTo`: how far this process has sent. */
  | ({
      readonly name: "uploading";
      readonly upload: Upload;
      /** Until the first byte has left. */
      readonly unsent: Unsent | undefined;
      readonly at: number | undefined;
      readonly sentTo: number;
      /** Bytes in the next piece: halved after each that was lost, since a slow line may need smaller ones. */
      readonly pieceBytes: number;
      /** Answers in a row that did not move the offset on. */
      readonly stalled: number;
    } & InRound)
  /** Mode secure: the vector is committed; helps to take the masks off the sum. */
  | ({ readonly name: "unmasking"; readonly roster: Roster; readonly step: UnmaskingStep } & InRound)
  /** `unsent`: this client's part in the attempt ended before any of its update left. */
  | ({ readonly name: "waiting-for-outcome"; readonly unsent: Unsent | undefined } & InRound)
  | ({ readonly name: "remembering"; readonly seen: SeenReceipt } & InRound)
  /** Gives its place back; then checks in again, at once or when another attempt opens, or ends. */
  | ({
      readonly name: "leaving";
      readonly reason: string;
      readonly unsent: Unsent | undefined;
      readonly then: "rest" | AwaitOpening | Ending;
    } & InRound)
  /** Downloads the task's best model. */
  | {
      readonly name: "fetching-result";
      readonly standing: Standing;
      readonly finished: Finished;
      readonly model: BlobRef;
    }
  | { readonly name: "ended"; readonly ending: Ending };
