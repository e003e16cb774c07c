import type { Plan } from "../plan/schema.ts";
import { draw, seededRandom, u32be } from "../support/index.ts";
import type { Random } from "../support/index.ts";
import { elementCount, flatten, layoutOf } from "../tensor/index.ts";
import type { NamedArray, NamedArrays } from "../tensor/index.ts";
import type { FamilyPlan } from "./families/index.ts";
import type { TensorSpec } from "./family.ts";
import { matrixOf } from "./modules.ts";
import { adapters, hasFrozenA, keptTrainables, modelTensors, trainables } from "./tuning.ts";
import type { Trainable, TuningPlan } from "./tuning.ts";

// Starting values are the same bits on every platform: they are drawn from seeded ChaCha20 streams, one per tensor, by
// nothing but the operations that IEEE 754 rounds exactly (+ - * / and square root). Hence uniform, not normal, draws.

type Seeded = Pick<Plan, "seed">;

/** Every tensor of a network that has learnt nothing (see startOf). */
export function randomBase(plan: FamilyPlan & Seeded): NamedArrays {
  return new Map(modelTensors(plan).map((spec) => [spec.name, startOf(spec, plan)]));
}

/**
 * How a tensor starts. Weights before a ReLU are uniform in +-sqrt(6 / in) (He et al. 2015, section 2.2), others in
 * +-sqrt(6 / (in + out)) (Glorot and Bengio 2010, equation 16), embeddings in +-0.02 sqrt(3), the spread of BERT's and
 * GPT-2's; scales and variances are 1, biases and means 0.
 */
export function startOf(spec: TensorSpec, { seed }: Seeded): NamedArray {
  const { name, shape, start } = spec;
  const data = new Float32Array(elementCount(shape));
  const random = (): Random => seededRandom(u32be(seed), "base", name);
  const { inputs, outputs } = matrixOf(spec);
  switch (start) {
    case "rectified":
      fillUniform(data, Math.sqrt(6 / inputs), random());
      break;
    case "linear":
      fillUniform(data, Math.sqrt(6 / (inputs + outputs)), random());
      break;
    case "small":
      fillUniform(data, 0.02 * Math.sqrt(3), random());
      break;
    case "ones":
      data.fill(1);
      break;
    case "zeros":
      break;
    default:
      start satisfies never;
  }
  return { shape, data };
}

/**
 * The tensors that travel, before the first round, flat: the base's own values; an adapter's A uniform in +-1 / sqrt(in),
 * which is Kaiming's bound with a = sqrt(5), as PEFT draws it; its B is 0, so that the model is the base's.
 * @throws RangeError naming a tensor that the base lacks or has in another shape (see checkBase).
 */
export function initialTrainables(plan: TuningPlan & Seeded, base: NamedArrays): Float32Array {
  return flatStart(plan, trainables(plan), base);
}

/** The same of the tensors that each client keeps to itself (keptTrainables). */
export function initialKept(plan: TuningPlan & Seeded, base: NamedArrays): Float32Array {
  return flatStart(plan, keptTrainables(plan), base);
}

/** Each A that stays as it was drawn (tuning.ffa), by name; empty where there is none. */
export function frozenAdapters(plan: TuningPlan & Seeded): NamedArrays {
  if (!hasFrozenA(plan)) return new Map();
  return new Map(
    [...adapters(plan).values()].map(({ a, rank, weight }) => {
      const shape = [rank, matrixOf(weight).inputs];
      return [a, { shape, data: drawnA(weight, shape, plan) }];
    }),
  );
}

function flatStart(plan: Seeded, list: readonly Trainable[], base: NamedArrays): Float32Array {
  const arrays = list.map(({ name, shape, role, spec }): [string, NamedArray] => {
    switch (role) {
      case "tensor": {
        const array = base.get(name);
        if (array?.data.length !== elementCount(shape))
          throw new RangeError(`the base has no tensor ${name} of shape [${shape.join(", ")}]`);
        return [name, array];
      }
      case "lora_A":
        return [name, { shape, data: drawnA(spec, shape, plan) }];
      case "lora_B":
        return [name, { shape, data: new Float32Array(elementCount(shape)) }];
      default:
        return role satisfies never;
    }
  });
  return flatten(layoutOf(list), new Map(arrays));
}

function drawnA({ module }: TensorSpec, shape: readonly number[], { seed }: Seeded): Float32Array {
  const data = new Float32Array(elementCount(shape));
  fillUniform(data, 1 / Math.sqrt(shape[1]!), seededRandom(u32be(seed), "lora", module));
  return data;
}

function fillUniform(data: Float32Array, bound: number, random: Random): void {
  const { uniform } = draw(random);
  for (let i = 0; i < data.length; i++) data[i] = (2 * uniform() - 1) * bound;
}
