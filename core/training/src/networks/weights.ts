import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs";

import { adapters, frozenAdapters, keptTrainables, modelTensors, trainables } from "@tributary/core/model";
import type { Adapter, FamilyPlan, Trainable, TuningPlan } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import type { Layout, NamedArrays } from "@tributary/core/tensor";
import type { TensorFlow } from "../engine/index.ts";
import { frozenLinear } from "../ops/index.ts";

/**
 * What a network sees of its weights. Which of them are trained, and how an adapter enters, is decided here and
 * nowhere else, so that each network is written once for every tuning method.
 */
export interface Weights {
  /** A tensor that a layer uses as it lies, such as a bias or an embedding. */
  get(name: string): Tensor;
  /** Whether a gradient is wanted for a tensor that `get` gives. */
  isTrained(name: string): boolean;
  /** x W^T + b, for x [rows, in]; the layer need not have a b. */
  linear(x: Tensor2D, module: string): Tensor2D;
  /** Convolution without b, for x [batch, height, width, channels]; default: stride 1 and padding "same". */
  convolve(x: Tensor4D, module: string, how?: ConvolveOptions): Tensor4D;
  /** The effective weight of a module, in the layout that TF.js's own layers have: [in, out] or [height, width, in, out]. */
  kernel(module: string, name: string): Tensor;
}

export interface ConvolveOptions {
  readonly strides: number;
  /** A number: so many pixels of zeros on each side, as PyTorch pads; "same" puts the odd one last. */
  readonly padding: "same" | "valid" | number;
}

/** Tensors that stay on the engine from one step to the next, in the layouts that TF.js computes with. */
export interface FrozenTensors {
  /** Linear weights, [in, out]. */
  readonly matrices: ReadonlyMap<string, Tensor2D>;
  /** Convolutions' weights, [height, width, in, out]. */
  readonly kernels: ReadonlyMap<string, Tensor4D>;
  /** All else, as it lies in the model. */
  readonly others: ReadonlyMap<string, Tensor>;
  dispose(): void;
}

/** [out, in, height, width], or what reshapes to it, as [height, width, in, out]. */
function toKernel(tf: TensorFlow, tensor: Tensor, shape: readonly number[]): Tensor4D {
  const [outputs = 0, inputs = 0, height = 0, width = 0] = shape;
  return tf.transpose<Tensor4D>(tf.reshape(tensor, [outputs, inputs, height, width]), [2, 3, 1, 0]);
}

/** Uploads the tensors of `model` that are not in `trained`, and `adapters`; the caller disposes. The arrays are copied. */
export function uploadFrozen(
  tf: TensorFlow,
  plan: FamilyPlan,
  model: NamedArrays,
  trained: ReadonlySet<string>,
  adapters: NamedArrays = new Map(),
): FrozenTensors {
  const matrices = new Map<string, Tensor2D>();
  const kernels = new Map<string, Tensor4D>();
  const others = new Map<string, Tensor>();
  // Copied, since the cpu engine computes on the array that it is given.
  const upload = ({ data, shape }: { data: Float32Array; shape: readonly number[] }): Tensor =>
    tf.tensor(data.slice(), [...shape]);
  for (const { name, kind } of modelTensors(plan)) {
    if (trained.has(name)) continue;
    const array = model.get(name);
    if (array === undefined) throw new RangeError(`the model has no tensor ${name}`);
    switch (kind) {
      case "linear": {
        const [outputs = 0, inputs = 0] = array.shape;
        matrices.set(
          name,
          tf.tidy(() => tf.transpose(tf.reshape(upload(array), [outputs, inputs]))),
        );
        break;
      }
      case "conv1d": {
        const [inputs = 0, outputs = 0] = array.shape;
        matrices.set(
          name,
          tf.tidy(() => tf.reshape(upload(array), [inputs, outputs])),
        );
        break;
      }
      case "conv":
        kernels.set(
          name,
          tf.tidy(() => toKernel(tf, upload(array), array.shape)),
        );
        break;
      case "kernel": {
        const [height = 0, width = 0, inputs = 0, outputs = 0] = array.shape;
        kernels.set(
          name,
          tf.tidy(() => tf.reshape(upload(array), [height, width, inputs, outputs])),
        );
        break;
      }
      case "depthwise":
      case "embedding":
      case "norm":
      case "bias":
      case "statistic":
        others.set(name, upload(array));
        break;
      default:
        kind satisfies never;
    }
  }
  for (const [name, array] of adapters) others.set(name, upload(array));
  return {
    matrices,
    kernels,
    others,
    dispose: () => tf.dispose([...matrices.values(), ...kernels.values(), ...others.values()]),
  };
}

/** The trained part of a plan on an engine: what is frozen lies there, the rest comes with each step. */
export interface TrainedView {
  readonly frozen: FrozenTensors;
  /** What is trained: what travels, then what the client keeps. */
  readonly trainables: readonly Trainable[];
  /** The network's weights, of which the trained ones are given in that order. */
  view(trained: readonly Tensor[]): Weights;
}

