/** Why a message from one participant is refused. It costs its sender, never the round or the model. */
export const refusalReasons = [
  /** The session token is missing, unknown or out of date. */
  "not-enrolled",
  /** An operator withdrew this client's enrolment. */
  "revoked",
  "unknown-task",
  "task-not-running",
  /** The round or attempt is not the one that runs. */
  "wrong-round",
  /** The client was not told to train in this attempt, or its lease ran out. */
  "no-lease",
  /** Its READY came after the cohort was complete. */
  "not-invited",
  /** The phase in which this was possible is over. */
  "late",
  /** The signature over the call is not this client's. */
  "bad-statement",
  /** The same call came before with other contents. */
  "conflicting-replay",
  "too-large",
  /** More or fewer bytes than were announced. */
  "size-mismatch",
  /** The bytes received do not have the digest that was signed. */
  "digest-mismatch",
  /** The seal does not open, or what it holds is not an update. */
  "unreadable",
  "missing-tensor",
  "extra-tensor",
  "wrong-shape",
  /** An integer outside the range that a clipped, finite delta can reach. */
  "out-of-range",
  /** The delta is longer than the clipping bound. */
  "norm-exceeded",
  /** Count, weight, metrics or canaries contradict each other. */
  "bad-meta",
  /** The update was made under another round descriptor. */
  "wrong-descriptor",
  /** Of secure aggregation (secagg/reasons.ts): the client has no part in this attempt, or its message does not fit it. */
  "not-a-member",
  "not-in-cohort",
  "cohort-full",
  "duplicate-key",
  "wrong-roster",
  "wrong-survivors",
  "malformed",
  /** Too many sums that this client was in were spoilt. */
  "quarantined",
  "storage-full",
  "overloaded",
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

export interface Refusal {
  readonly reason: RefusalReason;
  /** One sentence for people: expected, got. */
  readonly detail: string;
}

/** Why an attempt at a round ended without a model. */
export const abortCauses = [
  "too-few-ready",
  "too-few-updates",
  /** The sum failed its checks (count word, canaries, norm, finite). */
  "check-failed",
  /** Of secure aggregation (secagg/reasons.ts): too few took part in a step, or their answers do not fit. */
  "too-few-adverts",
  "no-safe-graph",
  "too-few-sharers",
  "too-few-survivors",
  "too-few-confirmations",
  "too-few-answers",
  "bad-shares",
  "storage-failed",
  "operator",
  /** The coordinator was restored from a backup. */
  "restored",
] as const;

export type AbortCause = (typeof abortCauses)[number];

export function isRefusalReason(text: string): text is RefusalReason {
  return (refusalReasons as readonly string[]).includes(text);
}

export function isAbortCause(text: string): text is AbortCause {
  return (abortCauses as readonly string[]).includes(text);
}
