import { expect } from "chai";

import type { Engine } from "../../src/engine/index.ts";
import { portableEngines, startEngine } from "../kit.ts";
import type { Case } from "./cases.ts";
import { deviation, logitsDeviation } from "./compare.ts";

/** A tenth of what is promised: rounding makes a tenth of that again, and what is wrong in a network makes more. */
const most = { logits: 1e-5, loss: 1e-5, gradient: 1e-4 };

/** Cases by what a test of them says. */
type Cases = Readonly<Record<string, () => Case>>;

/**
 * Tests that each engine computes what Python did: of `cases` logits, loss and gradients, of `forward` the logits.
 * @param more tests of the same suite
 */
export function describeParity(
  family: string,
  cases: Cases,
  forward: Cases = {},
  more: (engine: () => Engine) => void = () => {},
): void {
  for (const name of portableEngines) {
    describe(`${family} as Python computes it, on ${name}`, () => {
      let engine: Engine;
      before(async () => {
        engine = await startEngine(name);
      });
      after(() => engine.dispose());

      for (const [title, make] of Object.entries(cases)) {
        it(title, async () => {
          const { tf } = engine;
          const before = tf.memory().numTensors;
          const { logits, loss, gradients } = await deviation(tf, make());
          expect(logits, "logits").to.be.below(most.logits);
          expect(loss, "loss").to.be.below(most.loss);
          for (const [tensor, relative] of gradients) expect(relative, tensor).to.be.below(most.gradient);
          expect(gradients).to.not.be.empty;
          expect(tf.memory().numTensors, "tensors left behind").to.equal(before);
        });
      }
      for (const [title, make] of Object.entries(forward)) {
        it(title, async () => {
          expect(await logitsDeviation(engine.tf, make())).to.be.below(most.logits);
        });
      }
      more(() => engine);
    });
  }
}
