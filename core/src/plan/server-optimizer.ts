import type { BrokenRule, PlanParts } from "./rules.ts";

/** What `aggregation.serverBeta2` and `serverTau` are where a plan leaves them out (Reddi et al. 2021, section 5). */
export const defaultBeta2 = 0.99;
export const defaultTau = 1e-3;

const usersOf = {
  serverBeta2: ["fedadam", "fedyogi"],
  serverTau: ["fedadam", "fedyogi", "fedadagrad"],
} as const;

/** A setting of the server optimiser is refused where it would do nothing. */
export function* serverOptimizerRules({ aggregation }: PlanParts): Generator<BrokenRule> {
  if (aggregation === undefined) return;
  const { strategy } = aggregation;
  // A strategy of the user's own gets all settings.
  if (strategy.startsWith("./")) return;
  for (const key of ["serverBeta2", "serverTau"] as const) {
    if (aggregation[key] === undefined || usersOf[key].some((user) => user === strategy)) continue;
    const message = `expected none, since ${strategy} does not use it (${usersOf[key].join(", ")} do), got ${aggregation[key]}`;
    yield { path: ["aggregation", key], message };
  }
}
