import type { Digest } from "../support/index.ts";
import type { Assignment, BlobRef, CheckInAnswer, TaskOffer } from "./connection.ts";
import type { SeenReceipt } from "./ports.ts";
import type { Evaluation } from "./trainer.ts";

/** Where a participant is, and what of it outlives phases. A value: `step` never changes one. */
export interface ParticipantState {
  readonly phase: Phase;
  /** Calls that failed in a row, since the first of them. */
  readonly trouble: { readonly failures: number; readonly sinceMs: number } | undefined;
}

/** What outlives a round. Its size does not grow with rounds. */
export interface Standing {
  readonly offer: TaskOffer;
  readonly seen: SeenReceipt | undefined;
  /** The base model that the trainer holds. */
  readonly loadedBase: Digest | undefined;
  readonly roundsCounted: number;
  /** The newest attempt in which bytes of an update left this process: no other update is made for it. */
  readonly burned: Burned | undefined;
  /** Updates in a row that this client withheld itself. */
  readonly rejectedInARow: number;
  /** Updates that the coordinator refused for what is in them, since one of this client's was counted. */
  readonly refusedInARow: number;
  /** Attempts in a row that the coordinator ended with a refusal or a failure. */
  readonly setbacksInARow: number;
}

export interface Burned {
  readonly incarnation: number;
  readonly round: number;
  readonly attempt: number;
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

interface InRound {
  readonly standing: Standing;
  readonly assignment: Assignment;
}

type Finished = Extract<CheckInAnswer, { kind: "done" }>;

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
  /** Reads the receipts that it missed, so that the chain stays whole. */
  | ({
      readonly name: "catching-up";
      readonly seen: SeenReceipt;
      readonly unsent: Unsent | undefined;
    } & InRound)
  | ({ readonly name: "preparing" } & InRound)
  | ({ readonly name: "evaluating"; readonly weights: Float32Array } & InRound)
  | ({ readonly name: "training"; readonly weights: Float32Array; readonly evaluation: Evaluation } & InRound)
  | ({ readonly name: "sealing"; readonly update: Update; readonly reused: boolean } & InRound)
  | ({
      readonly name: "announcing";
      readonly update: Update;
      readonly sealed: SealedUpdate;
      readonly reused: boolean;
    } & InRound)
  | ({
      readonly name: "waiting-for-invitation";
      readonly update: Update;
      readonly sealed: SealedUpdate;
    } & InRound)
  /** `at`: the offset that the coordinator wants; undefined: it must be asked. `sentTo`: how far this process has sent. */
  | ({
      readonly name: "uploading";
      readonly sealed: SealedUpdate;
      /** Until the first byte has left. */
      readonly unsent: Unsent | undefined;
      readonly at: number | undefined;
      readonly sentTo: number;
      /** Bytes in the next piece: halved after each that was lost, since a slow line may need smaller ones. */
      readonly pieceBytes: number;
      /** Answers in a row that did not move the offset on. */
      readonly stalled: number;
    } & InRound)
  | ({ readonly name: "waiting-for-outcome" } & InRound)
  | ({ readonly name: "remembering"; readonly seen: SeenReceipt } & InRound)
  /** Gives its place back; then checks in again, or ends. */
  | ({
      readonly name: "leaving";
      readonly reason: string;
      readonly unsent: Unsent | undefined;
      readonly then: "rest" | Ending;
    } & InRound)
  /** Downloads the task's best model. */
  | {
      readonly name: "fetching-result";
      readonly standing: Standing;
      readonly finished: Finished;
      readonly model: BlobRef;
    }
  | { readonly name: "ended"; readonly ending: Ending };
