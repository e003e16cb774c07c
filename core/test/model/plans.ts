import { planSchema } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";

/** A plan of a small network; a test states only what differs. */
export function planOf(change: Partial<PlanInput> = {}): Plan {
  const plan = planSchema.parse({
    task: "digits",
    base: "random",
    model: { family: "image-cnn", filters: [2, 3], hidden: 4 },
    labels: ["a", "b", "c"],
    input: { kind: "image", width: 6, height: 5, channels: 1 },
    tuning: { method: "full" },
    cohort: { goal: 3 },
    ...change,
  });
  return { ...plan, cohort: { ...plan.cohort, minimum: 3, minSurvivors: 3 } };
}

export const softmaxInput = { kind: "features", size: 5 } as const;
