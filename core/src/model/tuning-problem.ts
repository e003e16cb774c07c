import type { Plan } from "../plan/schema.ts";
import { nearest } from "../support/index.ts";
import { familyOf, familyProblem } from "./families/index.ts";
import type { FamilyPlan } from "./families/index.ts";
import type { Family, FamilyProblem } from "./family.ts";
import { isAdaptable, matches, matrixOf, targetName } from "./modules.ts";

/** What in a plan's model, input, labels and tuning does not fit together: the first thing, undefined if nothing. */
export function tuningProblem(plan: FamilyPlan & Pick<Plan, "tuning">): FamilyProblem | undefined {
  const problem = familyProblem(plan);
  if (problem !== undefined) return problem;
  const family = familyOf(plan);
  const { tuning } = plan;
  switch (tuning.method) {
    case "full":
    case "bias":
      return undefined;
    case "head":
      return headProblem(family);
    case "freeze":
      return freezeProblem(family, tuning.stages);
    case "lora":
      return loraProblem(family, tuning);
    default:
      return tuning satisfies never;
  }
}

/** Why the plan's network and tuning do not fit together, in a sentence; undefined if they do. */
export function modelProblem(plan: FamilyPlan & Pick<Plan, "tuning">): string | undefined {
  const problem = tuningProblem(plan);
  return problem && `${problem.path.join(".")}: ${problem.message}`;
}

function headProblem({ tensors }: Family): FamilyProblem | undefined {
  if (tensors.some(({ head }) => head)) return undefined;
  const message = "expected another method, since this network has no head of its own, got head";
  return { path: ["tuning", "method"], message };
}

function freezeProblem({ lastBlock }: Family, wanted: number): FamilyProblem | undefined {
  if (wanted <= lastBlock + 1) return undefined;
  const message = `expected at most ${lastBlock + 1}, the blocks of this network with its stem, got ${wanted}`;
  return { path: ["tuning", "stages"], message };
}

type Lora = Extract<Plan["tuning"], { method: "lora" }>;

function loraProblem(family: Family, { targets, head, ffa, keep }: Lora): FamilyProblem | undefined {
  const weights = family.tensors.filter(isAdaptable);
  const wholes = new Set(family.tensors.flatMap((spec) => (head && spec.head ? [spec.module] : [])));
  const names = targets.map(targetName);
  for (const [index, target] of targets.entries()) {
    const path = ["tuning", "targets", index];
    const name = names[index] ?? "";
    const first = names.indexOf(name);
    if (first < index) return { path, message: `"${name}" is already item ${first + 1} of the list` };
    const meant = weights.filter(({ module }) => matches(target, module));
    if (meant.length === 0)
      return { path, message: `the network has no module "${name}"; ${advice(name, weights)}` };
    if (meant.some(({ module }) => wholes.has(module))) {
      const message = `the ${name} is trained in full already; write \`head: false\` to give it an adapter instead`;
      return { path, message };
    }
  }
  const wanted = targets.length === 0 ? family.adapted : targets;
  const adapted = weights.some(({ module }) => wanted.some((target) => matches(target, module)));
  if (!adapted && wholes.size === 0) {
    const message =
      "nothing would be trained, since the network has no layer before its head; " +
      "expected `head: true` or another method";
    return { path: ["tuning", "method"], message };
  }
  if (ffa === true && keep === "loraB") {
    const message = "expected head, since with ffa nothing but the kept B would be trained, got loraB";
    return { path: ["tuning", "keep"], message };
  }
  return undefined;
}

/**
 * Whether an adapter would be larger than the weight that it is on: it would work, at a higher price than full training.
 * Of a plan without a tuningProblem.
 */
export function rankProblem(plan: FamilyPlan & Pick<Plan, "tuning">): FamilyProblem | undefined {
  const { tuning } = plan;
  if (tuning.method !== "lora") return undefined;
  const { targets, rank } = tuning;
  const family = familyOf(plan);
  const wanted = targets.length === 0 ? family.adapted : targets;
  const adapted = family.tensors.filter(
    (spec) => isAdaptable(spec) && wanted.some((target) => matches(target, spec.module)),
  );
  const fullRank = (weights: Family["tensors"]): number =>
    Math.max(...weights.map(matrixOf).map(({ inputs, outputs }) => Math.min(inputs, outputs)));
  const tooHigh = (largest: number, got: number): string =>
    `expected at most ${largest}, the full rank of the largest adapted module, got ${got}; ` +
    "full training is cheaper than such adapters";
  for (const [index, target] of targets.entries()) {
    if (typeof target === "string" || target.rank === undefined) continue;
    const largest = fullRank(adapted.filter(({ module }) => matches(target, module)));
    if (target.rank > largest) {
      return { path: ["tuning", "targets", index, "rank"], message: tooHigh(largest, target.rank) };
    }
  }
  if (adapted.length === 0) return undefined;
  const largest = fullRank(adapted);
  return rank > largest ? { path: ["tuning", "rank"], message: tooHigh(largest, rank) } : undefined;
}

/** The nearest name that could have been meant; else those that there are, each once, by their last part where many share it. */
function advice(name: string, weights: Family["tensors"]): string {
  const modules = weights.map(({ module }) => module);
  const lasts = modules.map((module) => module.slice(module.lastIndexOf(".") + 1));
  const near = nearest(name, [...new Set([...modules, ...lasts])]);
  if (near !== undefined) return `did you mean ${near}?`;
  const listed = modules.length <= 12 ? modules : [...new Set(lasts)].slice(0, 12);
  return `expected one of ${listed.join(", ")}`;
}
