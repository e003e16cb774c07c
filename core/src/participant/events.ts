import type { Metrics } from "../metrics/index.ts";
import type { AbortCause, Purpose, Receipt, ReceiptEvaluation, RefusalReason } from "../rounds/index.ts";
import type { ParticipantReason } from "../secagg/index.ts";
import type { Voucher } from "./agreement.ts";
import type { BlobRef, TaskOffer } from "./connection.ts";
import type { Evaluation, TrainProgress } from "./trainer.ts";

/** Where an event belongs. */
interface InRound {
  readonly round: number;
  readonly attempt: number;
}

/** What a participant tells its user. New kinds may be added; a reader passes over those that it does not know. */
export type ParticipantEvent =
  /** The coordinator answered and its task was agreed to; nothing has been trained or sent yet. */
  | { readonly kind: "joined"; readonly offer: TaskOffer; readonly voucher: Voucher }
  /** Nothing to do for now. */
  | { readonly kind: "resting"; readonly reason: string; readonly afterMs: number }
  | ({ readonly kind: "assigned"; readonly purpose: Purpose } & InRound)
  /** The coordinator was restored from a backup: rounds that this client saw may be counted anew. */
  | { readonly kind: "restored"; readonly incarnation: number }
  | {
      readonly kind: "downloading";
      readonly blob: "base" | "model" | "result";
      readonly receivedBytes: number;
      readonly totalBytes: number;
    }
  /** How the model that came in does on this client's held-back examples; no metrics if none are held back. */
  | ({
      readonly kind: "evaluated";
      readonly evaluation: Evaluation;
      readonly metrics: Metrics | undefined;
    } & InRound)
  | ({ readonly kind: "training"; readonly progress: TrainProgress } & InRound)
  | ({ readonly kind: "trained"; readonly exampleCount: number } & InRound)
  /** `reused`: the delta was made in an aborted attempt and never sent. */
  | ({ readonly kind: "ready"; readonly sizeBytes: number; readonly reused: boolean } & InRound)
  /** Mode secure: this client is in the exchange; its fresh keys are with the coordinator. */
  | ({ readonly kind: "keys-advertised" } & InRound)
  /** Mode secure: who is in the cohort is agreed on, and `holders` others hold sealed shares of this client's secrets. */
  | ({ readonly kind: "shares-dealt"; readonly cohort: number; readonly holders: number } & InRound)
  /** Mode secure: the update is under its masks. */
  | ({ readonly kind: "masked"; readonly sizeBytes: number } & InRound)
  | ({ readonly kind: "uploading"; readonly sentBytes: number; readonly totalBytes: number } & InRound)
  /** The coordinator has the update on disk; it may still be left out if the round is aborted. */
  | ({ readonly kind: "accepted" } & InRound)
  /** Mode secure: the sum holds the updates of `survivors` of the cohort, this client's among them. */
  | ({ readonly kind: "survivors"; readonly survivors: number; readonly cohort: number } & InRound)
  /** Mode secure: the coordinator has this client's shares, which help to take the masks off the sum. */
  | ({ readonly kind: "unmasked" } & InRound)
  /** Mode secure: this client ended its part in the attempt, since what the coordinator asked for could expose an update. */
  | ({ readonly kind: "withdrew"; readonly reason: ParticipantReason; readonly detail: string } & InRound)
  /**
   * `counted`: this client's update is in the sum. The receipt says how the model that came in did; `base`, where this
   * client knows it, how the one did that the task began with.
   */
  | ({
      readonly kind: "committed";
      readonly counted: boolean;
      readonly receipt: Receipt;
      readonly base: ReceiptEvaluation | null;
    } & InRound)
  | ({ readonly kind: "aborted"; readonly cause: AbortCause; readonly detail: string } & InRound)
  /** The coordinator refused this client's update. */
  | ({ readonly kind: "refused"; readonly reason: RefusalReason; readonly detail: string } & InRound)
  /** This client itself withheld its update; after three in a row it stops. */
  | ({ readonly kind: "rejected"; readonly message: string; readonly inARow: number } & InRound)
  /** Something that its user should look into; taking part goes on. */
  | { readonly kind: "warning"; readonly message: string }
  /** The coordinator cannot be reached, or fails; the call is repeated. */
  | { readonly kind: "reconnecting"; readonly afterMs: number; readonly error: string }
  | { readonly kind: "reconnected" }
  /** The task is over. */
  | {
      readonly kind: "done";
      readonly state: "completed" | "failed";
      readonly bestRound: number;
      readonly model: BlobRef | undefined;
      readonly reason: string;
    }
  | { readonly kind: "stopped"; readonly reason: string };
