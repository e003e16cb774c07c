import { completeThreshold, survivorsFloor } from "../graph/topology.ts";
import type { Cohort } from "./schema.ts";

/** Fills in what a person may leave out; the formulae are the schema's. */
export function completeCohort(cohort: {
  readonly goal: number;
  readonly minimum?: number | undefined;
  readonly minSurvivors?: number | undefined;
  readonly overSelection: number;
}): Cohort {
  const { goal, overSelection } = cohort;
  const minimum = cohort.minimum ?? Math.max(1, Math.ceil((4 * goal) / 5));
  const floor = Math.max(survivorsFloor, completeThreshold(goal));
  const minSurvivors = cohort.minSurvivors ?? Math.max(1, Math.min(minimum, floor));
  return { goal, minimum, minSurvivors, overSelection };
}

/** Clients that may train in one round: ceil(goal x overSelection). */
export function trainingPlaces({ goal, overSelection }: Pick<Cohort, "goal" | "overSelection">): number {
  // 50 x 1.1 is 55.00000000000001 in floating point, and is meant to be 55.
  return Math.ceil(goal * overSelection * (1 - 2 * Number.EPSILON));
}
