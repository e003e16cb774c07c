import type { Plan } from "../plan/schema.ts";
import { layoutOf } from "../tensor/index.ts";
import type { Layout } from "../tensor/index.ts";
import { familyOf } from "./families/index.ts";
import type { FamilyPlan } from "./families/index.ts";
import type { Family, TensorSpec } from "./family.ts";
import { isAdaptable, matrixOf, matches } from "./modules.ts";
import { tuningProblem } from "./tuning-problem.ts";

/** What of a plan decides which tensors are trained. */
export type TuningPlan = FamilyPlan & Pick<Plan, "tuning">;

/** A tensor that is trained. */
export interface Trainable {
  readonly name: string;
  /** An A is [rank, in], a B [out, rank]; a convolution's `in` is in x height x width, in its weight's order. */
  readonly shape: readonly number[];
  readonly role: "tensor" | "lora_A" | "lora_B";
  /** The tensor itself, or the weight that the adapter is on. */
  readonly spec: TensorSpec;
}

/** The adapter on one weight: effective W = W + scale * B A, laid out as the weight is (see modules.ts). */
export interface Adapter {
  readonly module: string;
  readonly weight: TensorSpec;
  readonly a: string;
  readonly b: string;
  readonly rank: number;
  readonly alpha: number;
  /** alpha / rank. */
  readonly scale: number;
}

/** Every tensor of the plan's network, in the order in which files list them. @throws RangeError on an impossible network. */
export function modelTensors(plan: FamilyPlan): readonly TensorSpec[] {
  return familyOf(plan).tensors;
}

/**
 * The tensors that travel, in their order: what is trained and not kept back.
 * @throws RangeError if modelProblem has an answer.
 */
export function trainables(plan: TuningPlan): readonly Trainable[] {
  return trained(plan).filter((trainable) => !isKept(plan, trainable));
}

/** What is trained and stays with each client (tuning.keep), in its order. */
export function keptTrainables(plan: TuningPlan): readonly Trainable[] {
  return trained(plan).filter((trainable) => isKept(plan, trainable));
}

/** How the tensors that travel lie in the flat vector. @throws RangeError if modelProblem has an answer. */
export function trainableLayout(plan: TuningPlan): Layout {
  return layoutOf(trainables(plan));
}

/** The adapters of the plan, by module; empty unless the method is lora. */
export function adapters(plan: TuningPlan): ReadonlyMap<string, Adapter> {
  requireSound(plan);
  return new Map(adaptersOf(familyOf(plan), plan.tuning).map((adapter) => [adapter.module, adapter]));
}

function requireSound(plan: TuningPlan): void {
  const problem = tuningProblem(plan);
  if (problem !== undefined) throw new RangeError(`${problem.path.join(".")}: ${problem.message}`);
}

function trained(plan: TuningPlan): readonly Trainable[] {
  requireSound(plan);
  return trainablesOf(familyOf(plan), plan.tuning);
}

function isKept({ tuning }: TuningPlan, { role, spec }: Trainable): boolean {
  if (tuning.method === "head" || tuning.keep === undefined) return false;
  return tuning.keep === "head" ? spec.head : role === "lora_B";
}

function trainablesOf(family: Family, tuning: Plan["tuning"]): readonly Trainable[] {
  const whole = (wanted: (spec: TensorSpec) => boolean): readonly Trainable[] =>
    family.tensors
      .filter((spec) => spec.kind !== "statistic" && wanted(spec))
      .map((spec) => ({ name: spec.name, shape: spec.shape, role: "tensor", spec }));
  switch (tuning.method) {
    case "full":
      return whole(() => true);
    case "head":
      return whole(({ head }) => head);
    case "bias":
      return whole(({ head, kind }) => head || kind === "bias");
    case "freeze": {
      const first = family.lastBlock + 1 - tuning.stages;
      return whole(({ stages, head }) => head || stages.every((stage) => stage >= first));
    }
    case "lora":
      return [
        ...adaptersOf(family, tuning).flatMap((adapter) => adapterTensors(adapter, tuning.ffa ?? false)),
        ...whole(({ head }) => head && tuning.head),
      ];
    default:
      return tuning satisfies never;
  }
}

function adaptersOf(family: Family, tuning: Plan["tuning"]): readonly Adapter[] {
  if (tuning.method !== "lora") return [];
  const targets = tuning.targets.length === 0 ? family.adapted : tuning.targets;
  return family.tensors.filter(isAdaptable).flatMap((weight) => {
    const target = targets.find((candidate) => matches(candidate, weight.module));
    if (target === undefined) return [];
    const own: { readonly rank?: number | undefined; readonly alpha?: number | undefined } =
      typeof target === "string" ? {} : target;
    const { rank = tuning.rank, alpha = tuning.alpha } = own;
    const { module } = weight;
    const [a, b] = [`${module}.lora_A`, `${module}.lora_B`];
    return [{ module, weight, a, b, rank, alpha, scale: alpha / rank }];
  });
}

function adapterTensors({ weight, a, b, rank }: Adapter, frozenA: boolean): readonly Trainable[] {
  const { inputs, outputs } = matrixOf(weight);
  const second = { name: b, shape: [outputs, rank], role: "lora_B", spec: weight } as const;
  if (frozenA) return [second];
  return [{ name: a, shape: [rank, inputs], role: "lora_A", spec: weight }, second];
}

/** Whether some A of the plan stays as it was drawn, hence is in no layout. */
export function hasFrozenA({ tuning }: Pick<Plan, "tuning">): boolean {
  return tuning.method === "lora" && tuning.ffa === true;
}
