import type { Tensor, Tensor4D } from "@tensorflow/tfjs";
import type { TensorFlow } from "../../src/engine/index.ts";

/** A tensor as plain numbers. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export function tensorOf(tf: TensorFlow, { shape, data }: Numbers): Tensor {
  return tf.tensor([...data], [...shape], "float32");
}

/** Small whole numbers, so that sums of products are exact in float32 and results can be compared for equality. */
export function wholeNumbers(shape: readonly number[], salt: number, modulus = 7): Numbers {
  const data = Array.from(
    { length: elementCount(shape) },
    (_, i) => ((i * 31 + salt * 17 + ((i * i) % 13)) % modulus) - Math.floor(modulus / 2),
  );
  return { shape, data };
}

/** Whole numbers that are all different. */
export function distinctNumbers(shape: readonly number[]): Numbers {
  const size = elementCount(shape);
  const step = 389 % size === 0 ? 1 : 389;
  const order = Array.from({ length: size }, (_, i) => (i * step) % size);
  const distinct = new Set(order).size === size ? order : order.map((_, i) => size - i);
  return { shape, data: distinct };
}

export type Operation = (tf: TensorFlow, inputs: readonly Tensor[]) => Tensor;

/** The gradients of sum(operation(inputs) * dy) on a backend, and what they left behind. */
export async function gradientsOn(
  tf: TensorFlow,
  backend: string,
  operation: Operation,
  inputs: readonly Numbers[],
  dy: Numbers,
): Promise<{
  readonly gradients: readonly (readonly number[])[];
  readonly leaked: number;
  readonly leakedBuffers: number;
}> {
  await tf.setBackend(backend);
  const before = tf.memory();
  const gradients = tf.tidy(() => {
    const tensors = inputs.map((input) => tensorOf(tf, input));
    const loss = (...xs: Tensor[]): Tensor => tf.sum(tf.mul(operation(tf, xs), tensorOf(tf, dy)));
    return tf
      .grads(loss)(tensors)
      .map((gradient) => Array.from(gradient.dataSync()));
  });
  const after = tf.memory();
  return {
    gradients,
    leaked: after.numTensors - before.numTensors,
    leakedBuffers: after.numDataBuffers - before.numDataBuffers,
  };
}

/** The operation's output shape. */
export async function outputShape(
  tf: TensorFlow,
  backend: string,
  operation: Operation,
  inputs: readonly Numbers[],
): Promise<readonly number[]> {
  await tf.setBackend(backend);
  return tf.tidy(() =>
    operation(
      tf,
      inputs.map((input) => tensorOf(tf, input)),
    ).shape.slice(),
  );
}

/**
 * The gradient with respect to one input by central differences of the backend's own forward pass. Exact for an operation that is
 * linear in that input, or piecewise linear with pieces longer than `step`.
 */
export async function differencesOn(
  tf: TensorFlow,
  backend: string,
  operation: Operation,
  inputs: readonly Numbers[],
  dy: Numbers,
  which: number,
  step: number,
): Promise<readonly number[]> {
  await tf.setBackend(backend);
  const lossWith = (at: number, change: number): number =>
    tf.tidy(() => {
      const tensors = inputs.map((input, i) =>
        tensorOf(
          tf,
          i === which
            ? { ...input, data: input.data.map((value, j) => (j === at ? value + change : value)) }
            : input,
        ),
      );
      return tf.sum(tf.mul(operation(tf, tensors), tensorOf(tf, dy))).dataSync()[0] ?? NaN;
    });
  const size = inputs[which]?.data.length ?? 0;
  return Array.from({ length: size }, (_, i) => (lossWith(i, step) - lossWith(i, -step)) / (2 * step));
}

/** What image classifiers and small transformers are made of, on whole numbers. */
export const operationsThatTrain: readonly {
  readonly operation: Operation;
  readonly inputs: readonly Numbers[];
}[] = [
  {
    operation: (tf, [x, filter]) => tf.conv2d(image(x), image(filter), 1, "same"),
    inputs: [wholeNumbers([2, 9, 8, 3], 1), wholeNumbers([3, 3, 3, 5], 2)],
  },
  {
    operation: (tf, [x, filter]) => tf.conv2d(image(x), image(filter), [2, 3], "valid"),
    inputs: [wholeNumbers([2, 9, 8, 3], 1), wholeNumbers([2, 3, 3, 4], 2)],
  },
  {
    operation: (tf, [x, filter]) => tf.depthwiseConv2d(image(x), image(filter), 1, "same"),
    inputs: [wholeNumbers([2, 7, 6, 4], 1), wholeNumbers([3, 3, 4, 2], 2)],
  },
  { operation: (tf, [x]) => tf.maxPool(image(x), 2, 2, "valid"), inputs: [distinctNumbers([2, 8, 8, 3])] },
  { operation: (tf, [x]) => tf.maxPool(image(x), 3, 2, "same"), inputs: [distinctNumbers([1, 7, 9, 2])] },
  { operation: (tf, [x]) => tf.avgPool(image(x), 2, 2, "valid"), inputs: [wholeNumbers([2, 7, 5, 3], 1)] },
  {
    operation: (tf, [table]) => tf.gather(table!, tf.tensor1d([4, 0, 4, 1], "int32")),
    inputs: [wholeNumbers([5, 3], 1)],
  },
  ...[false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) => ({
      operation: ((tf, [a, b]) => tf.matMul(a!, b!, transposeA, transposeB)) satisfies Operation,
      inputs: [
        wholeNumbers(transposeA ? [41, 40] : [40, 41], 1),
        wholeNumbers(transposeB ? [42, 41] : [41, 42], 2),
      ],
    })),
  ),
  { operation: (tf, [x]) => tf.logSoftmax(x!), inputs: [wholeNumbers([4, 10], 1)] },
];

export function image(tensor: Tensor | undefined): Tensor4D {
  return tensor as Tensor4D;
}
