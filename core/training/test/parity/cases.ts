import { modelSectionOf } from "@tributary/core/checkpoint";
import { parsePlan } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { imageValues } from "@tributary/core/records";
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
  /** Texts that neither folder has. */
  readonly assets?: Readonly<Record<string, string>>;
  /** Of a family whose folders have no config.json. */
  readonly sections?: Pick<PlanInput, "model" | "input" | "labels">;
}

/** @param examples of the family's inputs */
export function caseOf(
  family: string,
  examples: (inputs: NamedArrays, plan: Plan) => readonly PreparedExample[],
  { tuning, prefix = "base", adapter, form = "", assets = {}, sections }: CaseOptions,
): Case {
  const own = openCheckpoint(family);
  const given = openCheckpoint(`${family}/${form}`);
  const checkpoint = {
    ...given,
    assets: new Map([...own.assets, ...given.assets, ...Object.entries(assets)]),
  };
  const plan = planOf(sections ?? sectionsOf(checkpoint), tuning);
  const expected = expectedOf(family);
  return {
    plan,
    // A file without a head gets the one that the fixture's expectations are of.
    base: baseOf(plan, checkpoint, form === "" ? undefined : baseOf(plan, own)),
    examples: examples(under("inputs.", expected), plan),
    ...(adapter === undefined ? {} : { values: under(`${adapter}.values.`, expected) }),
    expected: under(`${prefix}.`, expected),
  };
}

/** The sections of a plan that a checkpoint's own files make. */
function sectionsOf({ assets, tensors }: Checkpoint): object {
  const section = valueOf(modelSectionOf({ assets, tensors }));
  const { model, labels = [], input, longestText } = section;
  return { model, labels, input: input ?? { kind: "text", maximumTokens: longestText } };
}

function planOf(sections: object, tuning: PlanInput["tuning"]): Plan {
  const plan = { task: "parity", base: ".", ...sections, tuning, cohort: { goal: 3 } };
  return valueOf(parsePlan(JSON.stringify(plan), "plan"));
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

/** Images as Python's processors left them, with channels first there. */
export function preparedImagesOf(inputs: NamedArrays): readonly PreparedExample[] {
  const { shape, data } = arrayOf(inputs, "pixel_values");
  const [count = 0, channels = 0, height = 0, width = 0] = shape;
  const pixels = height * width;
  return labelled(inputs, count, (image) =>
    Float32Array.from(
      { length: channels * pixels },
      (_, i) => data[(image * channels + (i % channels)) * pixels + Math.floor(i / channels)]!,
    ),
  );
}

/** Images as their files have them, which the plan's input prepares. */
export function imagesOf(inputs: NamedArrays, { input }: Plan): readonly PreparedExample[] {
  if (input.kind !== "image") throw new Error("the plan reads no images");
  const { shape, data } = arrayOf(inputs, "bytes");
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  const size = height * width * channels;
  return labelled(inputs, count, (image) => {
    const intensities = data.slice(image * size, (image + 1) * size).map((value) => value / 255);
    return imageValues({ width, height, channels, data: intensities }, input);
  });
}

function labelled(
  inputs: NamedArrays,
  count: number,
  valuesOf: (index: number) => Float32Array,
): readonly PreparedExample[] {
  const labels = arrayOf(inputs, "labels").data;
  return Array.from({ length: count }, (_, index) => ({ values: valuesOf(index), label: labels[index]! }));
}
