import { parsePlan } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";

/** A small valid plan: softmax regression on four features, three clients a round, two rounds. */
export const smallPlan: PlanInput = {
  task: "small",
  base: "random",
  model: { family: "mlp" },
  labels: ["no", "yes"],
  input: { kind: "features", size: 4 },
  tuning: { method: "full" },
  rounds: { maximum: 2 },
  cohort: { goal: 3, minimum: 3, minSurvivors: 3, overSelection: 1 },
  privacy: { mode: "sealed", clip: 1 },
  stopping: { patience: 0 },
};

export function planOf(changes: Partial<PlanInput> = {}): Plan {
  const parsed = parsePlan(JSON.stringify({ ...smallPlan, ...changes }), "plan.json");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}
