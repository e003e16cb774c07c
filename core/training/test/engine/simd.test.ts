import { createRequire } from "node:module";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { Tensor2D } from "@tensorflow/tfjs";
import { expect } from "chai";

import type { Engine, TensorFlow } from "../../src/engine/index.ts";
import { ownKernel } from "../../src/engine/own-kernels.ts";
import { loadTensorFlow } from "../../src/engine/tensorflow.ts";
import { batchMatMul } from "../../src/engine/wasm/batch-mat-mul.ts";
import { routines, simdOf } from "../../src/engine/wasm/simd/instance.ts";
import { attention, gelu, geluNew } from "../../src/ops/index.ts";
import { startEngine } from "../kit.ts";
import * as reference from "../reference/ops.ts";
import { differentiate, isNear, spread } from "../ops/kit.ts";
import { outputShape, wholeNumbers } from "./backends.ts";
import type { Operation } from "./backends.ts";

// Read while the tests are loaded, before any of them repairs wasm.
const tensorflow = loadTensorFlow();
createRequire(import.meta.url)("@tensorflow/tfjs-backend-wasm");
const stockBatchMatMul = tensorflow.getKernel("BatchMatMul", "wasm");

describe("our own routines on wasm", function () {
  this.timeout(30_000);
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

  /** Leaves memory that is allocated next full of what is not a number. */
  function pollute(): void {
    tf.tidy(() => {
      for (let i = 0; i < 40; i++) tf.mul(tf.ones([2 ** (i % 18)]), NaN);
    });
  }

  /** Sums of whole numbers are exact, so the two agree to the last bit. */
  async function agreesWithCpu(
    operation: Operation,
    inputs: ReturnType<typeof wholeNumbers>[],
  ): Promise<void> {
    const dy = wholeNumbers(await outputShape(tf, "wasm", operation, inputs), 3).data;
    pollute();
    const ours = differentiate(tf, operation, inputs, dy);
    await tf.setBackend("cpu");
    const theirs = differentiate(tf, operation, inputs, dy);
    await tf.setBackend("wasm");
    const plus = (values: readonly number[]): number[] => values.map((value) => value + 0);
    expect(plus(ours.value)).to.deep.equal(plus(theirs.value));
    expect(ours.gradients.map(plus)).to.deep.equal(theirs.gradients.map(plus));
  }

  const products: readonly (readonly [number, number, number])[] = [
    // Around the rows of a block, the depth of a panel, and the columns of one.
    [192, 8, 8],
    [193, 5, 9],
    [387, 3, 7],
    [3, 512, 16],
    [2, 515, 17],
    [5, 1030, 1],
    [1, 1, 1],
  ];
  for (const [rows, depth, columns] of products) {
    it(`multiply [${rows}, ${depth}] by [${depth}, ${columns}] as the cpu backend does, transposed either way`, async () => {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          const operation: Operation = (_tf, [a, b]) => tf.matMul(a!, b!, transposeA, transposeB);
          await agreesWithCpu(operation, [
            wholeNumbers(transposeA ? [depth, rows] : [rows, depth], 1),
            wholeNumbers(transposeB ? [columns, depth] : [depth, columns], 2),
          ]);
        }
      }
    });
  }

  it("multiply with a bias and an activation as the cpu backend does", async () => {
    for (const activation of ["linear", "relu"] as const) {
      const operation: Operation = (_tf, [a, b, bias]) =>
        tf.fused.matMul({ a: a as Tensor2D, b: b as Tensor2D, bias: bias!, activation });
      await agreesWithCpu(operation, [
        wholeNumbers([9, 6], 1),
        wholeNumbers([6, 11], 2),
        wholeNumbers([11], 3),
      ]);
    }
  });

  it("multiply nothing and by nothing", async () => {
    await tf.setBackend("wasm");
    tf.tidy(() => {
      expect(tf.matMul(tf.zeros([0, 3]), tf.zeros([3, 2])).shape).to.deep.equal([0, 2]);
      const none = tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3]));
      expect(Array.from(none.dataSync())).to.deep.equal([0, 0, 0, 0, 0, 0]);
    });
  });

  it("compute both GELUs and their slopes to a millionth from -8 to 8", () => {
    const data = Array.from({ length: 16_000 }, (_, i) => Math.fround(i / 1000 - 8));
    const x = { shape: [data.length], data };
    const ones = data.map(() => 1);
    const density = (t: number): number => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
    const exact = differentiate(tf, (_tf, [t]) => gelu(tf, t!), [x], ones);
    const tanh = differentiate(tf, (_tf, [t]) => geluNew(tf, t!), [x], ones);
    for (const [i, t] of data.entries()) {
      const size = Math.max(1, Math.abs(t));
      expect(exact.value[i]).to.be.closeTo(reference.gelu(t), 3e-7 * size);
      expect(tanh.value[i]).to.be.closeTo(reference.geluNew(t), 3e-7 * size);
      const slope = t === 0 ? 0.5 : reference.gelu(t) / t + t * density(t);
      expect(exact.gradients[0]![i]).to.be.closeTo(slope, 8e-7);
      const step = 1e-5;
      const near = (reference.geluNew(t + step) - reference.geluNew(t - step)) / (2 * step);
      expect(tanh.gradients[0]![i]).to.be.closeTo(near, 8e-7);
    }
  });

  it("carry on what is not a number", () => {
    tf.tidy(() => {
      const x = tf.tensor1d([1, NaN, 2, 3]);
      for (const y of [gelu(tf, x), geluNew(tf, x)]) {
        expect(Array.from(y.dataSync(), Number.isNaN)).to.deep.equal([false, true, false, false]);
      }
      const q = tf.tensor2d([1, NaN, 2, 3], [2, 2]);
      const mixed = attention(tf, q, tf.onesLike(q), tf.onesLike(q), { heads: 1, batch: 1 });
      expect(Array.from(mixed.dataSync(), Number.isNaN)).to.deep.equal([true, true, false, false]);
    });
  });

  for (const { length, causal, heads, size } of [
    { length: 131, causal: true, heads: 2, size: 5 },
    { length: 64, causal: true, heads: 1, size: 8 },
    { length: 259, causal: false, heads: 1, size: 3 },
  ]) {
    it(`attend over ${length} tokens, ${causal ? "causally" : "both ways"}, as TF.js's own operations do on cpu`, async () => {
      const batch = 2;
      const width = heads * size;
      const mask = Array.from({ length: batch * length }, (_, i) =>
        i % length > 0 && i % 7 === 3 ? -1e9 : (i % 3) / 4,
      );
      const operation: Operation = (_tf, given) => {
        const [q, k, v] = given as Tensor2D[];
        const added = tf.tensor2d(mask, [batch, length]);
        return attention(tf, q!, k!, v!, { heads, batch, causal, mask: added });
      };
      const inputs = ["q", "k", "v"].map((name) => spread([batch * length, width], name, 2));
      const dy = spread([batch * length * width], "dy").data;
      pollute();
      const ours = differentiate(tf, operation, inputs, dy);
      await tf.setBackend("cpu");
      const theirs = differentiate(tf, operation, inputs, dy);
      await tf.setBackend("wasm");
      isNear(ours.value, theirs.value, 2e-6);
      for (const [i, gradient] of ours.gradients.entries()) isNear(gradient, theirs.gradients[i]!, 3e-6);
    });
  }

  it("are kernels of wasm alone", async () => {
    const names = ["TributaryGelu", "TributaryLayerNormSlope", "TributaryAttention"] as const;
    for (const name of names) expect(ownKernel(tf, name)).to.be.a("function");
    await tf.setBackend("cpu");
    for (const name of names) expect(ownKernel(tf, name)).to.equal(undefined);
    await tf.setBackend("wasm");
  });

  it("are not there where the backend's memory is not, and products are then XNNPACK's", async () => {
    const without = { wasm: {} } as unknown as BackendWasm;
    expect(simdOf(without)).to.equal(undefined);
    expect(() => routines(without)).to.throw(/cannot run/);

    const ours = tf.getKernel("BatchMatMul", "wasm");
    tf.unregisterKernel("BatchMatMul", "wasm");
    tf.registerKernel(batchMatMul(tf, stockBatchMatMul));
    stockBatchMatMul.setupFunc?.(tf.backend());
    try {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          for (const outer of [[], [3]]) {
            const operation: Operation = (_tf, [a, b]) => tf.matMul(a!, b!, transposeA, transposeB);
            await agreesWithCpu(operation, [
              wholeNumbers([...outer, ...(transposeA ? [41, 40] : [40, 41])], 1),
              wholeNumbers([...outer, ...(transposeB ? [42, 41] : [41, 42])], 2),
            ]);
          }
        }
      }
    } finally {
      tf.unregisterKernel("BatchMatMul", "wasm");
      tf.registerKernel(ours);
    }
  });

  it("work again after the backend was disposed of and started anew", async () => {
    const multiply = (): number[] =>
      tf.tidy(() => Array.from(tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).dataSync()));
    expect(multiply()).to.deep.equal([3, 3, 3, 3]);
    await wasm.dispose();
    wasm = await startEngine("wasm");
    expect(multiply()).to.deep.equal([3, 3, 3, 3]);
    const values = tf.tidy(() => Array.from(gelu(tf, tf.zeros([4])).dataSync()));
    expect(values).to.deep.equal([0, 0, 0, 0]);
  });
});
