import type { StageCost } from "./stage-costs.ts";

export type Method = "one-tape" | "block-wise";

/** Which stages of a network a step goes through. */
export interface Reach {
  /** The first that is computed: features take the place of what lies below. */
  readonly from: number;
  /** The first that something trained is in. */
  readonly lowest: number;
}

const numberBytes = 4;

/** Bytes that a step holds on the engine at its peak, beside what is frozen and trained: activations and gradients. */
export function stepBytes(costs: readonly StageCost[], { from, lowest }: Reach, method: Method): number {
  const below = Math.max(0, ...costs.slice(from, lowest).map(({ up }) => up));
  const trained = costs.slice(lowest);
  // Gradients, and the same end to end.
  const gradients = ({ trained: size }: StageCost): number => 2 * size;
  if (method === "one-tape") {
    const passing = Math.max(0, ...trained.map((cost) => cost.passing));
    return numberBytes * Math.max(below, sum(trained, (cost) => cost.tape + gradients(cost)) + passing);
  }
  let entering = costs[lowest - 1]?.out ?? 0;
  let peak = below;
  for (const cost of trained) {
    peak = Math.max(peak, entering + cost.tape + cost.passing + gradients(cost));
    entering += cost.out;
  }
  return numberBytes * peak;
}

/** Bytes that looking at a batch holds at its peak, without a tape. */
export function scoringBytes(costs: readonly StageCost[]): number {
  return numberBytes * Math.max(...costs.map(({ up }) => up));
}

/** Floating-point operations of a step. */
export function stepFlops(costs: readonly StageCost[], { from, lowest }: Reach, method: Method): number {
  const up = sum(costs.slice(from), ({ multiplications }) => multiplications);
  // Of the lowest stage too: a gradient goes back through most of it to what is trained there.
  const back = sum(costs.slice(lowest), ({ multiplications }) => multiplications);
  const gradients = sum(costs.slice(lowest), (cost) => cost.gradientMultiplications);
  // Block by block each stage but the head is run once more.
  const again = sum(costs.slice(lowest, -1), ({ multiplications }) => multiplications);
  return 2 * (up + back + gradients + (method === "block-wise" ? again : 0));
}

/** Of the way up through the stages below one. */
export function flopsBelow(costs: readonly StageCost[], stage: number): number {
  return 2 * sum(costs.slice(0, stage), ({ multiplications }) => multiplications);
}

function sum(costs: readonly StageCost[], of: (cost: StageCost) => number): number {
  return costs.reduce((total, cost) => total + of(cost), 0);
}
