import type { z } from "zod";

import { survivorsFloor } from "../graph/topology.ts";
import { familyProblem, isLanguageModel } from "../model/families/index.ts";
import { rankProblem, tuningProblem } from "../model/tuning-problem.ts";
import { completeCohort, trainingPlaces } from "./cohort.ts";
import type { planSchema } from "./schema.ts";
import { robustRules } from "./robust-rules.ts";
import { serverOptimizerRules } from "./server-optimizer.ts";
import { stoppingRules } from "./stopping-rules.ts";

// Rules that tie keys of a plan together. Each looks at the parts that it names, and is skipped while one of
// them is itself at fault, so that a person sees all problems at once.

/** A rule that a plan breaks: the key that should change and one sentence. */
export interface BrokenRule {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type PlanParts = {
  readonly [Key in keyof z.output<typeof planSchema>]?: z.output<typeof planSchema>[Key] | undefined;
};

export function brokenRules(parts: PlanParts): readonly BrokenRule[] {
  return [
    cohortRules,
    secureRules,
    labelRules,
    inputRules,
    modelRules,
    baseRules,
    augmentationRules,
    serverOptimizerRules,
    robustRules,
    stoppingRules,
  ].flatMap((rule) => [...rule(parts)]);
}

// A participant's weight is at most 2^16 units, and the lane that sums them is one 32-bit word.
const mostParticipants = 65_535;

function* cohortRules({ cohort: written }: PlanParts): Generator<BrokenRule> {
  if (written === undefined) return;
  const cohort = completeCohort(written);
  const { goal, minimum, minSurvivors, overSelection } = cohort;
  if (minimum > goal) {
    yield { path: ["cohort", "minimum"], message: `expected at most the goal, ${goal}, got ${minimum}` };
  } else if (minSurvivors > minimum) {
    const message = `expected at most the minimum, ${minimum}, got ${minSurvivors}`;
    yield { path: ["cohort", "minSurvivors"], message };
  }
  const places = trainingPlaces(cohort);
  if (places > mostParticipants) {
    const message =
      `expected goal x overSelection of at most ${mostParticipants}, beyond which the sum of the weights ` +
      `could pass 32 bits, got ${goal} x ${overSelection} = ${places}`;
    yield { path: ["cohort", "goal"], message };
  }
}

function* secureRules({ cohort: written, privacy }: PlanParts): Generator<BrokenRule> {
  if (written === undefined || privacy?.mode !== "secure") return;
  const cohort = completeCohort(written);
  for (const key of ["minimum", "minSurvivors"] as const) {
    if (cohort[key] >= survivorsFloor) continue;
    const message =
      `expected at least ${survivorsFloor} in mode secure, since two survivors would learn each other's update, ` +
      `got ${cohort[key]}; choose a larger cohort, or \`privacy: { mode: sealed }\``;
    yield { path: ["cohort", key], message };
    return;
  }
}

function* labelRules({ labels, model }: PlanParts): Generator<BrokenRule> {
  if (labels === undefined) return;
  yield* repeated(labels, ["labels"]);
  if (model === undefined) return;
  if (isLanguageModel(model)) {
    if (labels.length === 0) return;
    const message = `expected none, since ${model.family} predicts tokens, got ${labels.length}`;
    yield { path: ["labels"], message };
  } else if (labels.length < 2) {
    yield { path: ["labels"], message: `expected at least 2 labels, got ${labels.length}` };
  }
}

function* inputRules({ input }: PlanParts): Generator<BrokenRule> {
  if (input?.kind === "image") {
    const [least, greatest] = input.range;
    if (least >= greatest) {
      const message = `expected the lower value first, got [${least}, ${greatest}]`;
      yield { path: ["input", "range"], message };
    }
    for (const key of ["mean", "std"] as const) {
      const list = input[key];
      if (list === undefined || list.length === input.channels) continue;
      const message = `expected one for each channel, ${input.channels}, got ${list.length}`;
      yield { path: ["input", key], message };
    }
  }
  if (input?.kind === "features") {
    for (const key of ["columns", "mean", "scale"] as const) {
      const list = input[key];
      if (list !== undefined && list.length !== input.size) {
        const message = `expected as many items as input.size, ${input.size}, got ${list.length}`;
        yield { path: ["input", key], message };
      }
    }
    if (input.columns !== undefined) yield* repeated(input.columns, ["input", "columns"]);
  }
}

function* modelRules({ model, input, labels, tuning }: PlanParts): Generator<BrokenRule> {
  if (model === undefined || input === undefined) return;
  const problem = familyProblem({ model, input });
  if (problem !== undefined) yield problem;
  else if (labels !== undefined && tuning !== undefined) {
    const plan = { model, input, labels, tuning };
    const misfit = tuningProblem(plan) ?? rankProblem(plan);
    if (misfit !== undefined) yield misfit;
  }
}

function* baseRules({ base, model }: PlanParts): Generator<BrokenRule> {
  if (base !== "random" || model?.family !== "layers") return;
  const message =
    "expected the folder of a TF.js model, whose model.json says what its layers compute, got random";
  yield { path: ["base"], message };
}

function* augmentationRules({ input, training }: PlanParts): Generator<BrokenRule> {
  if (input === undefined || input.kind === "image" || training === undefined) return;
  for (const [key, value] of Object.entries(training.augmentation)) {
    if (value === 0 || key === "tokenDropout") continue;
    const message = `changes images, and input.kind is ${input.kind}; expected 0, got ${value}`;
    yield { path: ["training", "augmentation", key], message };
  }
}

function* repeated(list: readonly string[], path: readonly string[]): Generator<BrokenRule> {
  const first = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const earlier = first.get(item);
    if (earlier === undefined) first.set(item, index);
    else yield { path: [...path, index], message: `"${item}" is already item ${earlier + 1} of the list` };
  }
}
