import { expect } from "chai";
import fc from "fast-check";

import { builtInStrategy, stateFromBytes, stateToBytes } from "../../src/strategy/index.ts";
import type { Strategy, StrategyStep } from "../../src/strategy/index.ts";

function strategy(name: string): Strategy {
  const found = builtInStrategy(name);
  if (found === undefined) throw new Error(`there is no strategy ${name}`);
  return found;
}

/** The models that a strategy makes of these mean deltas. */
function run(
  name: string,
  start: readonly number[],
  deltas: readonly (readonly number[])[],
  learningRate: number,
  momentum: number,
) {
  const { init, update } = strategy(name);
  const settings = { learningRate, momentum, secondMoment: 0.75, adaptivity: 0.5 };
  let step: StrategyStep = { model: Float32Array.from(start), state: init(start.length, settings) };
  return deltas.map((delta) => {
    step = update(step.state, Float32Array.from(delta), step.model, settings);
    return [...step.model];
  });
}

const vectors = fc.integer({ min: 0, max: 20 }).chain((size) =>
  fc.record({
    start: fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: size, maxLength: size }),
    deltas: fc.array(
      fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: size, maxLength: size }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

describe("fedavg", () => {
  it("adds the mean delta, times the learning rate", () => {
    expect(run("fedavg", [1, 2, -3], [[0.5, -1, 0.25]], 1, 0.9)).to.deep.equal([[1.5, 1, -2.75]]);
    expect(
      run(
        "fedavg",
        [1, 2],
        [
          [0.5, -1],
          [1, 1],
        ],
        0.5,
        0.9,
      ),
    ).to.deep.equal([
      [1.25, 1.5],
      [1.75, 2],
    ]);
  });

  it("rounds as F32 arithmetic does, operation by operation", () => {
    fc.assert(
      fc.property(vectors, ({ start, deltas }) => {
        const expected = start.map((value, i) =>
          Math.fround(Math.fround(value) + Math.fround(0.3 * Math.fround(deltas[0]?.[i] ?? 0))),
        );
        expect(run("fedavg", start, deltas.slice(0, 1), 0.3, 0)).to.deep.equal([expected]);
      }),
    );
  });

  it("keeps no state", () => {
    const settings = { learningRate: 1, momentum: 0, secondMoment: 0, adaptivity: 1 };
    expect(strategy("fedavg").init(1_000, settings)).to.have.length(0);
  });
});

describe("fedavgm", () => {
  it("follows v = m v + delta, model += lr v", () => {
    // By hand: v = 1, 1.5, -0.25 (m = 1/2); the model moves by half of each.
    expect(run("fedavgm", [0], [[1], [1], [-1]], 0.5, 0.5)).to.deep.equal([[0.5], [1.25], [1.125]]);
  });

  it("is fedavg where the momentum is 0", () => {
    fc.assert(
      fc.property(vectors, ({ start, deltas }) => {
        // -0 and 0 are one number here: 0 * v is a zero that may carry a sign.
        const plain = (models: readonly (readonly number[])[]) =>
          models.map((each) => each.map((value) => value + 0));
        expect(plain(run("fedavgm", start, deltas, 0.3, 0))).to.deep.equal(
          plain(run("fedavg", start, deltas, 0.3, 0)),
        );
      }),
    );
  });

  for (const name of ["fedavgm", "fedadam"])
    it(`goes on from a state that was saved as bytes just as from the state itself (${name})`, () => {
      const { init, update } = strategy(name);
      const settings = { learningRate: 0.7, momentum: 0.9, secondMoment: 0.99, adaptivity: 1e-3 };
      const first = update(
        init(3, settings),
        Float32Array.of(0.1, -0.2, 0.3),
        Float32Array.of(1, 2, 3),
        settings,
      );
      const restored = stateFromBytes(stateToBytes(first.state));
      const model = first.model.slice();
      const kept = update(first.state, Float32Array.of(1, 1, 1), first.model, settings);
      const resumed = update(restored, Float32Array.of(1, 1, 1), model, settings);
      expect([...resumed.model]).to.deep.equal([...kept.model]);
      expect([...resumed.state]).to.deep.equal([...kept.state]);
    });
});

// By hand, with beta1 = 1/2, beta2 = 3/4, tau = 1/2 (v begins at 1/4), rate 1 and mean deltas 1, then 0: m = 1/2, 1/4.
describe("the adaptive strategies, worked by hand", () => {
  const steps = (name: string) => run(name, [0], [[1], [0]], 1, 0.5).map(([value]) => value ?? Number.NaN);
  const sums = (...moves: readonly number[]) =>
    moves.map((_, i) => moves.slice(0, i + 1).reduce((sum, move) => sum + move, 0));
  const close = (found: readonly number[], expected: readonly number[]) =>
    found.forEach((value, i) => expect(value).to.be.closeTo(expected[i] ?? Number.NaN, 1e-6));

  it("fedadam keeps the running mean of the squares", () => {
    // v = 1/4, then 3/4 x 1/4 + 1/4 x 1/16 = 13/64.
    close(steps("fedadam"), sums(0.5 / (0.5 + 0.5), 0.25 / (Math.sqrt(13 / 64) + 0.5)));
  });

  it("fedyogi moves by a share of the square", () => {
    // v = 1/4 (the square is the same), then 1/4 - 1/4 x 1/16 = 15/64.
    close(steps("fedyogi"), sums(0.5, 0.25 / (Math.sqrt(15 / 64) + 0.5)));
  });

  it("fedadagrad adds the squares up, without momentum", () => {
    // v = 5/4; the second delta is 0, and so is the step.
    close(steps("fedadagrad"), sums(1 / (Math.sqrt(5 / 4) + 0.5), 0));
  });

  it("moves each coordinate by its own second moment", () => {
    const [found] = run("fedadagrad", [0, 0], [[1, 3]], 1, 0.5);
    close(found ?? [], [1 / (Math.sqrt(1.25) + 0.5), 3 / (Math.sqrt(9.25) + 0.5)]);
  });
});

describe("a strategy's state as bytes", () => {
  it("is little-endian F32, whatever the alignment, and refuses a part of a value", () => {
    expect([...stateToBytes(Float32Array.of(1, -2))]).to.deep.equal([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
    const shifted = Uint8Array.of(9, 0, 0, 0x80, 0x3f).subarray(1);
    expect([...stateFromBytes(shifted)]).to.deep.equal([1]);
    expect(() => stateFromBytes(new Uint8Array(5))).to.throw(RangeError);
  });
});

describe("a strategy's name", () => {
  it("is a built-in one or none", () => {
    expect(builtInStrategy("./mine.js")).to.equal(undefined);
    expect(builtInStrategy("fedprox")).to.equal(undefined);
  });
});
