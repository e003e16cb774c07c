import { classMetrics, perplexityOf } from "@tributary/core/metrics";
import type { ClassCounts, ClassifierFigures } from "@tributary/core/metrics";

/**
 * How a model did on the examples that clients hold back; all from unweighted sums over the counted updates. The shares
 * are null for a language model, and some of them where an earlier release did not record them.
 */
export type Scores = { readonly [Figure in keyof ClassifierFigures]: number | null } & {
  /** Examples; of a language model predicted tokens. */
  readonly exampleCount: number;
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** One per label, in the plan's order; empty without labels, for more than a hundred, and in old records. */
  readonly perClass: readonly ClassCounts[];
};

/** F1 of one label; null if the scores do not tell. */
export function labelF1(scores: Scores, label: string | undefined): number | null {
  const counts = scores.perClass.find((each) => each.label === label);
  return counts === undefined ? null : classMetrics(counts).f1;
}

/** A language model's; null for a classifier, which has an accuracy instead. */
export function perplexityIn({ accuracy, loss }: Scores): number | null {
  return accuracy === null ? perplexityOf(loss) : null;
}
