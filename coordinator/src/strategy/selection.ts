import { trainingPlaces } from "@tributary/core/plan";
import type { Cohort } from "@tributary/core/plan";

/**
 * Who trains: first come, first served, up to ceil(goal x overSelection) clients that train or wait with an
 * update. Who asks when the places are taken comes back after a time that is spread at random (comeBackAfterMs), so
 * that with more clients than places it is chance, not the order of polling, that decides the next round.
 * What this does not do: it keeps no quota per client, so a client that is online more often is chosen more often.
 */
export function hasPlace(cohort: Cohort, taken: number): boolean {
  return taken < trainingPlaces(cohort);
}

/** A client may wait this long at most, or a task that goes on would find its house empty. */
const longestWaitMs = 30_000;
const shortestWaitMs = 250;

/**
 * How long a client that gets no place should wait: about `untilChangeMs`, the time until a place can become free,
 * spread evenly over half to one and a half times that, within 0.25 to 45 s.
 * @param uniform drawn from [0, 1)
 */
export function comeBackAfterMs(untilChangeMs: number, uniform: number): number {
  const middle = Math.min(Math.max(untilChangeMs, 2 * shortestWaitMs), longestWaitMs);
  return Math.round(middle * (0.5 + uniform));
}
