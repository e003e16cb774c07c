import type { Input } from "../plan/input.ts";

/**
 * What a tensor does in its layer, which decides how it lies:
 * - `linear`: [out, in], as PyTorch's Linear;
 * - `conv1d`: [in, out], as GPT-2's Conv1D and TF.js's dense kernels;
 * - `conv`: [out, in, height, width], as PyTorch's Conv2d;
 * - `kernel`: [height, width, in, out], as TF.js's convolutions;
 * - `depthwise`: [height, width, in, multiplier], as TF.js's depthwise convolutions;
 * - `embedding`: rows that are looked up, or added as they lie;
 * - `norm`: the scale of a normalisation;
 * - `bias`: what is added, that of a normalisation included;
 * - `statistic`: a running mean or variance, which no method trains.
 */
export type TensorKind =
  "linear" | "conv1d" | "conv" | "kernel" | "depthwise" | "embedding" | "norm" | "bias" | "statistic";

/** How a tensor of a network that has learnt nothing begins (see initialise.ts). */
export type TensorStart = "rectified" | "linear" | "small" | "ones" | "zeros";

/** A tensor of a family under its name in PyTorch's state_dict: mostly `<module>.weight` or `<module>.bias`. */
export interface TensorSpec {
  readonly name: string;
  readonly module: string;
  readonly shape: readonly number[];
  readonly kind: TensorKind;
  /** Whether it belongs to the classifier at the end, which every tuning method may train. */
  readonly head: boolean;
  readonly start: TensorStart;
  /** The stages that read it (see Family.stages), ascending: one, or two where an embedding is also the head's weight. */
  readonly stages: readonly number[];
  /** Of an `embedding`: whether its rows are looked up by tokens and nothing else reads them, so that it can have an adapter. */
  readonly lookedUp?: boolean;
}

/** A network's table of names: all that core needs to know of an architecture. */
export interface Family {
  /** Every tensor, in the order in which files list them. */
  readonly tensors: readonly TensorSpec[];
  /** Modules that LoRA adapts when the plan names none. */
  readonly adapted: readonly string[];
  /** Stages in a row: 0 is the stem, then the blocks, then what gathers their output, if anything; the last is the head. */
  readonly stages: number;
  /** The last stage that is a block; 0: the stem is all there is before the head. */
  readonly lastBlock: number;
}

/** What Hugging Face's transformers calls a model of a family. */
export interface TransformersModel {
  /** `model_type` in its config.json. */
  readonly modelType: string;
  /** The class whose state_dict has the family's names. */
  readonly architecture: string;
  /** What the whole of it is for; `none`: no class has the family's head, which lies beside the body that `architecture` is. */
  readonly task: "sequence-classification" | "causal-lm" | "image-classification" | "none";
  /** The name of a module in transformers 5 where files, and transformers 4, have another; else the same. */
  readonly renamed?: (module: string) => string;
}

/** What is wrong between a model, its input and its labels: the key of the plan that should change and one sentence. */
export interface FamilyProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** One architecture, for every plan that names it. */
export interface FamilyDefinition<Model> {
  /** What a model of this family predicts: one of the plan's labels, or the next token. */
  readonly predicts: "labels" | "tokens";
  /** Why a network of this shape cannot read this input, undefined if it can. */
  problem(model: Model, input: Input): FamilyProblem | undefined;
  /** Called only where problem has no answer. */
  describe(model: Model, input: Input, labels: number): Family;
  /** Undefined where transformers has no such model. */
  transformers(model: Model): TransformersModel | undefined;
}

interface Place {
  readonly stage: number;
  readonly head?: boolean;
}

/** The two tensors of a fully connected layer. Followed by a ReLU (`rectified`) it starts wider. */
export function linearTensors(
  module: string,
  inputs: number,
  outputs: number,
  { stage, head = false, rectified = false, bias = true }: Place & { rectified?: boolean; bias?: boolean },
): readonly TensorSpec[] {
  const common = { module, head, stages: [stage] };
  const start = rectified ? "rectified" : "linear";
  const weight = {
    ...common,
    name: `${module}.weight`,
    shape: [outputs, inputs],
    kind: "linear",
    start,
  } as const;
  return bias ? [weight, biasTensor(module, outputs, { stage, head })] : [weight];
}

export function biasTensor(module: string, size: number, { stage, head = false }: Place): TensorSpec {
  return {
    name: `${module}.bias`,
    module,
    shape: [size],
    kind: "bias",
    head,
    start: "zeros",
    stages: [stage],
  };
}

/** The tensors of a square convolution that a ReLU follows. */
export function convolutionTensors(
  module: string,
  inputs: number,
  outputs: number,
  side: number,
  { stage, bias = true }: Place & { bias?: boolean },
): readonly TensorSpec[] {
  const weight = {
    name: `${module}.weight`,
    module,
    shape: [outputs, inputs, side, side],
    kind: "conv",
    head: false,
    start: "rectified",
    stages: [stage],
  } as const;
  return bias ? [weight, biasTensor(module, outputs, { stage })] : [weight];
}

/**
 * A square convolution and the batch normalisation after it, with the statistics that it normalises by (PyTorch's
 * `running_mean` and `running_var`).
 */
export function normalisedConvolutionTensors(
  { convolution, normalisation }: { readonly convolution: string; readonly normalisation: string },
  inputs: number,
  outputs: number,
  side: number,
  { stage, bias }: { readonly stage: number; readonly bias: boolean },
): readonly TensorSpec[] {
  const statistic = (name: string, start: TensorStart): TensorSpec => ({
    name: `${normalisation}.${name}`,
    module: normalisation,
    shape: [outputs],
    kind: "statistic",
    head: false,
    start,
    stages: [stage],
  });
  return [
    ...convolutionTensors(convolution, inputs, outputs, side, { stage, bias }),
    ...normTensors(normalisation, outputs, { stage }),
    statistic("running_mean", "zeros"),
    statistic("running_var", "ones"),
  ];
}

/** Scale and shift of a normalisation over `size` values. */
export function normTensors(module: string, size: number, { stage }: Place): readonly TensorSpec[] {
  const scale = {
    name: `${module}.weight`,
    module,
    shape: [size],
    kind: "norm",
    head: false,
    start: "ones",
    stages: [stage],
  } as const;
  return [scale, biasTensor(module, size, { stage })];
}

/** A table of `rows` vectors. */
export function embeddingTensor(
  module: string,
  rows: number,
  width: number,
  stages: readonly number[],
  { lookedUp = false }: { readonly lookedUp?: boolean } = {},
): TensorSpec {
  return {
    name: `${module}.weight`,
    module,
    shape: [rows, width],
    kind: "embedding",
    head: false,
    start: "small",
    stages,
    lookedUp,
  };
}
