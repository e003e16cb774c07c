import { err, ok } from "@tributary/core/support";
import type { Result } from "@tributary/core/support";
import type { Tensor } from "@tensorflow/tfjs";
import type { TensorFlow } from "./engine.ts";
import * as known from "./known-gradients.ts";
import type { Values } from "./known-gradients.ts";

/**
 * How far a gradient may be from its known value, as a part of the largest one. Wide enough for a GPU that multiplies with ten
 * bits of mantissa (TF32), far below any wrong kernel (the stock MaxPoolGrad of wasm is off by half).
 */
const tolerance = 5e-3;

interface GradientCase {
  readonly name: string;
  readonly inputs: readonly Values[];
  /** The gradient of `loss` with respect to each input, by plain loops. */
  readonly expected: readonly Values[];
  readonly loss: (tf: TensorFlow, inputs: readonly Tensor[]) => Tensor;
}

/** The sum of `output` weighted by `weights`: its gradient with respect to `output` is `weights`. */
function weighted(tf: TensorFlow, output: Tensor, weights: Values): Tensor {
  return tf.sum(tf.mul(output, toTensor(tf, weights)));
}

function toTensor(tf: TensorFlow, values: Values): Tensor {
  return tf.tensor(values.data, [...values.shape], "float32");
}

function maxPoolCase(
  shape: known.ImageShape,
  size: number,
  stride: number,
  pad: "valid" | "same",
): GradientCase {
  const x = known.sample(shape, 1);
  const window = known.windowOf(shape, size, stride, pad);
  const dy = known.sample([shape[0], window.outHeight, window.outWidth, shape[3]], 2);
  return {
    name: `maxPool ${size}x${size} ${pad}`,
    inputs: [x],
    expected: [known.maxPoolGradient(x, dy, window)],
    loss: (tf, [input]) => weighted(tf, tf.maxPool(image(input), size, stride, pad), dy),
  };
}

function convolutionCase(
  shape: known.ImageShape,
  filters: number,
  stride: number,
  pad: "valid" | "same",
): GradientCase {
  const x = known.sample(shape, 3);
  const filter = known.sample([3, 3, shape[3], filters], 4);
  const window = known.windowOf(shape, 3, stride, pad);
  const dy = known.sample([shape[0], window.outHeight, window.outWidth, filters], 5);
  const { input, filter: filterGradient } = known.convolutionGradients(x, filter, dy, window);
  return {
    name: `conv2d stride ${stride} ${pad}`,
    inputs: [x, filter],
    expected: [input, filterGradient],
    loss: (tf, [a, b]) => weighted(tf, tf.conv2d(image(a), image(b), stride, pad), dy),
  };
}

function depthwiseCase(shape: known.ImageShape, multiplier: number): GradientCase {
  const x = known.sample(shape, 6);
  const filter = known.sample([3, 3, shape[3], multiplier], 7);
  const window = known.windowOf(shape, 3, 1, "same");
  const dy = known.sample([shape[0], window.outHeight, window.outWidth, shape[3] * multiplier], 8);
  const { input, filter: filterGradient } = known.depthwiseGradients(x, filter, dy, window);
  return {
    name: "depthwiseConv2d",
    inputs: [x, filter],
    expected: [input, filterGradient],
    loss: (tf, [a, b]) => weighted(tf, tf.depthwiseConv2d(image(a), image(b), 1, "same"), dy),
  };
}

function gatherCase(): GradientCase {
  const rows = [4, 0, 4, 1, 2, 4];
  const dy = known.sample([rows.length, 3], 9);
  return {
    name: "gather",
    inputs: [known.sample([5, 3], 10)],
    expected: [known.gatherGradient([5, 3], rows, dy)],
    loss: (tf, [table]) => weighted(tf, tf.gather(present(table), tf.tensor1d(rows, "int32")), dy),
  };
}

