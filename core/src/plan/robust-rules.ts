import { completeCohort } from "./cohort.ts";
import type { BrokenRule, PlanParts } from "./rules.ts";

/** `aggregation.attackers` where a plan leaves it out. */
export const defaultAttackers = 0.2;

const usersOfAttackers = ["trimmedMean", "krum", "multiKrum"];

/** What a rule that stands false updates needs of the rest of the plan. */
export function* robustRules({ aggregation, privacy, cohort }: PlanParts): Generator<BrokenRule> {
  if (aggregation === undefined) return;
  const { aggregator = "mean", attackers, weighting } = aggregation;
  const path = ["aggregation", "aggregator"];
  if (attackers !== undefined && !usersOfAttackers.includes(aggregator)) {
    const message = `expected none, since ${aggregator} does not use it (${usersOfAttackers.join(", ")} do), got ${attackers}`;
    yield { path: ["aggregation", "attackers"], message };
  }
  if (aggregator === "mean") return;
  if (privacy?.mode === "secure") {
    const message =
      `expected mean in mode secure, where no update can be looked at by itself, got ${aggregator}; ` +
      "write `privacy: { mode: sealed }` if the coordinator may read each update";
    yield { path, message };
  }
  if (weighting !== "uniform") {
    const message = `expected uniform with ${aggregator}, since how many examples there are is the client's own word, got ${weighting}`;
    yield { path: ["aggregation", "weighting"], message };
  }
  if (cohort === undefined || !aggregator.toLowerCase().includes("krum")) return;
  const { minSurvivors } = completeCohort(cohort);
  const falseOnes = Math.floor((attackers ?? defaultAttackers) * minSurvivors);
  if (minSurvivors > 2 * falseOnes + 2) return;
  const message = `expected more than ${2 * falseOnes + 2} with ${aggregator} where ${falseOnes} may be false, got ${minSurvivors}`;
  yield { path: ["cohort", "minSurvivors"], message };
}
