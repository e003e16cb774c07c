import { krum, multiKrum } from "./krum.ts";
import { normBoundedMean } from "./norm-bounded-mean.ts";
import type { RobustRule } from "./robust-rule.ts";
import { median, trimmedMean } from "./trimmed-mean.ts";

export type { DeltaTiles, RobustRule } from "./robust-rule.ts";

const rules: ReadonlyMap<string, RobustRule> = new Map(
  [median, trimmedMean, krum, multiKrum, normBoundedMean].map((rule) => [rule.name, rule]),
);

/** The rule of a plan's `aggregation.aggregator`; undefined: the mean. */
export function robustRule(name: string): RobustRule | undefined {
  return rules.get(name);
}
