import { expect } from "chai";
import fc from "fast-check";

import { draw } from "@tributary/core/support";
import { lengthGroupedBatches, padToBucket } from "../../src/batches/buckets.ts";
import { randomOf } from "../kit.ts";

const counting = (count: number): readonly number[] => [...Array.from({ length: count }).keys()];

/** Places that batches would be padded by, if each were padded to its longest. */
function padding(batches: readonly (readonly number[])[], lengths: readonly number[]): number {
  return batches.reduce((sum, batch) => {
    const own = batch.map((index) => lengths[index] ?? 0);
    return sum + own.reduce((waste, length) => waste + Math.max(...own) - length, 0);
  }, 0);
}

describe("the length that a batch is padded to", () => {
  it("is the longest, rounded up to a multiple, within the maximum", () => {
    expect(padToBucket([3, 9, 1])).to.equal(16);
    expect(padToBucket([8, 2])).to.equal(8);
    expect(padToBucket([9], 4)).to.equal(12);
    expect(padToBucket([98], 8, 100)).to.equal(100);
    expect(padToBucket([97, 300], 8, 100)).to.equal(100);
    expect(padToBucket([0])).to.equal(8);
    expect(padToBucket([])).to.equal(8);
  });
});

describe("batches of texts of about one length", () => {
  it("hold each index once, in batches that are full but for one", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat({ max: 300 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 9 }),
        (indices, batchSize) => {
          const lengths = counting(301).map((index) => (7 * index) % 50);
          const batches = lengthGroupedBatches(indices, lengths, batchSize, draw(randomOf("batches")));
          const sorted = (list: readonly number[]): readonly number[] => [...list].sort((a, b) => a - b);
          expect(sorted(batches.flat())).to.deep.equal(sorted(indices));
          expect(batches).to.have.length(Math.ceil(indices.length / batchSize));
          expect(batches.filter(({ length }) => length !== batchSize).length).to.be.at.most(1);
        },
      ),
    );
  });

  it("pad a small part of what batches by chance do", () => {
    const chance = draw(randomOf("lengths"));
    const lengths = counting(1_000).map(() => 1 + chance.integer(120));
    const grouped = lengthGroupedBatches(counting(1_000), lengths, 8, draw(randomOf("grouped")));
    const order = draw(randomOf("plain")).shuffle([...counting(1_000)]);
    const plain = counting(125).map((batch) => order.slice(8 * batch, 8 * batch + 8));
    expect(padding(grouped, lengths)).to.be.below(0.15 * padding(plain, lengths));
  });

  it("come in an order that chance decides, not by length, and the same for the same chance", () => {
    const lengths = counting(256);
    const batches = (name: string) => lengthGroupedBatches(counting(256), lengths, 4, draw(randomOf(name)));
    const longest = batches("one").map((batch) => Math.max(...batch));
    const rises = longest.filter((length, at) => length > (longest[at - 1] ?? 0)).length;
    expect(rises).to.be.within(16, 48);
    expect(batches("one")).to.deep.equal(batches("one"));
    expect(batches("one")).not.to.deep.equal(batches("two"));
  });

  it("leave the list that they are made of as it is", () => {
    const indices = counting(20);
    lengthGroupedBatches(indices, indices, 4, draw(randomOf("kept")));
    expect(indices).to.deep.equal(counting(20));
  });
});
