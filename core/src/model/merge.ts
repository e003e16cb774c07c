import type { Plan } from "../plan/schema.ts";
import { layoutOf, unflatten } from "../tensor/index.ts";
import type { NamedArray, NamedArrays } from "../tensor/index.ts";
import { frozenAdapters, initialKept } from "./initialise.ts";
import type { TensorSpec } from "./family.ts";
import { matrixOf } from "./modules.ts";
import { adapters, keptTrainables, modelTensors, trainableLayout } from "./tuning.ts";
import type { TuningPlan } from "./tuning.ts";

/**
 * The tensors that a plan trains, by name: those that travel, those that a client keeps (its own, or as they began where
 * none are given), and each A that stays as it was drawn.
 */
export function trainedTensors(
  plan: TuningPlan & Pick<Plan, "seed">,
  base: NamedArrays,
  flat: Float32Array,
  kept: Float32Array = initialKept(plan, base),
): NamedArrays {
  return new Map([
    ...unflatten(trainableLayout(plan), flat),
    ...unflatten(layoutOf(keptTrainables(plan)), kept),
    ...frozenAdapters(plan),
  ]);
}

/**
 * The whole model that a base and its trained tensors make: W + (alpha / rank) B A where there is an adapter, the
 * trained tensor where there is one, else the base's own array (shared, not copied).
 * @param kept what this client keeps to itself (keptTrainables); default: as it began
 * @throws RangeError if a vector or a tensor of the base does not fit the plan.
 */
export function mergeModel(
  plan: TuningPlan & Pick<Plan, "seed">,
  base: NamedArrays,
  flat: Float32Array,
  kept?: Float32Array,
): NamedArrays {
  return mergeTrained(plan, base, trainedTensors(plan, base, flat, kept));
}

/**
 * The same of what trainedTensors gave, or of a larger part of the model: a tensor that is given is taken as it is.
 * @param specs which tensors to make; default: all
 */
export function mergeTrained(
  plan: TuningPlan,
  base: NamedArrays,
  trained: NamedArrays,
  specs: readonly TensorSpec[] = modelTensors(plan),
): NamedArrays {
  const byWeight = new Map([...adapters(plan).values()].map((adapter) => [adapter.weight.name, adapter]));
  return new Map(
    specs.map((spec) => {
      const { name } = spec;
      const own = trained.get(name);
      if (own !== undefined) return [name, { shape: own.shape, data: own.data.slice() }];
      const weight = base.get(name);
      if (weight === undefined) throw new RangeError(`the base has no tensor ${name}`);
      const adapter = byWeight.get(name);
      if (adapter === undefined) return [name, weight];
      const { outputsLast } = matrixOf(spec);
      const [a, b] = [trained.get(adapter.a)!, trained.get(adapter.b)!];
      return [name, addProduct(weight, adapter.scale, b, a, outputsLast)];
    }),
  );
}

/** W + scale * B A, with B [out, rank] and A [rank, in], laid out as W is; summed in doubles, rounded once. */
function addProduct(
  weight: NamedArray,
  scale: number,
  b: NamedArray,
  a: NamedArray,
  outputsLast: boolean,
): NamedArray {
  const [outputs = 0, rank = 0] = b.shape;
  const inputs = a.shape[1] ?? 0;
  if (weight.data.length !== outputs * inputs)
    throw new RangeError("the adapter does not fit the base's weight");
  const [outStep, inStep] = outputsLast ? [1, outputs] : [inputs, 1];
  const data = new Float32Array(weight.data.length);
  for (let out = 0; out < outputs; out++) {
    for (let input = 0; input < inputs; input++) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += b.data[out * rank + k]! * a.data[k * inputs + input]!;
      const at = out * outStep + input * inStep;
      data[at] = weight.data[at]! + scale * sum;
    }
  }
  return { shape: weight.shape, data };
}
