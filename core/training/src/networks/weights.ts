import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from "@tensorflow/tfjs";

import {
  adapters,
  frozenAdapters,
  keptTrainables,
  matrixOf,
  modelTensors,
  trainables,
} from "@tributary/core/model";
import type { Adapter, FamilyPlan, Trainable, TuningPlan } from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import type { Layout, NamedArrays } from "@tributary/core/tensor";
import type { TensorFlow } from "../engine/index.ts";
import { embedding, frozenLinear } from "../ops/index.ts";

/**
 * What a network sees of its weights. Which of them are trained, and how an adapter enters, is decided here and
 * nowhere else, so that each network is written once for every tuning method.
 */
export interface Weights {
  /** A tensor that a layer uses as it lies, such as a bias or an embedding. */
  get(name: string): Tensor;
  /** Whether a gradient is wanted for a tensor that `get` gives. */
  isTrained(name: string): boolean;
  /** The rows of an embedding that `ids` name, [ids, width]. */
  lookUp(ids: Tensor1D, module: string): Tensor2D;
  /** x W^T + b, for x [rows, in]; the layer need not have a b. */
  linear(x: Tensor2D, module: string): Tensor2D;
  /** Convolution without its bias, for x [batch, height, width, channels]; default: stride 1 and padding "same". */
  convolve(x: Tensor4D, module: string, how?: ConvolveOptions): Tensor4D;
  /** The effective weight of a module, in the layout that TF.js's own layers have: [in, out] or [height, width, in, out]. */
  kernel(module: string, name: string): Tensor;
}

export interface ConvolveOptions {
  readonly strides: number;
  /** A number: so many pixels of zeros on each side, as PyTorch pads; "same" puts the odd one last. */
  readonly padding: "same" | "valid" | number;
  /** [out]: what each output is multiplied by; in the weights, where they are fewer than what they make. */
  readonly scale?: Tensor1D;
}

/** Tensors that stay on the engine from one step to the next, in the layouts that TF.js computes with. */
export interface FrozenTensors {
  /** Linear weights, [in, out]. */
  readonly matrices: ReadonlyMap<string, Tensor2D>;
  /** Convolutions' weights, [height, width, in, out], or as TF.js has them. */
  readonly kernels: ReadonlyMap<string, Tensor>;
  /** All else, as it lies in the model. */
  readonly others: ReadonlyMap<string, Tensor>;
  dispose(): void;
}

/** [out, in, height, width], or what reshapes to it, as [height, width, in, out]. */
function toKernel(tf: TensorFlow, tensor: Tensor, shape: readonly number[]): Tensor4D {
  const [outputs = 0, inputs = 0, height = 0, width = 0] = shape;
  return tf.transpose<Tensor4D>(tf.reshape(tensor, [outputs, inputs, height, width]), [2, 3, 1, 0]);
}

