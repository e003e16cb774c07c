import type { Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs";

import { adapters, adapterScale, modelTensors, trainables } from "@tributary/core/model";
import type { Adapter, ModelPlan, TuningPlan } from "@tributary/core/model";
import type { Layout, NamedArrays } from "@tributary/core/tensor";
import type { TensorFlow } from "../engine/index.ts";

/**
 * What a network sees of its weights. Which of them are trained, and how an adapter enters, is decided here and
 * nowhere else, so that each network is written once for every tuning method.
 */
export interface Weights {
  /** A tensor that a layer uses as it lies, such as a bias. */
  get(name: string): Tensor;
  /** x W^T + b, for x [batch, in]. */
  linear(x: Tensor2D, module: string): Tensor2D;
  /** Convolution with stride 1 and padding "same", without b, for x [batch, height, width, channels]. */
  convolve(x: Tensor4D, module: string): Tensor4D;
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

/** Uploads the tensors of `model` that are not in `trained`; the caller disposes. The arrays are copied. */
export function uploadFrozen(
  tf: TensorFlow,
  plan: ModelPlan,
  model: NamedArrays,
  trained: ReadonlySet<string>,
): FrozenTensors {
  const matrices = new Map<string, Tensor2D>();
  const kernels = new Map<string, Tensor4D>();
  const others = new Map<string, Tensor>();
  for (const { name, kind } of modelTensors(plan)) {
    if (trained.has(name)) continue;
    const array = model.get(name);
    if (array === undefined) throw new RangeError(`the model has no tensor ${name}`);
    // Copied, since the cpu engine computes on the array that it is given.
    const upload = (): Tensor => tf.tensor(array.data.slice(), [...array.shape]);
    switch (kind) {
      case "linear": {
        const [outputs = 0, inputs = 0] = array.shape;
        matrices.set(
          name,
          tf.tidy(() => tf.transpose(tf.reshape(upload(), [outputs, inputs]))),
        );
        break;
      }
      case "conv":
        kernels.set(
          name,
          tf.tidy(() => toKernel(tf, upload(), array.shape)),
        );
        break;
      case "bias":
        others.set(name, upload());
        break;
      default:
        kind satisfies never;
    }
  }
  return {
    matrices,
    kernels,
    others,
    dispose: () => tf.dispose([...matrices.values(), ...kernels.values(), ...others.values()]),
  };
}

/** The names of the whole tensors that a plan trains: those that need not be uploaded as frozen. */
export function trainedWhole(plan: TuningPlan): ReadonlySet<string> {
  return new Set(
    trainables(plan)
      .filter(({ role }) => role === "tensor")
      .map(({ name }) => name),
  );
}

/** How trained tensors enter the network. */
export interface AdapterTable {
  readonly adapters: ReadonlyMap<string, Adapter>;
  readonly scale: number;
}

export function adapterTable(plan: TuningPlan): AdapterTable {
  return { adapters: adapters(plan), scale: adapterScale(plan) };
}

/**
 * The view of a network whose tensors are partly frozen and partly `trained` (by the names of trainableLayout, in the
 * model's own layout). What it computes from trained tensors is on the tape, so gradients flow to them.
 *
 * An adapter enters a linear layer as x W^T + scale (x A^T) B^T, which never forms B A; a convolution's enters its
 * kernel, since one convolution costs less than three.
 */
export function weightsOf(
  tf: TensorFlow,
  frozen: FrozenTensors,
  trained: ReadonlyMap<string, Tensor>,
  { adapters, scale }: AdapterTable,
): Weights {
  const get = (name: string): Tensor => found(trained.get(name) ?? frozen.others.get(name), name);

  const matrixProduct = (x: Tensor2D, module: string): Tensor2D => {
    const name = `${module}.weight`;
    const own = trained.get(name);
    if (own !== undefined) return tf.matMul<Tensor2D>(x, own, false, true);
    return tf.matMul<Tensor2D>(x, found(frozen.matrices.get(name), name));
  };

  const kernel = (module: string): Tensor4D => {
    const name = `${module}.weight`;
    const own = trained.get(name);
    if (own !== undefined) return toKernel(tf, own, own.shape);
    const base = found(frozen.kernels.get(name), name);
    const adapter = adapters.get(module);
    if (adapter === undefined) return base;
    const product = tf.matMul<Tensor2D>(get(adapter.b), get(adapter.a));
    const change = toKernel(tf, product, adapter.weight.shape);
    return tf.add<Tensor4D>(base, tf.mul(change, scale));
  };

  return {
    get,
    linear(x, module) {
      const plain = tf.add<Tensor2D>(matrixProduct(x, module), get(`${module}.bias`));
      const adapter = adapters.get(module);
      if (adapter === undefined) return plain;
      const inner = tf.matMul<Tensor2D>(x, get(adapter.a), false, true);
      const change = tf.matMul<Tensor2D>(inner, get(adapter.b), false, true);
      return tf.add<Tensor2D>(plain, tf.mul(change, scale));
    },
    convolve: (x, module) => tf.conv2d(x, kernel(module), 1, "same"),
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
