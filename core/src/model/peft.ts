import type { Plan } from "../plan/schema.ts";
import type { NamedArray, NamedArrays } from "../tensor/index.ts";
import { isLanguageModel } from "./families/index.ts";
import { trainedTensors } from "./merge.ts";
import { adapters, modelTensors } from "./tuning.ts";
import type { Adapter, TuningPlan } from "./tuning.ts";

// The adapter folder of Hugging Face's PEFT: adapter_model.safetensors (metadata format = pt) and adapter_config.json.
// Names there are base_model.model.<module>.lora_A.weight; a convolution's A is [rank, in, height, width] and its
// B [out, rank, 1, 1]; tensors of a module in modules_to_save are written whole.

const prefix = "base_model.model.";

/**
 * The trained tensors under PEFT's names and shapes (views, not copies where they lie so). An A that stays as it was
 * drawn is written like any other, and what clients keep to themselves as it began.
 * @throws RangeError unless the plan's method is lora: PEFT has no adapter of another method's kind.
 */
export function adapterTensors(
  plan: TuningPlan & Pick<Plan, "seed">,
  base: NamedArrays,
  flat: Float32Array,
): NamedArrays {
  requireLora(plan);
  const byName = new Map<string, Adapter>();
  for (const adapter of adapters(plan).values()) byName.set(adapter.a, adapter).set(adapter.b, adapter);
  return new Map(
    [...trainedTensors(plan, base, flat)].map(([name, array]): readonly [string, NamedArray] => {
      const adapter = byName.get(name);
      if (adapter === undefined) return [prefix + name, array];
      return [`${prefix}${name}.weight`, { shape: peftShape(adapter, name, array), data: array.data }];
    }),
  );
}

function peftShape({ weight, rank, a }: Adapter, name: string, { shape }: NamedArray): readonly number[] {
  if (weight.kind !== "conv") return shape;
  const [outputs = 1, ...inputs] = weight.shape;
  return name === a ? [rank, ...inputs] : [outputs, rank, ...inputs.slice(1).map(() => 1)];
}

/** The members of adapter_config.json that PEFT needs to load adapterTensors. */
export interface AdapterConfig {
  readonly peft_type: "LORA";
  readonly task_type: "CAUSAL_LM" | null;
  readonly base_model_name_or_path: string;
  readonly target_modules: readonly string[];
  readonly modules_to_save: readonly string[] | null;
  readonly r: number;
  readonly lora_alpha: number;
  /** Ranks and alphas of the modules that have their own. */
  readonly rank_pattern: Readonly<Record<string, number>>;
  readonly alpha_pattern: Readonly<Record<string, number>>;
  readonly lora_dropout: 0;
  readonly bias: "none";
  readonly fan_in_fan_out: boolean;
  readonly inference_mode: true;
}

/** @throws RangeError unless the plan's method is lora. */
export function adapterConfig(plan: TuningPlan, baseName: string): AdapterConfig {
  const { rank, alpha, head } = requireLora(plan);
  const all = [...adapters(plan).values()];
  const own = (key: "rank" | "alpha", common: number): Record<string, number> =>
    Object.fromEntries(
      all.flatMap((adapter) => (adapter[key] === common ? [] : [[adapter.module, adapter[key]]])),
    );
  const saved = head ? headModules(plan) : [];
  return {
    peft_type: "LORA",
    // Without a task type PEFT wraps the model as it is; SEQ_CLS would add modules to save by names of its own.
    task_type: isLanguageModel(plan.model) ? "CAUSAL_LM" : null,
    base_model_name_or_path: baseName,
    target_modules: all.map(({ module }) => module),
    modules_to_save: saved.length === 0 ? null : saved,
    r: rank,
    lora_alpha: alpha,
    rank_pattern: own("rank", rank),
    alpha_pattern: own("alpha", alpha),
    lora_dropout: 0,
    bias: "none",
    fan_in_fan_out: all.some(({ weight }) => weight.kind === "conv1d"),
    inference_mode: true,
  };
}

function headModules(plan: TuningPlan): readonly string[] {
  return [...new Set(modelTensors(plan).flatMap(({ head, module }) => (head ? [module] : [])))];
}

type Lora = Extract<TuningPlan["tuning"], { method: "lora" }>;

function requireLora({ tuning }: TuningPlan): Lora {
  if (tuning.method === "lora") return tuning;
  throw new RangeError(
    `only lora has an adapter to export; the plan's method is ${tuning.method}: export the merged model`,
  );
}
