import type { Plan } from "../plan/schema.ts";
import { draw, seededRandom, u32be } from "../support/index.ts";
import type { Random } from "../support/index.ts";
import { elementCount } from "../tensor/index.ts";
import type { NamedArray, NamedArrays } from "../tensor/index.ts";
import { modelTensors } from "./families.ts";
import type { ModelPlan } from "./families.ts";
import type { TensorSpec } from "./family.ts";
import { trainables, trainableLayout } from "./tuning.ts";
import type { TuningPlan } from "./tuning.ts";

// Starting values are the same bits on every platform: they are drawn from seeded ChaCha20 streams, one per tensor, by
// nothing but the operations that IEEE 754 rounds exactly (+ - * / and square root). Hence uniform, not normal, draws.

/**
 * A network that has learnt nothing. Weights before a ReLU are uniform in +-sqrt(6 / in) (He et al. 2015, section
 * 2.2), those of the head in +-sqrt(6 / (in + out)) (Glorot and Bengio 2010, equation 16); biases are 0.
 */
export function randomBase(plan: ModelPlan & Pick<Plan, "seed">): NamedArrays {
  const seed = u32be(plan.seed);
  return new Map(
    modelTensors(plan).map((spec) => [spec.name, startOf(spec, seededRandom(seed, "base", spec.name))]),
  );
}

/**
 * The trained tensors before the first round, flat: the base's own values; an adapter's A uniform in +-1 / sqrt(in),
 * which is Kaiming's bound with a = sqrt(5), as PEFT draws it; its B is 0, so that the model is the base's.
 * @throws RangeError naming a tensor that the base lacks or has in another shape (see checkBase).
 */
export function initialTrainables(plan: TuningPlan & Pick<Plan, "seed">, base: NamedArrays): Float32Array {
  const seed = u32be(plan.seed);
  const layout = trainableLayout(plan);
  const vector = new Float32Array(layout.size);
  for (const [index, trainable] of trainables(plan).entries()) {
    const { name, shape, role, spec } = trainable;
    const { offset, size } = layout.entries[index]!;
    switch (role) {
      case "tensor": {
        const array = base.get(name);
        if (array?.data.length !== size)
          throw new RangeError(`the base has no tensor ${name} of shape [${shape.join(", ")}]`);
        vector.set(array.data, offset);
        break;
      }
      case "lora_A": {
        const bound = 1 / Math.sqrt(shape[1]!);
        fillUniform(vector.subarray(offset, offset + size), bound, seededRandom(seed, "lora", spec.module));
        break;
      }
      case "lora_B":
        break;
      default:
        role satisfies never;
    }
  }
  return vector;
}

function startOf({ shape, kind, rectified }: TensorSpec, random: Random): NamedArray {
  const data = new Float32Array(elementCount(shape));
  if (kind === "bias") return { shape, data };
  const inputs = elementCount(shape.slice(1));
  const bound = Math.sqrt(6 / (rectified ? inputs : inputs + shape[0]!));
  fillUniform(data, bound, random);
  return { shape, data };
}

function fillUniform(data: Float32Array, bound: number, random: Random): void {
  const { uniform } = draw(random);
  for (let i = 0; i < data.length; i++) data[i] = (2 * uniform() - 1) * bound;
}
