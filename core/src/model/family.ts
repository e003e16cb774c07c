/**
 * What a tensor does in its layer. Shapes follow PyTorch: a linear weight is [out, in], a convolution's
 * [out, in, height, width], a bias [out].
 */
export type TensorKind = "linear" | "conv" | "bias";

/** A tensor of a family, named `<module>.weight` or `<module>.bias` as PyTorch's state_dict does. */
export interface TensorSpec {
  readonly name: string;
  readonly module: string;
  readonly shape: readonly number[];
  readonly kind: TensorKind;
  /** Whether it belongs to the classifier at the end, which every tuning method may train. */
  readonly head: boolean;
  /** Whether a ReLU follows its layer, which decides the scale of its seeded start. */
  readonly rectified: boolean;
}

/** A network's table of names: all that core needs to know of an architecture. */
export interface Family {
  /** Every tensor, in the order in which files list them. */
  readonly tensors: readonly TensorSpec[];
  /** Modules that LoRA adapts when the plan names none. */
  readonly adapted: readonly string[];
}

/** The two tensors of a fully connected layer. */
export function linearTensors(
  module: string,
  inputs: number,
  outputs: number,
  { head }: { readonly head: boolean },
): readonly TensorSpec[] {
  const common = { module, head, rectified: !head };
  return [
    { ...common, name: `${module}.weight`, shape: [outputs, inputs], kind: "linear" },
    { ...common, name: `${module}.bias`, shape: [outputs], kind: "bias" },
  ];
}

/** The two tensors of a square convolution that a ReLU follows. */
export function convolutionTensors(
  module: string,
  inputs: number,
  outputs: number,
  side: number,
): readonly TensorSpec[] {
  const common = { module, head: false, rectified: true };
  return [
    { ...common, name: `${module}.weight`, shape: [outputs, inputs, side, side], kind: "conv" },
    { ...common, name: `${module}.bias`, shape: [outputs], kind: "bias" },
  ];
}
