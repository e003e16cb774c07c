import type { FamilyPlan } from "@tributary/core/model";
import type { PreparedExample } from "./prepare.ts";

/** What of a plan decides how examples are scored. */
export type ScoredPlan = FamilyPlan & {
  readonly training: { readonly batchSize: number };
  /** Examples that are looked at at once, where memory is too short for the usual number. */
  readonly scoringSize?: number | undefined;
};

/** Numbers that one batch may hold where training takes smaller ones: scoring keeps no activations. */
const scoringBatchValues = 65_536;
/** The same for tokens. */
const scoringBatchTokens = 2_048;

/** Examples whose longest has so many values, or tokens, that are looked at at once. */
export function usualScoringSize({ input, training }: ScoredPlan, longest: number): number {
  const most = input.kind === "text" ? scoringBatchTokens : scoringBatchValues;
  return Math.max(training.batchSize, Math.floor(most / longest));
}

/**
 * Batches of the examples at `chosen` for looking at them once, at least as large as training's. Texts of like length go
 * together, so that little is padding.
 */
export function scoringBatches(
  plan: ScoredPlan,
  examples: readonly PreparedExample[],
  chosen: readonly number[] = [...examples.keys()],
): readonly (readonly number[])[] {
  const lengthOf = (index: number): number => examples[index]!.values.length;
  const order = [...chosen];
  if (plan.input.kind === "text") order.sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    if (batch.length + 1 > (plan.scoringSize ?? usualScoringSize(plan, lengthOf(index)))) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
