import { expect } from "chai";
import fc from "fast-check";
import type { Tensor } from "@tensorflow/tfjs";
import type { Engine, TensorFlow } from "../../src/engine/index.ts";
import type { Numbers, Operation } from "./backends.ts";
import {
  differencesOn,
  distinctNumbers,
  gradientsOn,
  image,
  outputShape,
  tensorOf,
  wholeNumbers,
} from "./backends.ts";
import { startEngine } from "../kit.ts";

type Pad = "same" | "valid" | [[number, number], [number, number], [number, number], [number, number]];

const size = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const padding = fc.oneof(
  fc.constantFrom<Pad>("same", "valid"),
  fc
    .tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 0, max: 2 }),
    )
    .map(([top, bottom, left, right]): Pad => [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]),
);

interface Window {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filter: readonly [number, number];
  readonly strides: [number, number];
  readonly pad: Pad;
}

/** A window that fits into the image at least once. */
const windows: fc.Arbitrary<Window> = fc
  .record({
    batch: size(3),
    height: size(9),
    width: size(8),
    channels: size(5),
    filter: fc.tuple(size(4), size(4)),
    strides: fc.tuple(size(3), size(3)),
    pad: padding,
  })
  .filter(({ height, width, filter, pad }) => {
    if (pad === "same") return true;
    const [, [top, bottom], [left, right]] =
      pad === "valid"
        ? [
            [0, 0],
            [0, 0],
            [0, 0],
            [0, 0],
          ]
        : pad;
    return height + top + bottom >= filter[0] && width + left + right >= filter[1];
  });

/** In a max-pool every window must hold an element: padding smaller than the window, and no window wholly behind the image. */
const poolWindows = windows.filter(({ height, width, filter, pad }) => {
  if (pad === "same" || pad === "valid") return true;
  const [, [top, bottom], [left, right]] = pad;
  return (
    Math.max(top, bottom) < Math.min(filter[0], height + 1) &&
    Math.max(left, right) < Math.min(filter[1], width + 1)
  );
});

const imageShape = (w: Window): readonly number[] => [w.batch, w.height, w.width, w.channels];

const convolution =
  (w: Window): Operation =>
  (tf, [x, filter]) =>
    tf.conv2d(image(x), image(filter), w.strides, w.pad);

const depthwise =
  (w: Window): Operation =>
  (tf, [x, filter]) =>
    tf.depthwiseConv2d(image(x), image(filter), w.strides, w.pad);

const pooling =
  (w: Window): Operation =>
  (tf, [x]) =>
    tf.maxPool(image(x), [...w.filter], w.strides, w.pad);

