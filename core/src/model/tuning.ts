import type { Plan } from "../plan/schema.ts";
import { nearest } from "../support/index.ts";
import { elementCount, layoutOf } from "../tensor/index.ts";
import type { Layout } from "../tensor/index.ts";
import { architectureProblem, familyOf } from "./families.ts";
import type { ModelPlan } from "./families.ts";
import type { Family, TensorSpec } from "./family.ts";

/** What of a plan decides which tensors are trained. */
export type TuningPlan = ModelPlan & Pick<Plan, "tuning">;

/** A tensor that is trained, hence travels. */
export type Trainable =
  | {
      readonly name: string;
      readonly shape: readonly number[];
      readonly role: "tensor";
      readonly spec: TensorSpec;
    }
  /** A [rank, in] or B [out, rank] of the adapter on a weight; a convolution's `in` is in x height x width. */
  | {
      readonly name: string;
      readonly shape: readonly number[];
      readonly role: "lora_A" | "lora_B";
      readonly spec: TensorSpec;
    };

/** The adapter on one weight: effective W = W + scale * reshape(B A). */
export interface Adapter {
  readonly module: string;
  readonly weight: TensorSpec;
  readonly a: string;
  readonly b: string;
}

/** Why this tuning does not fit this network, in a sentence; undefined if it fits. */
function tuningProblem(plan: TuningPlan): string | undefined {
  const { tuning } = plan;
  if (tuning.method !== "lora") return undefined;
  const family = familyOf(plan);
  const modules = [...new Set(family.tensors.map(({ module }) => module))];
  for (const [index, target] of tuning.targets.entries()) {
    if (!modules.includes(target)) {
      const meant = nearest(target, modules);
      const hint = meant === undefined ? `it has ${modules.join(", ")}` : `did you mean ${meant}?`;
      return `tuning.targets names ${JSON.stringify(target)}, which this network does not have; ${hint}`;
    }
    if (tuning.targets.indexOf(target) !== index)
      return `tuning.targets names ${JSON.stringify(target)} twice`;
    if (tuning.head && family.tensors.some(({ module, head }) => head && module === target)) {
      return `tuning.targets names ${JSON.stringify(target)}, which is trained in full already; set tuning.head to false`;
    }
  }
  if (trainablesOf(family, tuning).length > 0) return undefined;
  return "nothing would be trained: the network has no layer to adapt; set tuning.head to true or name the head in tuning.targets";
}

/** Why the plan's network and tuning do not fit together, in a sentence; undefined if they do. */
export function modelProblem(plan: TuningPlan): string | undefined {
  return architectureProblem(plan) ?? tuningProblem(plan);
}

/** The tensors that are trained, in the order in which they travel. @throws RangeError if modelProblem has an answer. */
export function trainables(plan: TuningPlan): readonly Trainable[] {
  const problem = modelProblem(plan);
  if (problem !== undefined) throw new RangeError(problem);
  return trainablesOf(familyOf(plan), plan.tuning);
}

/** How the trained tensors lie in the flat vector that travels. @throws RangeError if modelProblem has an answer. */
export function trainableLayout(plan: TuningPlan): Layout {
  return layoutOf(trainables(plan));
}

/** The adapters of the plan, by module; empty unless the method is lora. */
export function adapters(plan: TuningPlan): ReadonlyMap<string, Adapter> {
  return new Map(
    trainables(plan)
      .filter(({ role }) => role === "lora_A")
      .map(({ spec }) => [
        spec.module,
        { module: spec.module, weight: spec, a: `${spec.module}.lora_A`, b: `${spec.module}.lora_B` },
      ]),
  );
}

/** What B A is multiplied by; 0 unless the method is lora. */
export function adapterScale({ tuning }: Pick<Plan, "tuning">): number {
  return tuning.method === "lora" ? tuning.alpha / tuning.rank : 0;
}

function trainablesOf({ tensors, adapted }: Family, tuning: Plan["tuning"]): readonly Trainable[] {
  const whole = (wanted: (spec: TensorSpec) => boolean): readonly Trainable[] =>
    tensors.filter(wanted).map((spec) => ({ name: spec.name, shape: spec.shape, role: "tensor", spec }));
  switch (tuning.method) {
    case "full":
      return whole(() => true);
    case "head":
      return whole(({ head }) => head);
    case "bias":
      return whole(({ head, kind }) => head || kind === "bias");
    case "lora": {
      const targets = tuning.targets.length === 0 ? adapted : tuning.targets;
      const weights = tensors.filter(({ module, kind }) => kind !== "bias" && targets.includes(module));
      return [
        ...weights.flatMap((spec) => adapterPair(spec, tuning.rank)),
        ...whole(({ head }) => head && tuning.head),
      ];
    }
    default:
      return tuning satisfies never;
  }
}

function adapterPair(spec: TensorSpec, rank: number): readonly Trainable[] {
  const [outputs = 1, ...inputs] = spec.shape;
  return [
    { name: `${spec.module}.lora_A`, shape: [rank, elementCount(inputs)], role: "lora_A", spec },
    { name: `${spec.module}.lora_B`, shape: [outputs, rank], role: "lora_B", spec },
  ];
}
