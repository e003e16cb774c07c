import { formatPlanProblems, parsePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";

function planOf(sections: object): Plan {
  const parsed = parsePlan(JSON.stringify(sections), "plan.json");
  if (!parsed.ok) throw new Error(formatPlanProblems(parsed.error));
  return parsed.value;
}

const common = { task: "tiny", base: "random", cohort: { goal: 3 }, privacy: { mode: "sealed", clip: 100 } };

/** Rows of numbers, softmax regression. */
export function featurePlan(size = 2, changes: object = {}): Plan {
  return planOf({
    ...common,
    title: "A tiny task",
    model: { family: "mlp" },
    labels: ["no", "yes"],
    input: { kind: "features", size },
    tuning: { method: "full" },
    training: { learningRate: 0.1, validation: 0.25 },
    ...changes,
  });
}

/** Images, three labels. */
export function imagePlan(input: object = {}): Plan {
  return planOf({
    ...common,
    model: { family: "image-cnn", filters: [2] },
    labels: ["cat", "dog", "cow"],
    input: { kind: "image", width: 2, height: 2, channels: 1, ...input },
    tuning: { method: "full" },
  });
}
