import { expect } from "chai";

import type { Engine } from "../src/engine/index.ts";
import { gradientsAndLoss } from "../src/gradients.ts";
import { softmaxCrossEntropy } from "../src/loss.ts";
import { startEngine } from "./kit.ts";

describe("the fused cross-entropy", () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine("cpu");
  });
  after(() => engine.dispose());

  const at = (logits: number[][], labels: number[]): number[] => {
    const { tf } = engine;
    return tf.tidy(() => {
      const scores = tf.tensor2d(logits);
      const wanted = tf.tensor1d(labels, "int32");
      const packed = gradientsAndLoss(tf, [scores], () => softmaxCrossEntropy(tf, scores, wanted));
      return Array.from(packed.dataSync(), (value) => value + 0);
    });
  };

  it("is the mean of -log softmax, with gradient (softmax - target) / batch", () => {
    const [a, b, c, d, loss] = at(
      [
        [0, Math.log(3)],
        [2, 2],
      ],
      [0, 1],
    );
    expect([a, b, c, d].map((value) => Math.round(value! * 1e6) / 1e6)).to.deep.equal([
      -0.375, 0.375, 0.25, -0.25,
    ]);
    expect(loss).to.be.closeTo((Math.log(4) + Math.log(2)) / 2, 1e-6);
  });

  it("neither overflows nor loses its gradient where the probability of the target is 0 in single precision", () => {
    expect(at([[1000, -1000]], [1])).to.deep.equal([1, -1, 2000]);
    expect(at([[1e30, 0]], [0])).to.deep.equal([0, 0, 0]);
  });
});
