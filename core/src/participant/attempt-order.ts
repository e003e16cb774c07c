/** One attempt of a task. */
export interface AttemptPlace {
  /** Of the coordinator: one that was restored from a backup begins anew in the next. */
  readonly incarnation: number;
  readonly round: number;
  readonly attempt: number;
}

/** How far a client has gone into the exchanges of mode secure: it advertises keys for no attempt up to this one again. */
export interface Advertised extends AttemptPlace {
  /** Attempts at this round in which it masked an update. */
  readonly maskedAttempts: number;
}

/** Attempts at a round in which a client masks an update: what two sums that hold it tell in their difference grows with each. */
const mostMaskedAttempts = 2;

export function isAfter(a: AttemptPlace, b: AttemptPlace): boolean {
  if (a.incarnation !== b.incarnation) return a.incarnation > b.incarnation;
  if (a.round !== b.round) return a.round > b.round;
  return a.attempt > b.attempt;
}

/** What is noted before keys are advertised for an attempt. */
export function advertisedFor(
  { incarnation, round, attempt }: AttemptPlace,
  before: Advertised | undefined,
): Advertised {
  const same = before?.incarnation === incarnation && before.round === round;
  return { incarnation, round, attempt, maskedAttempts: same ? before.maskedAttempts : 0 };
}

/** Why a client takes no part in an attempt in mode secure, if it takes none: half a sentence for people. */
export function barrierTo(attempt: AttemptPlace, before: Advertised | undefined): string | undefined {
  if (before === undefined) return undefined;
  if (!isAfter(attempt, before)) {
    return `this client was in attempt ${before.attempt} at round ${before.round} already, and takes part from the next one on`;
  }
  const { maskedAttempts } = advertisedFor(attempt, before);
  if (maskedAttempts < mostMaskedAttempts) return undefined;
  return `this client masked ${maskedAttempts} updates for round ${attempt.round}, and makes no third; it takes part from the next round on`;
}
