import type { Tensor2D } from "@tensorflow/tfjs";
import { expect } from "chai";

import type { Engine, TensorFlow } from "../../src/engine/index.ts";
import { attention } from "../../src/ops/index.ts";
import type { Operation } from "../engine/backends.ts";
import { portableEngines, startEngine } from "../kit.ts";
import * as reference from "../reference/ops.ts";
import { agreesWith, agreesWithOperation, differentiate, isNear, spread } from "./kit.ts";

const shape: reference.AttentionShape = { batch: 2, length: 5, width: 6, heads: 2 };
const rows = shape.batch * shape.length;

/** Which keys of each sequence count. */
const visible = [
  [true, true, true, false, false],
  [true, false, true, true, false],
];

function keysOf(tf: TensorFlow, rowsOfKeys: readonly (readonly boolean[])[]): Tensor2D {
  return tf.tensor2d(
    rowsOfKeys.map((row) => [...row]),
    undefined,
    "bool",
  );
}

function inputs(extents: readonly number[]): ReturnType<typeof spread>[] {
  return ["q", "k", "v"].map((name) => spread(extents, name, 2));
}

for (const engineName of portableEngines) {
  describe(`attention on ${engineName}`, () => {
    let engine: Engine;
    let tf: TensorFlow;
    before(async () => {
      engine = await startEngine(engineName);
      tf = engine.tf;
    });
    after(() => engine.dispose());

    for (const masked of [false, true]) {
      for (const causal of [false, true]) {
        it(`is its definition, and its gradients are the slopes: ${masked ? "masked" : "all keys"}, ${causal ? "causal" : "both ways"}`, () => {
          const operation: Operation = (_tf, [q, k, v]) =>
            attention(tf, q as Tensor2D, k as Tensor2D, v as Tensor2D, {
              heads: shape.heads,
              batch: shape.batch,
              causal,
              mask: masked ? keysOf(tf, visible) : undefined,
            });
          const bias = (sequence: number, query: number, key: number): number =>
            (masked && !visible[sequence]![key]! ? -1e9 : 0) + (causal && key > query ? -1e9 : 0);
          const wanted = (given: readonly Float64Array[]): number[] =>
            reference.attention(shape, given, bias);
          agreesWith(tf, operation, inputs([rows, shape.width]), wanted, 2e-6);
        });
      }
    }

    it("takes an additive mask as it is, whatever its numbers", () => {
      const added = [
        [0, -0.5, 1, -1e9, 0.25],
        [-1e9, 0, 2, -1, 0],
      ];
      const operation: Operation = (_tf, [q, k, v]) =>
        attention(tf, q!.as3D(2, 5, 6), k!.as3D(2, 5, 6), v!.as3D(2, 5, 6), {
          heads: shape.heads,
          mask: tf.tensor2d(added),
        });
      const wanted = (given: readonly Float64Array[]): number[] =>
        reference.attention(shape, given, (sequence, _query, key) => added[sequence]![key]!);
      agreesWith(tf, operation, inputs([2, 5, 6]), wanted, 2e-6);
    });

    it("agrees with TF.js's own operations on sizes that vectors do not divide", () => {
      const { batch, length, width, heads } = { batch: 2, length: 37, width: 3 * 22, heads: 3 };
      const operation: Operation = (_tf, [q, k, v]) =>
        attention(tf, q as Tensor2D, k as Tensor2D, v as Tensor2D, { heads, batch, causal: true });
      const plain: Operation = (_tf, given) => {
        const [q, k, v] = given.map((x) =>
          tf.transpose(tf.reshape(x, [batch, length, heads, width / heads]), [0, 2, 1, 3]),
        );
        const bias = tf.mul(tf.sub(1, tf.linalg.bandPart(tf.ones([length, length]), -1, 0)), -1e9);
        const scores = tf.add(tf.div(tf.matMul(q!, k!, false, true), Math.sqrt(width / heads)), bias);
        const mixed = tf.matMul(tf.softmax(scores), v!);
        return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [batch * length, width]);
      };
      agreesWithOperation(tf, operation, plain, inputs([batch * length, width]), 3e-6);
    });

    it("gives a sequence without any key the mean of all values, not NaN, and finite gradients", () => {
      const nothing = [Array<boolean>(5).fill(false), Array<boolean>(5).fill(true)];
      const operation: Operation = (_tf, [q, k, v]) =>
        attention(tf, q as Tensor2D, k as Tensor2D, v as Tensor2D, {
          heads: shape.heads,
          batch: shape.batch,
          mask: keysOf(tf, nothing),
        });
      const given = inputs([rows, shape.width]);
      const dy = spread([rows * shape.width], "dy").data;
      const { value, gradients } = differentiate(tf, operation, given, dy);
      const v = given[2]!.data.slice(0, 5 * shape.width);
      const means = Array.from(
        { length: 5 * shape.width },
        (_, i) =>
          [0, 1, 2, 3, 4].reduce((sum, token) => sum + v[token * shape.width + (i % shape.width)]!, 0) / 5,
      );
      isNear(value.slice(0, 5 * shape.width), means, 1e-6);
      for (const gradient of gradients) expect(gradient.every(Number.isFinite)).to.equal(true);
    });

    it("stays finite where causality leaves a token none but masked keys, as padding on the left does", () => {
      const operation: Operation = (_tf, [q, k, v]) =>
        attention(tf, q as Tensor2D, k as Tensor2D, v as Tensor2D, {
          heads: shape.heads,
          batch: shape.batch,
          causal: true,
          mask: keysOf(tf, [
            [false, false, true, true, true],
            [true, true, true, true, true],
          ]),
        });
      const dy = spread([rows * shape.width], "dy").data;
      const { value, gradients } = differentiate(tf, operation, inputs([rows, shape.width]), dy);
      for (const values of [value, ...gradients]) expect(values.every(Number.isFinite)).to.equal(true);
    });

    it("lets nothing of a masked key through: neither its value nor a gradient", () => {
      const operation: Operation = (_tf, [q, k, v]) =>
        attention(tf, q as Tensor2D, k as Tensor2D, v as Tensor2D, {
          heads: shape.heads,
          batch: shape.batch,
          mask: keysOf(tf, visible),
        });
      const given = inputs([rows, shape.width]);
      const dy = spread([rows * shape.width], "dy").data;
      const { value, gradients } = differentiate(tf, operation, given, dy);
      const changed = given.map(({ data, ...rest }, which) => ({
        ...rest,
        data: data.map((one, i) => (which > 0 && Math.floor(i / shape.width) === 4 ? 99 : one)),
      }));
      expect(differentiate(tf, operation, changed, dy).value).to.deep.equal(value);
      const hidden = gradients[2]!.slice(3 * shape.width, 5 * shape.width);
      expect(hidden.map((slope) => slope + 0)).to.deep.equal(hidden.map(() => 0));
    });

    it("refuses heads that do not divide the width, a mask of another shape, and rows without their batch", () => {
      tf.tidy(() => {
        const x = tf.zeros([10, 6]) as Tensor2D;
        const call = (options: Parameters<typeof attention>[4]) => () => attention(tf, x, x, x, options);
        expect(call({ heads: 4, batch: 2 })).to.throw(/cannot split \[10, 6\] into 2 sequences and 4 heads/);
        expect(call({ heads: 2, batch: 3 })).to.throw(/cannot split/);
        expect(call({ heads: 2 })).to.throw(/needs to be told the batch/);
        expect(call({ heads: 2, batch: 2, mask: tf.zeros([2, 6]) })).to.throw(
          /of shape \[2, 5\], got \[2, 6\]/,
        );
      });
    });
  });
}
