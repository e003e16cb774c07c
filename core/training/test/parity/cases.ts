import { modelSectionOf } from "@tributary/core/checkpoint";
import { parsePlan } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";
import type { NamedArrays } from "@tributary/core/tensor";
import type { PreparedExample } from "../../src/batches/index.ts";
import { arrayOf, baseOf, expectedOf, openCheckpoint, under, valueOf } from "./checkpoint.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** What Python computed of one batch with one set of trained tensors. */
export interface Case {
  readonly plan: Plan;
  readonly base: NamedArrays;
  readonly examples: readonly PreparedExample[];
  /** What the plan trains, under PEFT's keys; absent: the base's own. */
  readonly values?: NamedArrays;
  /** logits, loss, and gradients.KEY, where a key is one of `values` or a name of the base. */
  readonly expected: NamedArrays;
}

/** How a case is made of a family's folder. */
export interface CaseOptions {
  readonly tuning: PlanInput["tuning"];
  /** Whose logits, loss and gradients are expected; default: base. */
  readonly prefix?: string;
  /** Whose adapter is the start; default: none. */
  readonly adapter?: string;
  /** The folder that the base is read from, within the family's; default: that itself. */
  readonly form?: string;
  /** Texts that the folder lacks. */
  readonly assets?: Readonly<Record<string, string>>;
}

/** @param examples of the family's inputs */
export function caseOf(
  family: string,
  examples: (inputs: NamedArrays, plan: Plan) => readonly PreparedExample[],
  { tuning, prefix = "base", adapter, form = "", assets = {} }: CaseOptions,
): Case {
  const checkpoint = openCheckpoint(`${family}/${form}`);
  const plan = planOf(
    { ...checkpoint, assets: new Map([...checkpoint.assets, ...Object.entries(assets)]) },
    tuning,
  );
  const expected = expectedOf(family);
  return {
    plan,
    // A file without a head, whose own the fixture's expectations are of.
    base: baseOf(plan, checkpoint, form === "" ? undefined : baseOf(plan, openCheckpoint(family))),
    examples: examples(under("inputs.", expected), plan),
    ...(adapter === undefined ? {} : { values: under(`${adapter}.values.`, expected) }),
    expected: under(`${prefix}.`, expected),
  };
}

/** The plan that a checkpoint's own files make. */
function planOf({ assets, tensors }: Checkpoint, tuning: PlanInput["tuning"]): Plan {
  const section = valueOf(modelSectionOf({ assets, tensorNames: tensors.keys() }));
  const { model, labels = [], input, longestText } = section;
  const text = {
    task: "parity",
    base: ".",
    model,
    labels,
    input: input ?? { kind: "text", maximumTokens: longestText },
    tuning,
    cohort: { goal: 3 },
  };
  return valueOf(parsePlan(JSON.stringify(text), "plan"));
}

/** Texts as rows of tokens, padded at their ends. */
export function textsOf(inputs: NamedArrays): readonly PreparedExample[] {
  const { shape, data } = arrayOf(inputs, "input_ids");
  const [rows = 0, length = 0] = shape;
  const mask = arrayOf(inputs, "attention_mask").data;
  const labels = arrayOf(inputs, "labels").data;
  return Array.from({ length: rows }, (_, row) => {
    const tokens = mask.subarray(row * length, (row + 1) * length).filter((one) => one === 1).length;
    return { values: data.slice(row * length, row * length + tokens), label: labels[row]! };
  });
}

/** Texts of a language model: a label of -100 is that of a token that is not learned. */
export function continuationsOf(inputs: NamedArrays): readonly PreparedExample[] {
  const { shape, data } = arrayOf(inputs, "input_ids");
  const [rows = 0, length = 0] = shape;
  const labels = arrayOf(inputs, "labels").data;
  return Array.from({ length: rows }, (_, row) => ({
    values: data.slice(row * length, (row + 1) * length),
    label: 0,
    counted: Uint8Array.from(labels.subarray(row * length, (row + 1) * length), (label) => +(label >= 0)),
  }));
}