describe("the wasm kernels that training needs", function () {
  this.timeout(60_000);
  let cpu: Engine;
  let wasm: Engine;
  let tf: TensorFlow;

  before(async () => {
    cpu = await startEngine("cpu");
    wasm = await startEngine("wasm");
    tf = wasm.tf;
  });
  after(async () => {
    await wasm.dispose();
    await cpu.dispose();
  });

  /** The wasm gradients equal the cpu backend's, to the last bit since all values are whole, and nothing is left over. */
  async function agrees(
    operation: Operation,
    inputs: readonly Numbers[],
  ): Promise<readonly (readonly number[])[]> {
    const dy = wholeNumbers(await outputShape(tf, "wasm", operation, inputs), 3);
    const ours = await gradientsOn(tf, "wasm", operation, inputs, dy);
    const theirs = await gradientsOn(tf, "cpu", operation, inputs, dy);
    expect(ours.gradients.map(withoutMinusZero)).to.deep.equal(theirs.gradients.map(withoutMinusZero));
    expect(ours.leaked).to.equal(0);
    expect(ours.leakedBuffers).to.equal(0);
    return ours.gradients;
  }

  /** The wasm gradients equal central differences of the wasm forward pass. */
  async function isSlope(operation: Operation, inputs: readonly Numbers[], step: number): Promise<void> {
    const dy = wholeNumbers(await outputShape(tf, "wasm", operation, inputs), 5);
    const { gradients } = await gradientsOn(tf, "wasm", operation, inputs, dy);
    for (const [which, gradient] of gradients.entries()) {
      const slopes = await differencesOn(tf, "wasm", operation, inputs, dy, which, step);
      expect(withoutMinusZero(gradient)).to.deep.equal(withoutMinusZero(slopes));
    }
  }

  const seed = { seed: 20_260_101 };

  it("give a convolution's input and filter the cpu backend's gradients, whatever the shape, stride and padding", async () => {
    await fc.assert(
      fc.asyncProperty(windows, size(5), async (w, filters) => {
        const filter = wholeNumbers([...w.filter, w.channels, filters], 2);
        await agrees(convolution(w), [wholeNumbers(imageShape(w), 1), filter]);
      }),
      { ...seed, numRuns: 120 },
    );
  });

  it("give a convolution gradients that are the slopes of its forward pass", async () => {
    await fc.assert(
      fc.asyncProperty(windows, size(3), async (w, filters) => {
        const small = { ...w, batch: Math.min(w.batch, 2), channels: Math.min(w.channels, 2) };
        const filter = wholeNumbers([...w.filter, small.channels, filters], 2);
        await isSlope(convolution(small), [wholeNumbers(imageShape(small), 1), filter], 1);
      }),
      { ...seed, numRuns: 12 },
    );
  });

  for (const [side, stride, pad] of [
    [7, 2, 3],
    [3, 2, 1],
    [1, 2, 0],
  ] as const) {
    it(`give the ${side}x${side} convolution of ResNet with stride ${stride} the cpu backend's gradients, of odd and even maps`, async () => {
      for (const [height, width] of [
        [14, 11],
        [7, 8],
        [2, 1],
      ] as const) {
        const convolve: Operation = (tf, [x, filter]) => tf.conv2d(image(x), image(filter), stride, pad);
        const inputs = [wholeNumbers([2, height, width, 3], 1), wholeNumbers([side, side, 3, 4], 2)];
        expect(await outputShape(tf, "wasm", convolve, inputs)).to.deep.equal([
          2,
          Math.ceil(height / 2),
          Math.ceil(width / 2),
          4,
        ]);
        await agrees(convolve, inputs);
      }
    });
  }

  it("give the max pooling of ResNet the cpu backend's gradient, below zero too, where padding must not win", async () => {
    const pool: Operation = (tf, [x]) => tf.maxPool(image(x), 3, 2, 1);
    for (const [height, width] of [
      [8, 7],
      [2, 1],
    ] as const) {
      const { shape, data } = distinctNumbers([2, height, width, 3]);
      const below = { shape, data: data.map((value) => value - 1000) };
      await agrees(pool, [below]);
      await isSlope(pool, [below], 0.25);
    }
  });

  it("sum a filter's gradient over groups of images when their patches are too large to unfold at once", async () => {
    const w: Window = {
      batch: 5,
      height: 64,
      width: 64,
      channels: 32,
      filter: [3, 3],
      strides: [1, 1],
      pad: "same",
    };
    const x = wholeNumbers(imageShape(w), 1, 3);
    const dy = wholeNumbers([5, 64, 64, 2], 2, 3);
    await tf.setBackend("wasm");
    const before = tf.memory().numTensors;
    const [total, ...parts] = tf.tidy(() => {
      const filter = tf.zeros([3, 3, 32, 2]);
      const gradientOf = (images: Tensor, slopes: Tensor): number[] =>
        Array.from(
          tf
            .grad((f: Tensor) => tf.sum(tf.mul(tf.conv2d(image(images), image(f), 1, "same"), slopes)))(
              filter,
            )
            .dataSync(),
        );
      const [images, slopes] = [tf.tensor([...x.data], [...x.shape]), tf.tensor([...dy.data], [...dy.shape])];
      const each = Array.from({ length: 5 }, (_, i) =>
        gradientOf(tf.slice(images, [i], [1]), tf.slice(slopes, [i], [1])),
      );
      return [gradientOf(images, slopes), ...each];
    });
    const sum = total?.map((_, i) => parts.reduce((sofar, part) => sofar + (part[i] ?? NaN), 0));
    expect(total).to.deep.equal(sum);
    expect(total?.some((value) => value !== 0)).to.equal(true);
    expect(tf.memory().numTensors).to.equal(before);
  });

  it("give a depthwise convolution's input and filter the cpu backend's gradients", async () => {
    await fc.assert(
      fc.asyncProperty(windows, size(3), async (w, multiplier) => {
        const square = { ...w, strides: [w.strides[0], w.strides[0]] as [number, number] };
        const filter = wholeNumbers([...w.filter, w.channels, multiplier], 2);
        await agrees(depthwise(square), [wholeNumbers(imageShape(w), 1), filter]);
      }),
      { ...seed, numRuns: 120 },
    );
  });

  it("give a depthwise convolution gradients that are the slopes of its forward pass", async () => {
    await fc.assert(
      fc.asyncProperty(windows, size(2), async (w, multiplier) => {
        const small: Window = {
          ...w,
          batch: 1,
          channels: Math.min(w.channels, 3),
          strides: [w.strides[0], w.strides[0]],
        };
        const filter = wholeNumbers([...w.filter, small.channels, multiplier], 2);
        await isSlope(depthwise(small), [wholeNumbers(imageShape(small), 1), filter], 1);
      }),
      { ...seed, numRuns: 12 },
    );
  });

  it("give max pooling the cpu backend's gradient, ties included", async () => {
    await fc.assert(
      fc.asyncProperty(poolWindows, fc.constantFrom(2, 3, 101), async (w, values) => {
        await agrees(pooling(w), [wholeNumbers(imageShape(w), 1, values)]);
      }),
      { ...seed, numRuns: 150 },
    );
  });

  it("give max pooling a gradient that is the slope of its forward pass where no two values tie", async () => {
    await fc.assert(
      fc.asyncProperty(poolWindows, async (w) => {
        await isSlope(pooling({ ...w, batch: 1 }), [distinctNumbers(imageShape({ ...w, batch: 1 }))], 0.25);
      }),
      { ...seed, numRuns: 20 },
    );
  });

  it("lose no part of max pooling's gradient when windows do not overlap", async () => {
    const w: Window = {
      batch: 1,
      height: 8,
      width: 8,
      channels: 1,
      filter: [2, 2],
      strides: [2, 2],
      pad: "valid",
    };
    const dy: Numbers = { shape: [1, 4, 4, 1], data: Array<number>(16).fill(1) };
    const { gradients } = await gradientsOn(tf, "wasm", pooling(w), [wholeNumbers(imageShape(w), 1)], dy);
    expect(gradients[0]?.reduce((sum, value) => sum + value, 0)).to.equal(16);
  });

  it("give average pooling a gradient that is the slope of its forward pass, on cpu too, padding included", async () => {
    await fc.assert(
      fc.asyncProperty(poolWindows, fc.constantFrom("wasm", "cpu"), async (w, backend) => {
        const pad = typeof w.pad === "string" ? w.pad : "same";
        const filter: [number, number] = [Math.min(w.filter[0], w.height), Math.min(w.filter[1], w.width)];
        const operation: Operation = (t, [x]) => t.avgPool(image(x), filter, w.strides, pad);
        const inputs = [wholeNumbers([1, w.height, w.width, w.channels], 1)];
        const dy = wholeNumbers(await outputShape(tf, backend, operation, inputs), 3);
        const { gradients, leaked } = await gradientsOn(tf, backend, operation, inputs, dy);
        const slopes = await differencesOn(tf, backend, operation, inputs, dy, 0, 1);
        expect(largestDifference(gradients, [slopes])).to.be.below(1e-4);
        expect(leaked).to.equal(0);
      }),
      { ...seed, numRuns: 30 },
    );
  });

  it("give resizing by nearest neighbours a gradient that is the slope of its forward pass, on cpu too, in batches", async () => {
    const sizes = fc.record({
      batch: size(3),
      from: fc.tuple(size(5), size(4)),
      to: fc.tuple(size(11), size(9)),
    });
    const ways = fc.constantFrom([false, false], [true, false], [false, true]);
    await fc.assert(
      fc.asyncProperty(
        sizes,
        ways,
        fc.constantFrom("wasm", "cpu"),
        async ({ batch, from, to }, way, backend) => {
          const operation: Operation = (t, [x]) => t.image.resizeNearestNeighbor(image(x), to, ...way);
          const inputs = [wholeNumbers([batch, ...from, 2], 1)];
          const dy = wholeNumbers([batch, ...to, 2], 3);
          const { gradients, leaked, leakedBuffers } = await gradientsOn(tf, backend, operation, inputs, dy);
          const slopes = await differencesOn(tf, backend, operation, inputs, dy, 0, 1);
          expect(gradients.map(withoutMinusZero)).to.deep.equal([withoutMinusZero(slopes)]);
          expect([leaked, leakedBuffers]).to.deep.equal([0, 0]);
        },
      ),
      { ...seed, numRuns: 40 },
    );
  });

  it("give a gathered table the cpu backend's gradient, with rows picked never, once and often", async () => {
    await fc.assert(
      fc.asyncProperty(
        size(9).chain((rows) =>
          fc.tuple(fc.constant(rows), fc.array(fc.nat(rows - 1), { minLength: 1, maxLength: 12 })),
        ),
        size(4),
        size(3),
        fc.nat(1),
        async ([rows, picked], width, depth, axis) => {
          const shape = axis === 0 ? [rows, width, depth] : [width, rows, depth];
          const operation: Operation = (t, [table]) => t.gather(table!, t.tensor1d(picked, "int32"), axis);
          await agrees(operation, [wholeNumbers(shape, 1)]);
        },
      ),
      { ...seed, numRuns: 60 },
    );
  });

  it("drop segment ids outside the range, as TensorFlow does", async () => {
    await tf.setBackend("wasm");
    const sums = tf.tidy(() =>
      Array.from(
        tf
          .unsortedSegmentSum(
            tf.tensor2d([
              [1, 2],
              [3, 4],
              [5, 6],
              [7, 8],
            ]),
            tf.tensor1d([1, -1, 3, 1], "int32"),
            3,
          )
          .dataSync(),
      ),
    );
    expect(sums).to.deep.equal([0, 0, 8, 10, 0, 0]);
  });

  it("multiply matrices as the cpu backend does, small and large, transposed either way, in batches", async () => {
    const sizes = fc.constantFrom<readonly [number, number, number]>(
      [1, 1, 1],
      [3, 5, 2],
      [40, 41, 42],
      [65, 33, 35],
    );
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom<readonly [readonly number[], readonly number[]]>(
          [[], []],
          [[3], [3]],
          [[3], [1]],
          [[1], [3]],
          [
            [2, 2],
            [2, 2],
          ],
        ),
        async ([m, k, n], transposeA, transposeB, [outerA, outerB]) => {
          const a = wholeNumbers([...outerA, ...(transposeA ? [k, m] : [m, k])], 1);
          const b = wholeNumbers([...outerB, ...(transposeB ? [n, k] : [k, n])], 2);
          const multiply: Operation = (t, [left, right]) => t.matMul(left!, right!, transposeA, transposeB);
          const ours = await valuesOn(tf, "wasm", multiply, [a, b]);
          expect(ours).to.deep.equal(await valuesOn(tf, "cpu", multiply, [a, b]));
          if (outerA.join() === outerB.join()) await agrees(multiply, [a, b]);
        },
      ),
      { ...seed, numRuns: 60 },
    );
  });

  it("refuse a product whose batches broadcast in two directions", async () => {
    await tf.setBackend("wasm");
    expect(() => tf.tidy(() => tf.matMul(tf.ones([2, 1, 3, 4]), tf.ones([1, 2, 4, 3])))).to.throw(
      /cannot broadcast/,
    );
  });

  it("refuse gather with batchDims, which wasm gets wrong", async () => {
    await tf.setBackend("wasm");
    const gather = (): unknown =>
      tf.tidy(() => tf.gather(tf.ones([2, 3]), tf.tensor2d([[0], [1]], [2, 1], "int32"), 1, 1));
    expect(gather).to.throw(/batchDims = 1 is wrong on TF.js's wasm backend/);
  });

  it("refuse the input gradient of conv3d, which wasm gets wrong", async () => {
    await tf.setBackend("wasm");
    const gradient = (): unknown =>
      tf.tidy(() =>
        tf.grad((x: Tensor) =>
          tf.sum(tf.conv3d(x as ReturnType<typeof x.as5D>, tf.ones([2, 2, 2, 1, 1]), 1, "same")),
        )(tf.ones([1, 3, 3, 3, 1])),
      );
    expect(gradient).to.throw(/conv3d/);
  });
});

async function valuesOn(
  tf: TensorFlow,
  backend: string,
  operation: Operation,
  inputs: readonly Numbers[],
): Promise<readonly number[]> {
  await tf.setBackend(backend);
  const output = tf.tidy(() =>
    operation(
      tf,
      inputs.map((input) => tensorOf(tf, input)),
    ),
  );
  const values = withoutMinusZero(Array.from(output.dataSync()));
  output.dispose();
  return values;
}

function withoutMinusZero(values: readonly number[]): readonly number[] {
  return values.map((value) => (value === 0 ? 0 : value));
}

function largestDifference(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  return Math.max(
    ...a.flatMap((values, i) => values.map((value, j) => Math.abs(value - (b[i]?.[j] ?? NaN)))),
  );
}