/** Uploads a base for a plan; the caller disposes of what is frozen. */
export function trainedView(
  tf: TensorFlow,
  plan: TuningPlan & Pick<Plan, "seed">,
  base: NamedArrays,
): TrainedView {
  const all = [...trainables(plan), ...keptTrainables(plan)];
  const whole = new Set(all.filter(({ role }) => role === "tensor").map(({ name }) => name));
  const frozen = uploadFrozen(tf, plan, base, whole, frozenAdapters(plan));
  const table = adapters(plan);
  return {
    frozen,
    trainables: all,
    view: (trained) =>
      weightsOf(tf, plan, frozen, new Map(trained.map((tensor, index) => [all[index]!.name, tensor])), table),
  };
}

/**
 * The view of a network whose tensors are partly frozen and partly `trained` (by name, in the model's own layout). What
 * it computes from trained tensors is on the tape, so gradients flow to them.
 *
 * An adapter enters a linear layer as x W^T + scale (x A^T) B^T, which never forms B A; a convolution's enters its
 * kernel, since one convolution costs less than three.
 */
export function weightsOf(
  tf: TensorFlow,
  plan: FamilyPlan,
  frozen: FrozenTensors,
  trained: ReadonlyMap<string, Tensor> = new Map(),
  table: ReadonlyMap<string, Adapter> = new Map(),
): Weights {
  const specs = new Map(modelTensors(plan).map((spec) => [spec.name, spec]));
  const get = (name: string): Tensor => found(trained.get(name) ?? frozen.others.get(name), name);

  const withoutAdapter = (x: Tensor2D, weight: string, bias: string): Tensor2D => {
    const own = trained.get(weight);
    const shift = specs.has(bias) ? (get(bias) as Tensor1D) : undefined;
    if (own === undefined) {
      const matrix = found(frozen.matrices.get(weight), weight);
      if (!trained.has(bias)) return frozenLinear(tf, x, matrix, shift);
      return tf.add(tf.matMul(x, matrix), get(bias));
    }
    const product = tf.matMul<Tensor2D>(x, own, false, specs.get(weight)?.kind === "linear");
    return shift === undefined ? product : tf.add(product, shift);
  };

  /** scale * B A for the adapter of a module, as [out, in]. */
  const change = ({ a, b, scale }: Adapter): Tensor2D => tf.mul(tf.matMul<Tensor2D>(get(b), get(a)), scale);

  const kernel = (module: string, name: string): Tensor => {
    const spec = found(specs.get(name), name);
    const own = trained.get(name);
    const adapter = own === undefined ? table.get(module) : undefined;
    switch (spec.kind) {
      case "conv": {
        if (own !== undefined) return toKernel(tf, own, own.shape);
        const base = found(frozen.kernels.get(name), name);
        return adapter === undefined ? base : tf.add(base, toKernel(tf, change(adapter), spec.shape));
      }
      case "kernel":
      case "conv1d":
      case "linear": {
        if (own !== undefined) return spec.kind === "linear" ? tf.transpose(own) : own;
        const base = found<Tensor>(frozen.kernels.get(name) ?? frozen.matrices.get(name), name);
        if (adapter === undefined) return base;
        return tf.add(base, tf.reshape(tf.transpose(change(adapter)), base.shape));
      }
      case "depthwise":
      case "embedding":
      case "norm":
      case "bias":
      case "statistic":
        return get(name);
      default:
        return spec.kind satisfies never;
    }
  };

  return {
    get,
    isTrained: (name) => trained.has(name),
    kernel,
    linear(x, module) {
      const plain = withoutAdapter(x, `${module}.weight`, `${module}.bias`);
      const adapter = table.get(module);
      if (adapter === undefined) return plain;
      const inner = tf.matMul<Tensor2D>(x, get(adapter.a), false, true);
      const added = tf.matMul<Tensor2D>(inner, get(adapter.b), false, true);
      return tf.add<Tensor2D>(plain, tf.mul(added, adapter.scale));
    },
    convolve: (x, module, { strides, padding } = { strides: 1, padding: "same" }) =>
      tf.conv2d(x, kernel(module, `${module}.weight`) as Tensor4D, strides, padding),
  };
}

/** Uploads a flat vector as the tensors of its layout, in the layout's order; the caller disposes. */
export function uploadVector(tf: TensorFlow, layout: Layout, vector: Float32Array): Tensor[] {
  if (vector.length !== layout.size) {
    throw new RangeError(`the plan trains ${layout.size} weights, ${vector.length} were given`);
  }
  return layout.entries.map(({ shape, offset, size }) =>
    tf.tensor(vector.slice(offset, offset + size), [...shape]),
  );
}

function found<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new RangeError(`the network reads tensor ${name}, which it does not have`);
  return value;
}
