import type { Tensor, Tensor1D } from "@tensorflow/tfjs";
import { expect } from "chai";

import type { Engine } from "../../src/engine/index.ts";
import { pullBack } from "../../src/gradients.ts";
import { layerNorm } from "../../src/ops/index.ts";
import type { Operation } from "../engine/backends.ts";
import { portableEngines, startEngine } from "../kit.ts";
import * as reference from "../reference/ops.ts";
import { agreesWith, agreesWithOperation, differentiate, spread } from "./kit.ts";

const epsilon = 1e-3;

const trainedWith =
  (small: number): Operation =>
  (tf, [x, gamma, beta]) =>
    layerNorm(tf, x!, gamma as Tensor1D, beta as Tensor1D, small, true);
const operation = trainedWith(epsilon);

const plain: Operation = (tf, [x, gamma, beta]) => {
  const { mean, variance } = tf.moments(x!, -1, true);
  return tf.add(tf.mul(tf.div(tf.sub(x!, mean), tf.sqrt(tf.add(variance, epsilon))), gamma!), beta!);
};

for (const name of portableEngines) {
  describe(`layer norm on ${name}`, () => {
    let engine: Engine;
    before(async () => {
      engine = await startEngine(name);
    });
    after(() => engine.dispose());

    for (const shape of [
      [3, 5],
      [2, 3, 4],
    ]) {
      it(`is its definition, and its gradients are the slopes, over [${shape.join(", ")}]`, () => {
        const width = shape.at(-1)!;
        const inputs = [spread(shape, "x", 3), spread([width], "gamma"), spread([width], "beta")];
        const wanted = ([x, gamma, beta]: readonly Float64Array[]): number[] =>
          reference.layerNorm(x!, gamma!, beta!, epsilon);
        agreesWith(engine.tf, operation, inputs, wanted, 1e-6);
      });
    }

    it("agrees with TF.js's own operations on larger rows, of lengths that vectors do not divide", () => {
      for (const [rows, width] of [
        [40, 64],
        [17, 67],
      ] as const) {
        const inputs = [spread([rows, width], "x", 2), spread([width], "gamma"), spread([width], "beta")];
        agreesWithOperation(engine.tf, operation, plain, inputs, 3e-6);
      }
    });

    it("keeps its precision where the mean is far from 0 and the rest is small", () => {
      const x = spread([2, 8], "x", 0.01);
      const far = { shape: x.shape, data: x.data.map((value) => Math.fround(value + 64)) };
      const inputs = [far, spread([8], "gamma"), spread([8], "beta")];
      const [values, gamma, beta] = inputs.map(({ data }) => data);
      const wanted = reference.layerNorm(values!, gamma!, beta!, 1e-12);
      const { value } = differentiate(
        engine.tf,
        trainedWith(1e-12),
        inputs,
        wanted.map(() => 0),
      );
      for (const [i, one] of wanted.entries()) expect(value[i]).to.be.closeTo(one, 1e-3);
    });

    it("computes no gradient for gamma and beta that are frozen, and the same for x", () => {
      const { tf } = engine;
      tf.tidy(() => {
        const [x, gamma, beta] = [spread([3, 5], "x"), spread([5], "gamma"), spread([5], "beta")].map(
          ({ data, shape }) => tf.tensor([...data], [...shape]),
        );
        const of = (trained: boolean) => (t: Tensor) =>
          tf.sum(tf.square(layerNorm(tf, t, gamma as Tensor1D, beta as Tensor1D, epsilon, trained)));
        const frozen = tf.grad(of(false))(x!).dataSync();
        expect(frozen).to.deep.equal(tf.grad(of(true))(x!).dataSync());
        const ofGamma = (): Tensor =>
          tf.sum(layerNorm(tf, x!, gamma as Tensor1D, beta as Tensor1D, epsilon, false));
        const { gradients } = pullBack(tf, ofGamma, [gamma!], undefined);
        expect(Array.from(gradients[0]!.dataSync())).to.deep.equal([0, 0, 0, 0, 0]);
      });
    });
  });
}