function matMulCase(transposeA: boolean, transposeB: boolean): GradientCase {
  // Large enough (m * k * n above 65 536) for the paths that an engine keeps for large products.
  const [m, k, n] = [40, 41, 48];
  const a = known.sample(transposeA ? [k, m] : [m, k], 11);
  const b = known.sample(transposeB ? [n, k] : [k, n], 12);
  const dy = known.sample([m, n], 13);
  return {
    name: `matMul${transposeA ? " transposed left" : ""}${transposeB ? " transposed right" : ""}`,
    inputs: [a, b],
    expected: known.matMulGradients(a, b, dy, transposeA, transposeB),
    loss: (tf, [left, right]) =>
      weighted(tf, tf.matMul(present(left), present(right), transposeA, transposeB), dy),
  };
}

function crossEntropyCase(): GradientCase {
  const logits = known.sample([4, 5], 14);
  const labels = [3, 0, 4, 3];
  return {
    name: "softmax cross-entropy",
    inputs: [logits],
    expected: [known.crossEntropyGradient(logits, labels)],
    loss: (tf, [x]) => {
      const picked = tf.mul(tf.logSoftmax(present(x)), tf.oneHot(tf.tensor1d(labels, "int32"), 5));
      return tf.neg(tf.div(tf.sum(picked), labels.length));
    },
  };
}

function gradientCases(): readonly GradientCase[] {
  return [
    maxPoolCase([2, 8, 8, 3], 2, 2, "valid"),
    maxPoolCase([1, 7, 7, 2], 3, 2, "same"),
    convolutionCase([2, 6, 5, 3], 4, 1, "same"),
    convolutionCase([2, 7, 6, 2], 3, 2, "valid"),
    depthwiseCase([1, 6, 5, 2], 2),
    gatherCase(),
    matMulCase(false, false),
    matMulCase(true, true),
    crossEntropyCase(),
  ];
}

/**
 * Whether the current backend's gradients are right, on values that plain loops compute: max pooling, convolution,
 * depthwise convolution, gather, matrix products both ways transposed, softmax cross-entropy. The refusal is a clause
 * that names the first gradient that is wrong or fails. Leaves no tensor behind.
 */
export async function testGradients(tf: TensorFlow): Promise<Result<void, string>> {
  for (const one of gradientCases()) {
    const fault = await faultOf(tf, one);
    if (fault !== undefined) return err(`the gradient of ${one.name} ${fault}`);
  }
  return ok(undefined);
}

async function faultOf(tf: TensorFlow, one: GradientCase): Promise<string | undefined> {
  const kept: Tensor[] = [];
  try {
    const gradients = tf.tidy(() => {
      const inputs = one.inputs.map((values) => toTensor(tf, values));
      return tf.grads((...tensors: Tensor[]) => one.loss(tf, tensors))(inputs);
    });
    kept.push(...gradients);
    for (const [i, gradient] of gradients.entries()) {
      const expected = one.expected[i];
      if (expected === undefined) return "has a part too many";
      const fault = difference(await gradient.data(), expected);
      if (fault !== undefined) return fault;
    }
    return undefined;
  } catch (error) {
    return `fails: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    tf.dispose(kept);
  }
}

function difference(actual: ArrayLike<number>, { data, shape }: Values): string | undefined {
  if (actual.length !== data.length) return `has ${actual.length} values instead of ${data.length}`;
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const wrong = data.findIndex((value, i) => !(Math.abs((actual[i] ?? NaN) - value) <= tolerance * largest));
  if (wrong < 0) return undefined;
  return `is wrong: value ${wrong} of [${shape.join(", ")}] is ${actual[wrong]?.toPrecision(5)} instead of ${data[wrong]?.toPrecision(5)}`;
}

function present(tensor: Tensor | undefined): Tensor {
  if (tensor === undefined) throw new RangeError("a gradient case got fewer inputs than it has");
  return tensor;
}

function image(tensor: Tensor | undefined): ReturnType<Tensor["as4D"]> {
  const [a = 0, b = 0, c = 0, d = 0] = present(tensor).shape;
  return present(tensor).as4D(a, b, c, d);
}
