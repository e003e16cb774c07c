import type { Tensor } from "@tensorflow/tfjs";
import { expect } from "chai";

import type { Engine, TensorFlow } from "../../src/engine/index.ts";
import { fused } from "../../src/ops/fused.ts";
import { startEngine } from "../kit.ts";

describe("an operation that is fused", () => {
  let engine: Engine;
  let tf: TensorFlow;
  before(async () => {
    engine = await startEngine("cpu");
    tf = engine.tf;
  });
  after(() => engine.dispose());

  /** x squared by a roundabout way, in `scratch` intermediates each pass; `note` is told how many tensors there are. */
  function squared(x: Tensor, scratch: number, note: (count: number) => void = () => undefined): Tensor {
    return fused(tf, [x], () => {
      const value = tf.square(x);
      for (let i = 0; i < scratch; i++) tf.add(value, i);
      return {
        value,
        saved: [x],
        gradients: (dy, [kept]) => {
          note(tf.memory().numTensors);
          for (let i = 0; i < scratch; i++) tf.add(dy, i);
          return [tf.mul(tf.mul(dy, kept!), 2)];
        },
      };
    });
  }

  function countsWith(scratch: number): number[] {
    const counts: number[] = [];
    const start = tf.memory().numTensors;
    const note = (count: number): void => void counts.push(count - start);
    tf.tidy(() => {
      const chain = (x: Tensor): Tensor =>
        squared(squared(squared(x, scratch, note), scratch, note), scratch, note);
      // (x^8)' at 1.5
      expect(tf.grad(chain)(tf.scalar(1.5)).dataSync()[0]).to.be.closeTo(8 * 1.5 ** 7, 1e-3);
    });
    expect(tf.memory().numTensors).to.equal(start);
    return counts;
  }

  it("holds no intermediate of its own, on the way up or back, when the next begins", () => {
    expect(countsWith(20)).to.deep.equal(countsWith(0));
  });

  it("saves nothing when nothing is differentiated", () => {
    tf.tidy(() => {
      const x = tf.scalar(3);
      const before = tf.memory().numTensors;
      squared(x, 5);
      expect(tf.memory().numTensors).to.equal(before + 1);
    });
  });
});
