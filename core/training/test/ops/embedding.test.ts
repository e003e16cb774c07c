import type { Tensor2D } from "@tensorflow/tfjs";
import { expect } from "chai";

import type { Engine, TensorFlow } from "../../src/engine/index.ts";
import { embedding, frozenLinear } from "../../src/ops/index.ts";
import type { Operation } from "../engine/backends.ts";
import { portableEngines, startEngine } from "../kit.ts";
import { agreesWith, agreesWithOperation, spread } from "./kit.ts";

for (const engineName of portableEngines) {
  describe(`on ${engineName}`, () => {
    let engine: Engine;
    let tf: TensorFlow;
    before(async () => {
      engine = await startEngine(engineName);
      tf = engine.tf;
    });
    after(() => engine.dispose());

    it("an embedding picks rows, and its gradient adds up those of a row picked twice", () => {
      const ids = [
        [4, 0, 4],
        [1, 4, 2],
      ];
      const operation: Operation = (_tf, [table]) =>
        embedding(tf, table as Tensor2D, tf.tensor2d(ids, [2, 3], "int32"), true);
      const picked = ([table]: readonly Float64Array[]): number[] =>
        ids.flat().flatMap((id) => Array.from(table!.slice(id * 3, (id + 1) * 3)));
      agreesWith(tf, operation, [spread([6, 3], "table")], picked, 1e-6);
    });

    it("a frozen embedding picks the same rows and leaves no gradient to compute", () => {
      tf.tidy(() => {
        const table = tf.tensor2d([...spread([6, 3], "table").data], [6, 3]);
        const ids = tf.tensor1d([5, 0, 5], "int32");
        const [frozen, trained] = [embedding(tf, table, ids, false), embedding(tf, table, ids, true)];
        expect(frozen.shape).to.deep.equal([3, 3]);
        expect(frozen.dataSync()).to.deep.equal(trained.dataSync());
      });
    });

    it("a frozen linear layer is x kernel + bias, with or without bias, and passes gradients to x", () => {
      for (const [rows, width, outputs] of [
        [3, 4, 5],
        [9, 70, 130],
        [70, 40, 30],
      ] as const) {
        const kernel = spread([width, outputs], "kernel");
        const bias = spread([outputs], "bias");
        for (const withBias of [false, true]) {
          const weights = (): [Tensor2D, ReturnType<TensorFlow["tensor1d"]>] => [
            tf.tensor2d([...kernel.data], [width, outputs]),
            tf.tensor1d([...bias.data]),
          ];
          const operation: Operation = (_tf, [x]) => {
            const [w, b] = weights();
            return frozenLinear(tf, x as Tensor2D, w, withBias ? b : undefined);
          };
          const plain: Operation = (_tf, [x]) => {
            const [w, b] = weights();
            const product = tf.matMul(x!, w);
            return withBias ? tf.add(product, b) : product;
          };
          agreesWithOperation(tf, operation, plain, [spread([rows, width], "x")], 1e-6);
        }
      }
    });
  });
}
