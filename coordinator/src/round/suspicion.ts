import type { Cohort } from "@tributary/core/plan";
import { survivorsFloor } from "@tributary/core/secagg";
import type { ClientId, Digest } from "@tributary/core/support";
import { draw, fromHex, seededRandom } from "@tributary/core/support";

import { ClientMap } from "./client-map.ts";

// Under masks nobody can tell whose vector spoilt a sum before the sum is known, and then it is too late: the attempt
// is lost. So whoever was in a spoilt sum is accused, and only who was in all of them stays accused: a spoiler by
// itself always does, whatever it does in between, so nobody else can be the last one accused.
//
// To get there soon the accused are halved: a round's first attempt takes half of those suspected, and with them only
// clients that were never accused, as far as those are enough. A clean sum takes its members' suspicion away, not the
// accusation. After a spoilt one the round's next attempt leaves all suspects out. The last one accused is quarantined.
// Several spoilers are found one after the other.

/** Whom spoilt sums tell against; all of it of one task. */
export interface Suspicion {
  /** Who was in every spoilt sum since the last quarantine; sorted, never a single one. */
  readonly accused: readonly ClientId[];
  /** Those of the accused who have not been in a clean sum since the last spoilt one. */
  readonly suspects: readonly ClientId[];
  /** Takes part no more in this task. */
  readonly quarantined: readonly ClientId[];
  /** Sums that were spoilt in the running round. */
  readonly spoilt: number;
  /** Masked vectors that clients sent in aborted attempts of the running round. */
  readonly sent: ClientMap<number>;
}

export const noSuspicion: Suspicion = {
  accused: [],
  suspects: [],
  quarantined: [],
  spoilt: 0,
  sent: ClientMap.empty(),
};

/** A client sends so many masked vectors in one round; each client keeps to it by itself. */
const sentLimit = 2;

/** An attempt was aborted when these had sent masked vectors. */
export function afterAborted(suspicion: Suspicion, senders: Iterable<ClientId>): Suspicion {
  let { sent } = suspicion;
  for (const client of senders) sent = sent.with(client, (sent.get(client) ?? 0) + 1);
  return { ...suspicion, sent };
}

/** A sum of these failed its checks. */
export function afterSpoilt(suspicion: Suspicion, members: Iterable<ClientId>): Suspicion {
  const inSum = [...new Set(members)].sort();
  const known = new Set(suspicion.accused);
  const both = inSum.filter((client) => known.has(client));
  // A spoilt sum without any of the accused has another spoiler in it.
  const accused = both.length > 0 ? both : inSum;
  const spoilt = suspicion.spoilt + 1;
  if (accused.length !== 1) return { ...suspicion, spoilt, accused, suspects: accused };
  const quarantined = [...suspicion.quarantined, ...accused].sort();
  return { ...suspicion, spoilt, accused: [], suspects: [], quarantined };
}

/** A sum of these was clean, and its round is over. */
export function afterClean(suspicion: Suspicion, members: Iterable<ClientId>): Suspicion {
  const cleared = new Set(members);
  const suspects = suspicion.suspects.filter((client) => !cleared.has(client));
  return { ...suspicion, suspects, spoilt: 0, sent: ClientMap.empty() };
}

/** Why this client may not train now, if it may not. */
export function exclusionOf(suspicion: Suspicion, client: ClientId): "quarantined" | "exhausted" | undefined {
  if (suspicion.quarantined.includes(client)) return "quarantined";
  return (suspicion.sent.get(client) ?? 0) >= sentLimit ? "exhausted" : undefined;
}

/** Clients that have sent all that they may in the running round. */
export function exhaustedCount({ sent }: Suspicion): number {
  return [...sent.values()].filter((count) => count >= sentLimit).length;
}

/** How many READY clients end `open` early, and how many must be there at its deadline. Who is excluded is not waited for. */
export function neededReady(
  suspicion: Suspicion,
  cohort: Cohort,
): { readonly goal: number; readonly minimum: number } {
  const excluded = suspicion.quarantined.length + exhaustedCount(suspicion);
  if (suspicion.suspects.length === 0 && excluded === 0) return cohort;
  const minimum = Math.min(cohort.minimum, Math.max(cohort.minSurvivors, survivorsFloor));
  return { goal: Math.max(minimum, cohort.goal - excluded), minimum };
}

/**
 * Which of the clients that are READY are invited.
 * @param seed unpredictable and recorded: the descriptor's digest
 */
export function invitedAmong(
  ready: readonly ClientId[],
  suspicion: Suspicion,
  cohort: Cohort,
  seed: Digest,
): readonly ClientId[] {
  const suspected = new Set(suspicion.suspects);
  const suspects = ready.filter((client) => suspected.has(client));
  if (suspects.length === 0) return [...ready].sort();
  const accused = new Set(suspicion.accused);
  const { shuffle } = draw(seededRandom(fromHex(seed), "suspects"));
  const inOrder = shuffle([...suspects]);
  const cleared = shuffle(ready.filter((client) => accused.has(client) && !suspected.has(client)));
  const never = ready.filter((client) => !accused.has(client));
  const { minimum } = neededReady(suspicion, cohort);
  if (suspicion.spoilt > 0) {
    // Whoever is not suspected, and of the suspects no more than must be.
    const others = [...never, ...cleared];
    return [...others, ...inOrder.slice(0, Math.max(0, minimum - others.length))].sort();
  }
  const company = [...inOrder.slice(0, Math.ceil(suspects.length / 2)), ...never];
  const rest = [...cleared, ...inOrder.slice(Math.ceil(suspects.length / 2))];
  return [...company, ...rest.slice(0, Math.max(0, minimum - company.length))].sort();
}