/** Uploads the tensors of `model` that are not in `trained`, and `adapters`; the caller disposes. No array is kept. */
export function uploadFrozen(
  tf: TensorFlow,
  plan: FamilyPlan,
  model: NamedArrays,
  trained: ReadonlySet<string>,
  adapters: NamedArrays = new Map(),
): FrozenTensors {
  const matrices = new Map<string, Tensor2D>();
  const kernels = new Map<string, Tensor>();
  const others = new Map<string, Tensor>();
  // WebAssembly copies to its own memory; the other engines compute on the array that they are given, or keep it until they do.
  const copies = tf.getBackend() !== "wasm";
  const upload = ({ data, shape }: { data: Float32Array; shape: readonly number[] }): Tensor =>
    tf.tensor(copies ? data.slice() : data, [...shape]);
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
      case "kernel":
        kernels.set(name, upload(array));
        break;
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
 * An adapter enters a linear layer as x W^T + scale (x A^T) B^T, which never forms B A, and an embedding as the rows of W
 * plus scale times those of B, times A. A convolution's does alike, as a
 * convolution by A and one of 1x1 by B, or enters its kernel, whichever costs less.
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

  /** A weight without its adapter, in the layout that TF.js's own layers have. */
  const plainKernel = (name: string): Tensor => {
    const { kind } = found(specs.get(name), name);
    const own = trained.get(name);
    switch (kind) {
      case "conv":
        return own === undefined ? found(frozen.kernels.get(name), name) : toKernel(tf, own, own.shape);
      case "kernel":
        return found(own ?? frozen.kernels.get(name), name);
      case "conv1d":
        return found(own ?? frozen.matrices.get(name), name);
      case "linear":
        return own === undefined ? found(frozen.matrices.get(name), name) : tf.transpose(own);
      case "depthwise":
      case "embedding":
      case "norm":
      case "bias":
      case "statistic":
        return get(name);
      default:
        return kind satisfies never;
    }
  };

  const kernel = (module: string, name: string): Tensor => {
    const whole = plainKernel(name);
    const adapter = table.get(module);
    if (adapter?.weight.name !== name) return whole;
    const { kind, shape } = adapter.weight;
    if (kind === "conv") return tf.add(whole, toKernel(tf, change(adapter), shape));
    return tf.add(whole, tf.reshape(tf.transpose(change(adapter)), whole.shape));
  };

  return {
    get,
    isTrained: (name) => trained.has(name),
    kernel,
    lookUp(ids, module) {
      const rowsOf = (name: string): Tensor2D =>
        embedding(tf, get(name) as Tensor2D, ids, trained.has(name)) as Tensor2D;
      const plain = rowsOf(`${module}.weight`);
      const adapter = table.get(module);
      if (adapter === undefined) return plain;
      const added = tf.matMul<Tensor2D>(rowsOf(adapter.b), get(adapter.a));
      return tf.add<Tensor2D>(plain, tf.mul(added, adapter.scale));
    },
    linear(x, module) {
      const plain = withoutAdapter(x, `${module}.weight`, `${module}.bias`);
      const adapter = table.get(module);
      if (adapter === undefined) return plain;
      const inner = tf.matMul<Tensor2D>(x, get(adapter.a), false, true);
      const added = tf.matMul<Tensor2D>(inner, get(adapter.b), false, true);
      return tf.add<Tensor2D>(plain, tf.mul(added, adapter.scale));
    },
    convolve(x, module, { strides, padding, scale } = { strides: 1, padding: "same" }) {
      const name = `${module}.weight`;
      const [count, height, width] = x.shape;
      const pixels = (count * height * width) / strides ** 2;
      const early = scale !== undefined && matrixOf(found(specs.get(name), name)).inputs <= pixels;
      const weighted = (weight: Tensor): Tensor4D => (early ? tf.mul(weight, scale) : weight) as Tensor4D;
      const convolution = (): Tensor4D => {
        const adapter = table.get(module);
        if (adapter === undefined || !convolvesApart(adapter))
          return tf.conv2d(x, weighted(kernel(module, name)), strides, padding);
        const [outputs = 0, ...inputs] = adapter.weight.shape;
        const a = toKernel(tf, get(adapter.a), [adapter.rank, ...inputs]);
        const b = toKernel(tf, tf.mul(get(adapter.b), adapter.scale), [outputs, adapter.rank, 1, 1]);
        const added = tf.conv2d(tf.conv2d(x, a, strides, padding), weighted(b), 1, "valid");
        return tf.add(tf.conv2d(x, weighted(plainKernel(name)), strides, padding), added);
      };
      return scale === undefined || early ? convolution() : tf.mul(convolution(), scale);
    },
  };
}

/**
 * Whether convolutions by A and by B cost less than the gradient of the whole kernel, which an adapter inside it needs: a
 * pixel of the output costs either as many products as there are weights, A's and B's for the way there and twice back,
 * and a fourth for being small. The kernel's own sum hardly counts.
 */
function convolvesApart({ weight, rank }: Adapter): boolean {
  if (weight.kind !== "conv") return false;
  const { inputs, outputs } = matrixOf(weight);
  return 4 * rank * (inputs + outputs) < inputs * outputs;
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
