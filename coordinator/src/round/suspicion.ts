import type { Cohort } from "@tributary/core/plan";
import { survivorsFloor } from "@tributary/core/secagg";
import type { ClientId, Digest } from "@tributary/core/support";
import { draw, fromHex, seededRandom } from "@tributary/core/support";

import { ClientMap } from "./client-map.ts";

// Under masks nobody can tell whose vector spoilt a sum before the sum is known, and then it is too late: the attempt
// is lost. So whoever was in a spoilt sum is suspected, and the suspects are halved: a round's first attempt takes half
// of them beside everybody else. If its sum is clean, they are cleared; if it is spoilt, the others are, and the
// round's next attempt leaves all suspects out. One spoiler among n is alone after about log2(n) spoilt sums, and is
// quarantined. Several are found one after the other.

/** Whom spoilt sums tell against; all of it of one task. */
export interface Suspicion {
  /** One of these spoilt a sum, as far as is known; sorted, never a single one. */
  readonly suspects: readonly ClientId[];
  /** Takes part no more in this task. */
  readonly quarantined: readonly ClientId[];
  /** Sums that were spoilt in the running round. */
  readonly spoilt: number;
  /** Masked vectors that clients sent in aborted attempts of the running round. */
  readonly sent: ClientMap<number>;
}

export const noSuspicion: Suspicion = {
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
  const inSum = [...members].sort();
  const known = new Set(suspicion.suspects);
  const both = inSum.filter((client) => known.has(client));
  const spoilt = suspicion.spoilt + 1;
  // A spoilt sum without any suspect has another spoiler in it.
  return withSuspects({ ...suspicion, spoilt }, both.length > 0 ? both : inSum);
}

/** A sum of these was clean, and its round is over. */
export function afterClean(suspicion: Suspicion, members: Iterable<ClientId>): Suspicion {
  const cleared = new Set(members);
  const suspects = suspicion.suspects.filter((client) => !cleared.has(client));
  return withSuspects({ ...suspicion, spoilt: 0, sent: ClientMap.empty() }, suspects);
}

function withSuspects(suspicion: Suspicion, suspects: readonly ClientId[]): Suspicion {
  if (suspects.length !== 1) return { ...suspicion, suspects };
  return { ...suspicion, suspects: [], quarantined: [...suspicion.quarantined, ...suspects].sort() };
}

/** Why this client may not train now, if it may not. */
export function exclusionOf(suspicion: Suspicion, client: ClientId): "quarantined" | "exhausted" | undefined {
  if (suspicion.quarantined.includes(client)) return "quarantined";
  return (suspicion.sent.get(client) ?? 0) >= sentLimit ? "exhausted" : undefined;
}

/** How many READY clients end `open` early, and how many must be there at its deadline. Who is excluded is not waited for. */
export function neededReady(
  { suspects, quarantined, sent }: Suspicion,
  cohort: Cohort,
): { readonly goal: number; readonly minimum: number } {
  const exhausted = [...sent.values()].filter((count) => count >= sentLimit).length;
  const excluded = quarantined.length + exhausted;
  if (suspects.length === 0 && excluded === 0) return cohort;
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
  const clear = ready.filter((client) => !suspected.has(client));
  const suspects = draw(seededRandom(fromHex(seed), "suspects")).shuffle(
    ready.filter((client) => suspected.has(client)),
  );
  const probed = suspicion.spoilt > 0 && clear.length > 0 ? 0 : Math.ceil(suspects.length / 2);
  const lacking = neededReady(suspicion, cohort).minimum - clear.length;
  return [...clear, ...suspects.slice(0, Math.max(probed, lacking))].sort();
}
