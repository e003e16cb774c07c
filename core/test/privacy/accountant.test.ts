import { expect } from "chai";

import { epsilonOf, epsilonSpent, noiseFor } from "../../src/privacy/accountant.ts";
import { logErfc } from "../../src/privacy/log-math.ts";
import { renyiDivergence } from "../../src/privacy/renyi.ts";

const within = (found: number, expected: number, relative: number): void => {
  expect(found).to.be.closeTo(expected, Math.abs(expected) * relative);
};

describe("the privacy accountant", () => {
  // z, q, T, delta, epsilon: published by others, to the digits that they print.
  for (const [source, z, q, count, delta, epsilon, relative] of [
    ["Opacus", 1.5, 0.04, 2250, 1e-5, 7.32911117143, 1e-9],
    ["TensorFlow Privacy", 1.3, 150 / 60_000, 6000, 1e-5, 0.7242234026, 1e-9],
    ["TensorFlow Privacy", 1, 0.001, 30_000, 1e-7, 1.4154988495, 1e-9],
    ["TensorFlow Privacy", 0.7, 0.01, 120, 1e-5, 3.2392676, 3e-5],
    ["TensorFlow Privacy", 1, 0.0064, 782, 1e-6, 1.616, 1e-3],
    ["TensorFlow Privacy, no sampling", 1, 1, 5, 1e-6, 13.376, 1e-4],
    ["TensorFlow Privacy, no sampling", 0.7, 1, 2, 1e-5, 10.8602036, 1e-7],
  ] as const) {
    it(`finds ${source}'s epsilon ${epsilon} for noise ${z}, rate ${q}, ${count} releases`, () => {
      within(epsilonSpent([{ noiseMultiplier: z, samplingRate: q, count }], delta), epsilon, relative);
    });
  }

  it("finds the divergences that TensorFlow Privacy publishes for whole orders", () => {
    const release = { noiseMultiplier: 2.5, samplingRate: 0.01 };
    for (const [alpha, expected] of [
      [5, 2.18075656e-3],
      [50, 2.38460375e-2],
      [100, 167.416308],
    ] as const) {
      within(50 * renyiDivergence(release, alpha), expected, 1e-8);
    }
  });

  it("finds the exact divergences of fractional orders, by quadrature", () => {
    const release = { noiseMultiplier: 2.5, samplingRate: 0.01 };
    within(50 * renyiDivergence(release, 1.5), 6.50070897e-4, 1e-8);
    within(50 * renyiDivergence(release, 2.5), 1.08541806e-3, 1e-8);
  });

  it("agrees with numerical integration of the divergence's definition", () => {
    // A = E over N(0, z^2) of ((1 - q) + q exp((2x - 1) / 2z^2))^alpha, by the trapezium rule over 30 standard deviations.
    const integral = (z: number, q: number, alpha: number): number => {
      const step = z / 400;
      let sum = 0;
      for (let x = -15 * z; x <= alpha + 15 * z; x += step) {
        const density = Math.exp((-x * x) / (2 * z * z)) / (z * Math.sqrt(2 * Math.PI));
        sum += density * (1 - q + q * Math.exp((2 * x - 1) / (2 * z * z))) ** alpha * step;
      }
      return Math.log(sum) / (alpha - 1);
    };
    for (const [z, q, alpha] of [
      [1, 0.01, 2],
      [0.8, 0.1, 3.7],
      [2, 0.3, 6.5],
      [1.2, 0.02, 1.1],
      [4, 0.5, 12],
    ] as const) {
      within(renyiDivergence({ noiseMultiplier: z, samplingRate: q }, alpha), integral(z, q, alpha), 1e-6);
    }
  });

  it("turns a divergence into epsilon as the published conversion does", () => {
    within(epsilonOf(1.1, 32, 1e-5), 1.32783806176, 1e-10);
    expect(epsilonOf(1e-12, 2, 1e-5)).to.equal(0);
  });

  it("adds releases of different kinds up, and spends nothing on none", () => {
    const release = { noiseMultiplier: 2, samplingRate: 1 };
    const whole = epsilonSpent([{ ...release, count: 10 }], 1e-5);
    within(
      epsilonSpent(
        [
          { ...release, count: 4 },
          { ...release, count: 6 },
        ],
        1e-5,
      ),
      whole,
      1e-12,
    );
    expect(epsilonSpent([], 1e-5)).to.equal(0);
    expect(epsilonSpent([{ ...release, count: 0 }], 1e-5)).to.equal(0);
    expect(epsilonSpent([{ noiseMultiplier: 0, samplingRate: 1, count: 1 }], 1e-5)).to.equal(Infinity);
  });

  it("finds the noise for an epsilon, never too little", () => {
    for (const [samplingRate, count, delta, epsilon, expected] of [
      [0.04, 2250, 1e-5, 8, 1.416],
      [0.04, 2000, 1e-5, 8, 1.3562],
      [1, 50, 1e-5, 8, 4.51],
      [1, 50, 1e-5, 2, 15.2],
    ] as const) {
      const noise = noiseFor({ samplingRate, count, delta }, epsilon) ?? Number.NaN;
      within(noise, expected, 5e-3);
      expect(epsilonSpent([{ noiseMultiplier: noise, samplingRate, count }], delta)).to.be.at.most(epsilon);
    }
    expect(noiseFor({ samplingRate: 1, count: 1e12, delta: 1e-5 }, 1e-3)).to.equal(undefined);
  });

  it("refuses a delta that is no chance", () => {
    for (const delta of [0, 1, -1, Number.NaN])
      expect(() => epsilonSpent([], delta)).to.throw(RangeError, "delta lies between 0 and 1");
  });
});

describe("the logarithm of erfc", () => {
  it("has the values of published tables on both sides of where the method changes", () => {
    // Abramowitz and Stegun, table 7.1; DLMF 7.12 for the large ones.
    for (const [x, erfc] of [
      [0, 1],
      [0.5, 0.4795001221869535],
      [1, 0.15729920705028513],
      [2.999999, 2.20906363e-5],
      [3, 2.209049699858544e-5],
      [5, 1.5374597944280349e-12],
      [-1, 1.8427007929497148],
      [-7, 2],
    ] as const) {
      within(Math.exp(logErfc(x)), erfc, 1e-6);
    }
    within(logErfc(20), Math.log(5.3958656116079e-176), 1e-12);
    within(Math.exp(logErfc(1)), 0.15729920705028513, 1e-13);
    within(Math.exp(logErfc(5)), 1.5374597944280349e-12, 1e-12);
  });
});
