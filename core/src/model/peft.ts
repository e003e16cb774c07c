import type { Plan } from "../plan/schema.ts";
import { err, ok } from "../support/index.ts";
import type { Result } from "../support/index.ts";
import type { NamedArray, NamedArrays } from "../tensor/index.ts";
import { transformersModelOf } from "./families/index.ts";
import type { TensorSpec } from "./family.ts";
import { mergeTrained, trainedTensors } from "./merge.ts";
import { matrixOf } from "./modules.ts";
import { adapters, modelTensors } from "./tuning.ts";
import type { Adapter, TuningPlan } from "./tuning.ts";

// The adapter folder of Hugging Face's PEFT: adapter_model.safetensors (metadata format = pt) and adapter_config.json.
// PEFT reads a tensor under the name of its module alone: where transformers 4 and 5 differ in that, it is written under
// both, of which each passes over the other's. Names there are base_model.model.<module>.lora_A.weight; a convolution's A is [rank, in, height, width] and its
// B [out, rank, 1, 1]; an embedding's are lora_embedding_A [rank, rows] and lora_embedding_B [width, rank], whose product is
// added transposed: the first is B here and the second A. Tensors of a module in modules_to_save are written whole. So is the head, even one that has an
// adapter here, which is then in its weight: the file's A and B alone would lie on whatever head a base is fetched with.

const prefix = "base_model.model.";

/**
 * The trained tensors under PEFT's names and shapes (views, not copies where they lie so), and the head whole, trained,
 * adapted or neither: a base that is fetched again may have none, or one for other labels. An A that stays as it was drawn is written
 * like any other, and what clients keep to themselves as it began.
 * @throws RangeError unless the plan's method is lora: PEFT has no adapter of another method's kind.
 */
export function adapterTensors(
  plan: TuningPlan & Pick<Plan, "seed">,
  base: NamedArrays,
  flat: Float32Array,
): NamedArrays {
  requireLora(plan);
  const trained = trainedTensors(plan, base, flat);
  const head = mergeTrained(plan, base, trained, headTensors(plan));
  return new Map([
    ...adapterParts(plan).flatMap(({ name, keys, shape, transposed }) => {
      const array = trained.get(name)!;
      const data = transposed ? transpose(array) : array.data;
      return keys.map((key) => [key, { shape, data }] as const);
    }),
    ...[...head].map(([name, array]) => [prefix + name, array] as const),
  ]);
}

/**
 * The whole model that a base and an adapter's file (adapterTensors) make. The base need not have the tensors that the
 * file has. The error is a sentence on the first tensor that is missing or of another shape.
 */
export function mergeAdapter(
  plan: TuningPlan & Pick<Plan, "seed">,
  base: NamedArrays,
  file: NamedArrays,
): Result<NamedArrays, string> {
  requireLora(plan);
  const wanted = [
    ...adapterParts(plan),
    ...headTensors(plan).map(({ name, shape }) => ({
      name,
      shape,
      keys: [prefix + name],
      own: shape,
      transposed: false,
    })),
  ];
  const trained = new Map<string, NamedArray>();
  for (const { name, keys, shape, own, transposed } of wanted) {
    const [key = ""] = keys;
    const array = file.get(key);
    if (array === undefined) return err(`tensor ${key} of shape [${shape.join(", ")}] is missing`);
    if (array.shape.length !== shape.length || array.shape.some((side, axis) => side !== shape[axis])) {
      return err(`tensor ${key} has shape [${array.shape.join(", ")}], the plan's is [${shape.join(", ")}]`);
    }
    trained.set(name, { shape: own, data: transposed ? transpose(array) : array.data });
  }
  return ok(mergeTrained(plan, base, trained));
}

/** Adapters that are written as such. */
function bodyAdapters(plan: TuningPlan): readonly Adapter[] {
  return [...adapters(plan).values()].filter(({ weight }) => !weight.head);
}

/** Each A and B: its own name and shape, and PEFT's. */
function adapterParts(plan: TuningPlan) {
  return bodyAdapters(plan).flatMap(({ module, weight, rank, a, b }) => {
    const { inputs, outputs } = matrixOf(weight);
    const keysOf = (part: string): readonly string[] =>
      peftNames(plan, module).map((name) => `${prefix}${name}.${part}`);
    const ownA = [rank, inputs];
    const ownB = [outputs, rank];
    if (weight.kind === "embedding") {
      const transposed = true;
      return [
        { name: b, keys: keysOf("lora_embedding_A"), shape: [rank, outputs], own: ownB, transposed },
        { name: a, keys: keysOf("lora_embedding_B"), shape: [inputs, rank], own: ownA, transposed },
      ];
    }
    const [outer, inner] = peftShapes(weight, rank, inputs, outputs);
    const transposed = false;
    return [
      { name: a, keys: keysOf("lora_A.weight"), shape: inner, own: ownA, transposed },
      { name: b, keys: keysOf("lora_B.weight"), shape: outer, own: ownB, transposed },
    ];
  });
}

/** A matrix with its rows as columns. */
function transpose({ shape: [rows = 0, columns = 0], data }: NamedArray): Float32Array {
  return data.map((_, at) => data[(at % rows) * columns + Math.floor(at / rows)]!);
}

/** What PEFT may find a module under: the name that it has here first. */
function peftNames(plan: TuningPlan, module: string): readonly string[] {
  return [...new Set([module, transformersModelOf(plan)?.renamed?.(module) ?? module])];
}

function peftShapes(
  { kind, shape }: TensorSpec,
  rank: number,
  inputs: number,
  outputs: number,
): readonly [outer: readonly number[], inner: readonly number[]] {
  if (kind !== "conv")
    return [
      [outputs, rank],
      [rank, inputs],
    ];
  const [, ...rest] = shape;
  return [
    [outputs, rank, ...rest.slice(1).map(() => 1)],
    [rank, ...rest],
  ];
}

function headTensors(plan: TuningPlan): readonly TensorSpec[] {
  return modelTensors(plan).filter(({ head }) => head);
}

/** The members of adapter_config.json that PEFT needs to load adapterTensors. */
export interface AdapterConfig {
  readonly peft_type: "LORA";
  readonly task_type: "CAUSAL_LM" | "SEQ_CLS" | null;
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
  const { rank, alpha } = requireLora(plan);
  const all = bodyAdapters(plan);
  const own = (key: "rank" | "alpha", common: number): Record<string, number> =>
    Object.fromEntries(
      all.flatMap((adapter) =>
        adapter[key] === common ? [] : peftNames(plan, adapter.module).map((name) => [name, adapter[key]]),
      ),
    );
  const saved = [...new Set(headTensors(plan).map(({ module }) => module))];
  return {
    peft_type: "LORA",
    task_type: taskTypeOf(plan),
    base_model_name_or_path: baseName,
    target_modules: all.flatMap(({ module }) => peftNames(plan, module)),
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

/** By it AutoPeftModelFor... find their class. Without one PEFT wraps whatever model it is given, as it is. */
function taskTypeOf(plan: TuningPlan): AdapterConfig["task_type"] {
  const task = transformersModelOf(plan)?.task;
  if (task === "causal-lm") return "CAUSAL_LM";
  return task === "sequence-classification" ? "SEQ_CLS" : null;
}

type Lora = Extract<TuningPlan["tuning"], { method: "lora" }>;

function requireLora({ tuning }: TuningPlan): Lora {
  if (tuning.method === "lora") return tuning;
  throw new RangeError(
    `only lora has an adapter to export; the plan's method is ${tuning.method}: export the merged model`,
  );
}
