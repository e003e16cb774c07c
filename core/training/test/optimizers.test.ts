import { expect } from "chai";

import { addProximalTerm, clipByGlobalNorm, optimizerOf } from "../src/optimizers.ts";
import type { OptimizerSettings } from "../src/optimizers.ts";

const settings: OptimizerSettings = {
  optimizer: "adamw",
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
};
/** The first weight decays, the second is a bias. */
const decays = Uint8Array.of(1, 0);
const gradients = [
  [0.5, -2],
  [-1, 4],
] as const;

function run(change: Partial<OptimizerSettings>, rate = 0.1): number[][] {
  const optimizer = optimizerOf({ ...settings, ...change }, decays);
  const weights = Float32Array.of(2, 3);
  let state = optimizer.init();
  return gradients.map((gradient) => {
    state = optimizer.update(state, weights, Float32Array.from(gradient), rate);
    return [...weights];
  });
}

function expectNear(actual: readonly number[][], expected: readonly number[][]): void {
  for (const [step, values] of expected.entries()) {
    for (const [index, value] of values.entries()) expect(actual[step]![index]).to.be.closeTo(value, 2e-7);
  }
}

describe("optimisers, by steps computed by hand", () => {
  it("sgd takes rate times the gradient", () => {
    expectNear(run({ optimizer: "sgd" }), [
      [1.95, 3.2],
      [2.05, 2.8],
    ]);
  });

  it("momentum takes rate times the velocity v = 0.9 v + g", () => {
    // v: 0.5, -2; then 0.45 - 1 = -0.55, -1.8 + 4 = 2.2.
    expectNear(run({ optimizer: "momentum" }), [
      [1.95, 3.2],
      [2.005, 2.98],
    ]);
  });

  it("adamw takes the rate itself in its first step, then m over the root of v, both corrected", () => {
    // m2 = 0.9 * 0.05 + 0.1 * -1 = -0.055, v2 = 0.999 * 0.00025 + 0.001 = 0.00124975;
    // corrected -0.055 / 0.19 = -0.2894737 and 0.00124975 / 0.001999 = 0.6251876; ratio -0.3661040. The other is -4 times
    // the gradient, whose ratio is 0.3661040 as well.
    expectNear(run({}), [
      [1.9, 3.1],
      [1.9366104, 3.0633896],
    ]);
  });

  it("decay weights beside the gradient step, and biases not at all", () => {
    // 2 * 0.1 * 0.25 = 0.05 more in the first step.
    expect(run({ optimizer: "sgd", weightDecay: 0.25 })[0]![0]).to.be.closeTo(1.9, 2e-7);
    expect(run({ optimizer: "momentum", weightDecay: 0.25 })[0]![0]).to.be.closeTo(1.9, 2e-7);
    expect(run({ weightDecay: 0.25 })[0]![0]).to.be.closeTo(1.85, 2e-7);
    for (const optimizer of ["sgd", "momentum", "adamw"] as const) {
      expect(run({ optimizer, weightDecay: 0.25 }).map((step) => step[1])).to.deep.equal(
        run({ optimizer }).map((step) => step[1]),
      );
    }
  });

  it("go on from a stored state as if they had not stopped", () => {
    for (const optimizer of ["sgd", "momentum", "adamw"] as const) {
      const whole = run({ optimizer });
      const one = optimizerOf({ ...settings, optimizer }, decays);
      const weights = Float32Array.of(2, 3);
      const state = one.update(one.init(), weights, Float32Array.from(gradients[0]), 0.1);
      const stored = JSON.parse(
        JSON.stringify({ steps: state.steps, moments: state.moments.map((moment) => [...moment]) }),
      ) as { steps: number; moments: number[][] };
      const other = optimizerOf({ ...settings, optimizer }, decays);
      const restored = {
        steps: stored.steps,
        moments: stored.moments.map((moment) => Float32Array.from(moment)),
      };
      other.update(restored, weights, Float32Array.from(gradients[1]), 0.1);
      expect([...weights]).to.deep.equal(whole[1]);
    }
  });
});

describe("clipping by the global norm", () => {
  it("scales a longer gradient to the bound and returns the norm it had", () => {
    const gradient = Float32Array.of(3, -4);
    expect(clipByGlobalNorm(gradient, 1)).to.equal(5);
    expect(gradient[0]).to.be.closeTo(0.6, 1e-7);
    expect(gradient[1]).to.be.closeTo(-0.8, 1e-7);
  });

  it("leaves a shorter one as it is, and every one when the bound is 0", () => {
    const gradient = Float32Array.of(3, -4);
    clipByGlobalNorm(gradient, 5);
    clipByGlobalNorm(gradient, 0);
    expect([...gradient]).to.deep.equal([3, -4]);
  });

  it("returns a norm that is not finite when an element is not", () => {
    expect(clipByGlobalNorm(Float32Array.of(1, Number.NaN), 1)).to.be.NaN;
    expect(clipByGlobalNorm(Float32Array.of(1, Number.POSITIVE_INFINITY), 0)).to.equal(
      Number.POSITIVE_INFINITY,
    );
  });
});

describe("the proximal term", () => {
  it("adds mu times the distance from the global weights, and nothing for mu = 0", () => {
    const gradient = Float32Array.of(1, 1);
    addProximalTerm(gradient, 0, Float32Array.of(5, 6), Float32Array.of(1, 1));
    expect([...gradient]).to.deep.equal([1, 1]);
    addProximalTerm(gradient, 0.5, Float32Array.of(5, 6), Float32Array.of(1, 8));
    expect([...gradient]).to.deep.equal([3, 0]);
  });
});
