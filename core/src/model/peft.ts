import { unflatten } from "../tensor/index.ts";
import type { NamedArray, NamedArrays } from "../tensor/index.ts";
import { adapters, trainableLayout, trainables } from "./tuning.ts";
import type { TuningPlan } from "./tuning.ts";

// The adapter folder of Hugging Face's PEFT: adapter_model.safetensors (metadata format = pt) and adapter_config.json.
// Names there are base_model.model.<module>.lora_A.weight; a convolution's A is [rank, in, height, width] and its
// B [out, rank, 1, 1]; tensors of a module in modules_to_save are written whole.

const prefix = "base_model.model.";

/**
 * The trained tensors under PEFT's names and shapes (views of `flat`, not copies).
 * @throws RangeError unless the plan's method is lora: PEFT has no adapter of another method's kind.
 */
export function adapterTensors(plan: TuningPlan, flat: Float32Array): NamedArrays {
  requireLora(plan);
  const trained = unflatten(trainableLayout(plan), flat);
  const renamed = trainables(plan).map(({ name, role, spec }): readonly [string, NamedArray] => {
    const array = trained.get(name)!;
    const [outputs = 1, ...inputs] = spec.shape;
    const rank = role === "lora_A" ? array.shape[0]! : array.shape[1]!;
    switch (role) {
      case "tensor":
        return [prefix + name, array];
      case "lora_A":
        return [`${prefix}${name}.weight`, { shape: [rank, ...inputs], data: array.data }];
      case "lora_B": {
        const kernel = inputs.slice(1).map(() => 1);
        return [`${prefix}${name}.weight`, { shape: [outputs, rank, ...kernel], data: array.data }];
      }
      default:
        return role satisfies never;
    }
  });
  return new Map(renamed);
}

/** The members of adapter_config.json that PEFT needs to load adapterTensors. */
export interface AdapterConfig {
  readonly peft_type: "LORA";
  readonly task_type: null;
  readonly base_model_name_or_path: string;
  readonly target_modules: readonly string[];
  readonly modules_to_save: readonly string[] | null;
  readonly r: number;
  readonly lora_alpha: number;
  readonly lora_dropout: 0;
  readonly bias: "none";
  readonly fan_in_fan_out: false;
  readonly inference_mode: true;
}

/** @throws RangeError unless the plan's method is lora. */
export function adapterConfig(plan: TuningPlan, baseName: string): AdapterConfig {
  const { rank, alpha } = requireLora(plan);
  const saved = new Set(
    trainables(plan)
      .filter(({ role }) => role === "tensor")
      .map(({ spec }) => spec.module),
  );
  return {
    peft_type: "LORA",
    task_type: null,
    base_model_name_or_path: baseName,
    target_modules: [...adapters(plan).keys()],
    modules_to_save: saved.size === 0 ? null : [...saved],
    r: rank,
    lora_alpha: alpha,
    lora_dropout: 0,
    bias: "none",
    fan_in_fan_out: false,
    inference_mode: true,
  };
}

function requireLora({ tuning }: TuningPlan): Extract<TuningPlan["tuning"], { method: "lora" }> {
  if (tuning.method === "lora") return tuning;
  throw new RangeError(
    `only lora has an adapter to export; the plan's method is ${tuning.method}: export the merged model`,
  );
}
