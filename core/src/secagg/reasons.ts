import type { ClientId } from "../support/index.ts";

/** Why a participant refuses what the coordinator asks; all but the first two end its part in the attempt. */
export const participantReasons = [
  /** The request does not belong to the phase, or came before. */
  "out-of-order",
  /** A second Unmask for other survivors. */
  "second-unmask",
  "roster-size",
  "roster-order",
  "own-advert-changed",
  "duplicate-client",
  "duplicate-key",
  /** An identity key that nobody vouched for, or that is not its client's. */
  "not-a-member",
  "bad-signature",
  /** A key whose agreement is all zeros. */
  "weak-key",
  "no-safe-graph",
  "not-a-sharer",
  "unknown-client",
  "too-few-sharers",
  "missing-shares",
  /** A ciphertext that its alleged sender did not make for this client in this attempt. */
  "unreadable-shares",
  "misdirected-shares",
  "not-a-survivor",
  "too-few-survivors",
  "too-few-alive-neighbours",
  /** A survivor signed other survivors than this client was told. */
  "split-survivors",
  "too-few-confirmations",
  /** The participant itself gave up. */
  "abandoned",
] as const;

export type ParticipantReason = (typeof participantReasons)[number];

export interface ParticipantRefusal {
  readonly reason: ParticipantReason;
  /** One sentence for people: expected, got. */
  readonly detail: string;
  /** The statements that convict somebody, for the record. */
  readonly evidence?: readonly Uint8Array[];
}

/** Why the coordinator refuses one participant's message; it costs its sender alone. */
export const messageReasons = [
  /** The phase in which this was possible is over, or has not come. */
  "late",
  "not-a-member",
  "not-in-cohort",
  "bad-statement",
  /** The same message came before with other contents. */
  "conflicting-replay",
  "duplicate-key",
  "cohort-full",
  /** Made for another roster or other survivors than this coordinator announced. */
  "wrong-roster",
  "wrong-survivors",
  /** Not exactly the ciphertexts, shares or bytes that are due. */
  "malformed",
] as const;

export type MessageReason = (typeof messageReasons)[number];

export interface MessageRefusal {
  readonly reason: MessageReason;
  readonly detail: string;
}

/** Why an attempt ends without a sum. */
export const sessionAbortCauses = [
  "too-few-adverts",
  "no-safe-graph",
  "too-few-sharers",
  "too-few-survivors",
  "too-few-confirmations",
  "too-few-answers",
  /** Too few true shares of somebody's secret. */
  "bad-shares",
  /** The sum's canaries or its count are wrong. */
  "check-failed",
] as const;

export type SessionAbortCause = (typeof sessionAbortCauses)[number];

export interface SessionAbort {
  readonly cause: SessionAbortCause;
  readonly detail: string;
  /** Whom the cause concerns, where it concerns somebody. */
  readonly clients: readonly ClientId[];
}
