import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs";
import { expect } from "chai";

import type { Engine, TensorFlow } from "../../src/engine/index.ts";
import { crossEntropy, tiedCrossEntropy, tiedLosses } from "../../src/ops/index.ts";
import type { Operation } from "../engine/backends.ts";
import { portableEngines, startEngine } from "../kit.ts";
import * as reference from "../reference/ops.ts";
import { agreesWith, agreesWithOperation, differentiate, isNear, labels, spread } from "./kit.ts";

function indices(tf: TensorFlow, targets: readonly number[]): Tensor1D {
  return tf.tensor1d([...targets], "int32");
}

for (const engineName of portableEngines) {
  describe(`cross-entropy on ${engineName}`, () => {
    let engine: Engine;
    let tf: TensorFlow;
    before(async () => {
      engine = await startEngine(engineName);
      tf = engine.tf;
    });
    after(() => engine.dispose());

    const plain =
      (targets: readonly number[]) =>
      (logits: Tensor2D): ReturnType<TensorFlow["neg"]> => {
        const wanted = tf.oneHot(indices(tf, targets), logits.shape[1]);
        return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), wanted), 1)));
      };

    it("is the mean of -log softmax, and its gradient the slope", () => {
      const targets = [3, 0, 6, 3];
      const operation: Operation = (_tf, [logits]) =>
        crossEntropy(tf, logits as Tensor2D, indices(tf, targets));
      const wanted = ([logits]: readonly Float64Array[]): number[] => [
        reference.meanOf(reference.rowLosses(logits!, targets)),
      ];
      agreesWith(tf, operation, [spread([4, 7], "logits", 5)], wanted, 1e-6);
    });

    it("agrees with TF.js's own operations on many classes", () => {
      const targets = labels(9, 301, "targets");
      const operation: Operation = (_tf, [logits]) =>
        crossEntropy(tf, logits as Tensor2D, indices(tf, targets));
      const theirs: Operation = (_tf, [logits]) => plain(targets)(logits as Tensor2D);
      agreesWithOperation(tf, operation, theirs, [spread([9, 301], "logits", 9)], 1e-6);
    });

    it("neither overflows nor loses its gradient where the target's probability is 0 in single precision", () => {
      const operation: Operation = (_tf, [logits]) =>
        crossEntropy(tf, logits as Tensor2D, indices(tf, [1, 0]));
      const logits = { shape: [2, 2], data: [1000, -1000, Math.fround(1e30), 0] };
      const { value, gradients } = differentiate(tf, operation, [logits], [1]);
      expect(value).to.deep.equal([1000]);
      expect(gradients[0]!.map((slope) => slope + 0)).to.deep.equal([0.5, -0.5, 0, 0]);
    });

    const hidden = spread([7, 3], "hidden", 2);
    const table = spread([11, 3], "table", 2);
    const targets = labels(7, 11, "targets");

    for (const chunkRows of [1, 3, 7, 100]) {
      it(`is that of the logits hidden embedding^T, in chunks of ${chunkRows} rows`, () => {
        const operation: Operation = (_tf, [x, embedding]) =>
          tiedCrossEntropy(tf, x as Tensor2D, embedding as Tensor2D, indices(tf, targets), {
            chunkRows,
            trained: true,
          });
        const wanted = ([x, embedding]: readonly Float64Array[]): number[] => [
          reference.meanOf(reference.rowLosses(reference.timesTransposed(x!, embedding!, 3), targets)),
        ];
        agreesWith(tf, operation, [hidden, table], wanted, 2e-6);
      });
    }

    it("computes nothing for a frozen embedding, and the same for the hidden states", () => {
      tf.tidy(() => {
        const [x, embedding] = [hidden, table].map(({ data, shape }) => tf.tensor([...data], [...shape]));
        const of = (trained: boolean) => (t: Tensor) =>
          tiedCrossEntropy(tf, t as Tensor2D, embedding as Tensor2D, indices(tf, targets), {
            chunkRows: 3,
            trained,
          });
        const frozen = tf
          .grad(of(false))(x as Tensor2D)
          .dataSync();
        expect(frozen).to.deep.equal(
          tf
            .grad(of(true))(x as Tensor2D)
            .dataSync(),
        );
      });
    });

    it("agrees with TF.js's own operations on a larger vocabulary", () => {
      const wanted = labels(33, 257, "targets");
      const operation: Operation = (_tf, [x, embedding]) =>
        tiedCrossEntropy(tf, x as Tensor2D, embedding as Tensor2D, indices(tf, wanted), {
          chunkRows: 16,
          trained: true,
        });
      const theirs: Operation = (_tf, [x, embedding]) =>
        plain(wanted)(tf.matMul(x!, embedding!, false, true));
      agreesWithOperation(tf, operation, theirs, [spread([33, 20], "x"), spread([257, 20], "table")], 2e-6);
    });

    it("holds the logits of one chunk, not of all rows", () => {
      const [rows, vocabulary, width] = [64, 512, 64];
      const peakOf = (chunkRows: number, trained: boolean): number => {
        const [x, embedding] = [tf.ones([rows, width]) as Tensor2D, tf.ones([vocabulary, width]) as Tensor2D];
        const wanted = indices(tf, labels(rows, vocabulary, "t"));
        const before = tf.memory().numBytes;
        let peak = 0;
        const { softmax } = tf;
        const watching: TensorFlow = {
          ...tf,
          softmax: (logits, dim) => {
            const shares = softmax(logits, dim);
            peak = Math.max(peak, tf.memory().numBytes - before);
            return shares;
          },
        };
        const loss = tiedCrossEntropy(watching, x, embedding, wanted, { chunkRows, trained });
        tf.dispose([loss, x, embedding, wanted]);
        return peak;
      };
      const all = peakOf(rows, false);
      expect(all).to.be.greaterThan(rows * vocabulary * 4);
      const chunk = peakOf(8, false);
      expect(chunk).to.be.lessThan(all / 3);
      // And one gradient of the table, not one for each chunk.
      expect(peakOf(8, true) - chunk).to.be.lessThan(1.5 * vocabulary * width * 4);
    });

    it("gives each row's loss for evaluation", () => {
      const losses = tf.tidy(() => {
        const [x, embedding] = [hidden, table].map(({ data, shape }) => tf.tensor([...data], [...shape]));
        const perRow = tiedLosses(tf, x as Tensor2D, embedding as Tensor2D, indices(tf, targets), 3);
        return Array.from(perRow.dataSync());
      });
      const logits = reference.timesTransposed(hidden.data, table.data, 3);
      isNear(losses, reference.rowLosses(logits, targets), 1e-6);
    });
  });
}
