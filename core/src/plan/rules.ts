import type { z } from "zod";

import { survivorsFloor } from "../graph/topology.ts";
import { nearest } from "../support/index.ts";
import { completeCohort, trainingPlaces } from "./cohort.ts";
import { planModules } from "./modules.ts";
import type { planSchema } from "./schema.ts";

// Rules that tie keys of a plan together. Each looks at the parts that it names, and is skipped while one of
// them is itself at fault, so that a person sees all problems at once.

/** A rule that a plan breaks: the key that should change and one sentence. */
export interface BrokenRule {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type PlanParts = {
  readonly [Key in keyof z.output<typeof planSchema>]?: z.output<typeof planSchema>[Key] | undefined;
};

export function brokenRules(parts: PlanParts): readonly BrokenRule[] {
  return [cohortRules, secureRules, labelRules, inputRules, modelRules, loraRules, augmentationRules].flatMap(
    (rule) => [...rule(parts)],
  );
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

function* labelRules({ labels }: PlanParts): Generator<BrokenRule> {
  if (labels !== undefined) yield* repeated(labels, ["labels"]);
}

function* inputRules({ input }: PlanParts): Generator<BrokenRule> {
  if (input?.kind === "image") {
    const [least, greatest] = input.range;
    if (least >= greatest) {
      const message = `expected the lower value first, got [${least}, ${greatest}]`;
      yield { path: ["input", "range"], message };
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

function* modelRules({ model, input }: PlanParts): Generator<BrokenRule> {
  if (model?.family !== "image-cnn" || input === undefined) return;
  if (input.kind !== "image") {
    yield { path: ["model", "family"], message: "expected mlp, which reads features, got image-cnn" };
    return;
  }
  const pools = model.filters.length;
  for (const side of ["width", "height"] as const) {
    if (input[side] < 2 ** pools) {
      const message = `expected at least ${2 ** pools}, which ${pools} poolings halve to one pixel, got ${input[side]}`;
      yield { path: ["input", side], message };
    }
  }
}

function* loraRules({ model, input, labels, tuning }: PlanParts): Generator<BrokenRule> {
  if (model === undefined || input === undefined || labels === undefined || tuning?.method !== "lora") return;
  const { targets, rank, head } = tuning;
  const modules = planModules({ model, input, labels });
  if (modules.length === 0) return;
  const names = modules.map(({ name }) => name);
  for (const [index, target] of targets.entries()) {
    const path = ["tuning", "targets", index];
    if (target === "head" && head) {
      const message =
        "the head is trained in full already; write `head: false` to give it an adapter instead";
      yield { path, message };
    }
    if (names.includes(target)) continue;
    const near = nearest(target, names);
    const advice = near === undefined ? `expected one of ${names.join(", ")}` : `did you mean ${near}?`;
    yield { path, message: `the network has no module "${target}"; ${advice}` };
  }
  yield* repeated(targets, ["tuning", "targets"]);
  const adapted = modules.filter(({ name }) =>
    targets.length === 0 ? name !== "head" : targets.includes(name),
  );
  if (adapted.length === 0) {
    if (targets.length > 0 || head) return;
    const message =
      "nothing would be trained, since the network has no layer before its head; " +
      "expected `head: true` or another method";
    yield { path: ["tuning", "method"], message };
    return;
  }
  const largest = Math.max(...adapted.map(({ inputs, outputs }) => Math.min(inputs, outputs)));
  if (rank > largest) {
    const message =
      `expected at most ${largest}, the full rank of the largest adapted module, got ${rank}; ` +
      "full training is cheaper than such adapters";
    yield { path: ["tuning", "rank"], message };
  }
}

function* augmentationRules({ input, training }: PlanParts): Generator<BrokenRule> {
  if (input?.kind !== "features" || training === undefined) return;
  for (const [key, value] of Object.entries(training.augmentation)) {
    if (value === 0) continue;
    const message = `changes images, and input.kind is features; expected 0, got ${value}`;
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
