import { unflatten } from "../tensor/index.ts";
import type { NamedArray, NamedArrays } from "../tensor/index.ts";
import { modelTensors } from "./families.ts";
import { adapters, adapterScale, trainableLayout } from "./tuning.ts";
import type { TuningPlan } from "./tuning.ts";

/**
 * The whole model that a base and its trained tensors make: W + (alpha / rank) B A where there is an adapter, the
 * trained tensor where there is one, else the base's own array (shared, not copied).
 * @throws RangeError if the vector or a tensor of the base does not fit the plan.
 */
export function mergeModel(plan: TuningPlan, base: NamedArrays, flat: Float32Array): NamedArrays {
  const trained = unflatten(trainableLayout(plan), flat);
  const adapted = adapters(plan);
  const scale = adapterScale(plan);
  return new Map(
    modelTensors(plan).map(({ name, module, kind }) => {
      const own = trained.get(name);
      if (own !== undefined) return [name, { shape: own.shape, data: own.data.slice() }];
      const weight = base.get(name);
      if (weight === undefined) throw new RangeError(`the base has no tensor ${name}`);
      const adapter = kind === "bias" ? undefined : adapted.get(module);
      if (adapter === undefined) return [name, weight];
      return [name, addProduct(weight, scale, trained.get(adapter.b)!, trained.get(adapter.a)!)];
    }),
  );
}

/** W + scale * reshape(B A) with B [out, rank] and A [rank, in]; summed in doubles, rounded once. */
function addProduct(weight: NamedArray, scale: number, b: NamedArray, a: NamedArray): NamedArray {
  const [outputs = 0, rank = 0] = b.shape;
  const inputs = a.shape[1] ?? 0;
  if (weight.data.length !== outputs * inputs)
    throw new RangeError("the adapter does not fit the base's weight");
  const data = new Float32Array(weight.data.length);
  for (let out = 0; out < outputs; out++) {
    for (let input = 0; input < inputs; input++) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += b.data[out * rank + k]! * a.data[k * inputs + input]!;
      data[out * inputs + input] = weight.data[out * inputs + input]! + scale * sum;
    }
  }
  return { shape: weight.shape, data };
}
