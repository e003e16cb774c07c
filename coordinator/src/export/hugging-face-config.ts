import { jsonObject } from "@tributary/core/checkpoint";
import { transformersModelOf } from "@tributary/core/model";
import type { FamilyPlan, TransformersModel } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";

type Fields = Readonly<Record<string, unknown>>;

const floats = { F32: "float32", F16: "float16", BF16: "bfloat16" } as const;

export type WeightsDtype = keyof typeof floats;

/**
 * config.json of a merged model: the base's own with this task's labels and class in it; of a base that came without
 * one, what the plan says of the network, under transformers' names.
 * @throws UserError if the base's is not JSON
 */
export function huggingFaceConfig(
  plan: FamilyPlan,
  known: TransformersModel,
  base: string | undefined,
  dtype: WeightsDtype,
): string {
  const { architecture, task } = known;
  const fields = base === undefined ? configOfPlan(plan) : fieldsOf(base);
  const config = {
    ...fields,
    architectures: [architecture],
    ...(task === "causal-lm" ? {} : labelFields(plan.labels)),
    // What a base predicted that was no class among several.
    ...(typeof fields["problem_type"] === "string" ? { problem_type: "single_label_classification" } : {}),
    ...dtypeFields(fields, dtype),
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** What the base's config.json says that its weights are stored in; undefined if nothing that we know. */
export function dtypeOfConfig(base: string | undefined): WeightsDtype | undefined {
  if (base === undefined) return undefined;
  const fields = fieldsOf(base);
  const named = fields["dtype"] ?? fields["torch_dtype"];
  return named === "float32"
    ? "F32"
    : named === "float16"
      ? "F16"
      : named === "bfloat16"
        ? "BF16"
        : undefined;
}

function fieldsOf(text: string): Fields {
  const fields = jsonObject(text, "config.json");
  if (fields.ok) return fields.value;
  throw new UserError(`The base model's ${fields.error}; give the task a base that has a sound one.`);
}

/** A plan's model has transformers' names in camelCase: hiddenSize is hidden_size. */
function configOfPlan({ model }: FamilyPlan): Fields {
  const shape = Object.entries(model)
    .filter(([key]) => key !== "family" && key !== "pooling")
    .map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value] as const);
  return { model_type: transformersModelOf({ model })?.modelType, ...Object.fromEntries(shape) };
}

function labelFields(labels: readonly string[]): Fields {
  return {
    num_labels: labels.length,
    id2label: Object.fromEntries(labels.map((label, index) => [String(index), label])),
    label2id: Object.fromEntries(labels.map((label, index) => [label, index])),
  };
}

/** transformers 5 reads `dtype`, 4 reads `torch_dtype`; both would load 32-bit weights as what the base's had been. */
function dtypeFields(fields: Fields, dtype: WeightsDtype): Fields {
  const names = ["dtype", "torch_dtype"].filter((name) => Object.hasOwn(fields, name));
  return Object.fromEntries(
    (names.length === 0 ? ["torch_dtype"] : names).map((name) => [name, floats[dtype]]),
  );
}

/** The name on a hub under which transformers loaded the base when it wrote its config.json; a path on somebody's disk is none. */
export function hubNameOf(assets: ReadonlyMap<string, string>): string | undefined {
  const config = assets.get("config.json");
  const name = config === undefined ? undefined : fieldsOf(config)["_name_or_path"];
  return typeof name === "string" && /^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(name) ? name : undefined;
}
