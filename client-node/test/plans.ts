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

/** Texts, two labels, a BERT that reads bytes. */
export function textPlan(changes: object = {}): Plan {
  return planOf({
    ...common,
    model: {
      family: "bert",
      vocabSize: 259,
      hiddenSize: 4,
      numHiddenLayers: 1,
      numAttentionHeads: 2,
      intermediateSize: 4,
      maxPositionEmbeddings: 16,
      typeVocabSize: 1,
    },
    labels: ["ham", "spam"],
    input: { kind: "text", maximumTokens: 16 },
    tuning: { method: "head" },
    ...changes,
  });
}
