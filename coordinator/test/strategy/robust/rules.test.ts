import { expect } from "chai";
import fc from "fast-check";

import { robustRule } from "../../../src/strategy/robust/index.ts";
import type { DeltaTiles, RobustRule } from "../../../src/strategy/robust/index.ts";

/** Tiles of updates in memory. */
function tilesOf(updates: readonly (readonly number[])[]): DeltaTiles {
  const size = updates[0]?.length ?? 0;
  return {
    count: updates.length,
    size,
    read: async (start, into) =>
      into.forEach((row, i) => row.set((updates[i] ?? []).slice(start, start + row.length))),
  };
}

function rule(name: string): RobustRule {
  const found = robustRule(name);
  if (found === undefined) throw new Error(`there is no rule ${name}`);
  return found;
}

const combine = async (name: string, updates: readonly (readonly number[])[], attackers = 0.2) => [
  ...(await rule(name).combine(tilesOf(updates), { attackers })),
];

/** Nine honest updates about (1, -1), of different lengths, and one that is far off. */
const honest = Array.from({ length: 9 }, (_, i) => [1 + (i - 4) / 100, -1 + (i - 4) / 200]);
const withOneFalse = [...honest, [-500, 700]];

describe("rules that stand false updates", () => {
  it("median takes the middle of each coordinate, of an even number the mean of the two in the middle", async () => {
    expect(
      await combine("median", [
        [1, 10],
        [5, 30],
        [2, 20],
      ]),
    ).to.deep.equal([2, 20]);
    expect(await combine("median", [[1], [2], [4], [100]])).to.deep.equal([3]);
    expect(await combine("median", [[7]])).to.deep.equal([7]);
  });

  it("trimmedMean leaves out the share of attackers at each end", async () => {
    expect(await combine("trimmedMean", [[-100], [1], [2], [3], [100]], 0.2)).to.deep.equal([2]);
    expect(await combine("trimmedMean", [[0], [1], [2], [3], [104]], 0)).to.deep.equal([22]);
    expect(await combine("trimmedMean", [[-9], [-8], [6], [100], [101]], 0.4)).to.deep.equal([6]);
  });

  it("krum takes the update whose neighbours are nearest", async () => {
    // With f = 1 each counts its two nearest of four: 0.1 has 0.01 + 0.01, 0 has 0.01 + 0.04, and so on.
    expect(await combine("krum", [[0], [0.1], [0.2], [0.5], [50]], 0.2)).to.deep.equal([Math.fround(0.1)]);
  });

  it("multiKrum takes the mean of all but those that lie farthest", async () => {
    const [found] = await combine("multiKrum", [[0], [1], [2], [3], [-90]], 0.2);
    expect(found).to.equal(1.5);
  });

  it("normBounded shortens each update to the median length, and keeps its direction", async () => {
    expect(
      await combine("normBounded", [
        [3, 4],
        [0, 5],
        [0, 500],
      ]),
    ).to.deep.equal([1, Math.fround(14 / 3)]);
  });

  for (const name of ["median", "trimmedMean", "krum", "multiKrum"]) {
    it(`${name} stays where the honest are, whatever one in ten says`, async () => {
      const [x, y] = await combine(name, withOneFalse);
      expect(x).to.be.closeTo(1, 0.05);
      expect(y).to.be.closeTo(-1, 0.05);
    });
  }

  it("normBounded lets one in ten move the mean by a tenth of the usual length at most", async () => {
    const [x, y] = await combine("normBounded", withOneFalse);
    expect(Math.hypot((x ?? 0) - 0.9, (y ?? 0) + 0.9)).to.be.below(0.2);
  });

  it("the order of the updates does not matter to a rule that takes each coordinate by itself", async () => {
    const numbers = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 12 }), async (updates) => {
        for (const name of ["median", "trimmedMean"]) {
          expect(await combine(name, updates.toReversed())).to.deep.equal(await combine(name, updates));
        }
      }),
    );
  });

  it("agrees with all at once where the updates are read in many pieces", async () => {
    const size = 2 ** 22 + 5;
    const wide =
      (value: number): DeltaTiles["read"] =>
      (start, into) => {
        into.forEach((row, i) => row.forEach((_, j) => (row[j] = ((start + j) % 7) + value * i)));
        return Promise.resolve();
      };
    const found = await rule("median").combine({ count: 3, size, read: wide(1) }, { attackers: 0 });
    expect(found.length).to.equal(size);
    expect(found.every((value, j) => value === (j % 7) + 1)).to.equal(true);
  });

  it("krum says when the cohort is too small for its attackers", () => {
    expect(rule("krum").problem(10, { attackers: 0.4 })).to.equal(
      "Krum needs more than 10 updates where 4 may be false, there are 10",
    );
    expect(rule("krum").problem(11, { attackers: 0.4 })).to.equal(undefined);
  });

  it("the mean is no such rule", () => {
    expect(robustRule("mean")).to.equal(undefined);
  });
});
