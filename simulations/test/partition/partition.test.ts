import { expect } from "chai";
import fc from "fast-check";

import { draw, seededRandom, utf8 } from "@tributary/core/support";

import {
  dealByDirichlet,
  dealEvenly,
  dealLackingClasses,
  lackedClasses,
  partitionPicture,
} from "../../src/index.ts";
import type { Partition } from "../../src/index.ts";

const random = (seed: number) => seededRandom(utf8(String(seed)), "partition test");
const labelsOf = (count: number, classes: number): number[] =>
  Array.from({ length: count }, (_, i) => i % classes);

/** Every example is dealt once, and each client's are ascending. */
function expectWhole(partition: Partition, count: number): void {
  const all = partition.flat().sort((a, b) => a - b);
  expect(all).to.deep.equal(Array.from({ length: count }, (_, index) => index));
  for (const own of partition) expect(own).to.deep.equal([...own].sort((a, b) => a - b));
}

describe("dealing examples to clients", () => {
  it("evenly gives every example to one client, and none has two more than another", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 20 }), fc.nat(), (count, clients, seed) => {
        const partition = dealEvenly(count, clients, random(seed));
        expectWhole(partition, count);
        const sizes = partition.map((own) => own.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).to.be.at.most(1);
      }),
    );
  });

  it("by Dirichlet's distribution gives every example to one client, and each its minimum", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.constantFrom(0.3, 1, 10),
        fc.nat(),
        (clients, alpha, seed) => {
          const labels = labelsOf(400, 10);
          const partition = dealByDirichlet(labels, { clients, alpha, minimum: 5 }, random(seed));
          expectWhole(partition, labels.length);
          for (const own of partition) expect(own.length).to.be.at.least(5);
        },
      ),
    );
  });

  it("is more uneven the smaller the concentration", () => {
    const labels = labelsOf(2000, 10);
    const unevenness = (alpha: number): number => {
      const partition = dealByDirichlet(labels, { clients: 10, alpha, minimum: 0 }, random(1));
      return Math.max(...partition.map((own) => own.filter((each) => labels[each] === 0).length));
    };
    expect(unevenness(0.1)).to.be.greaterThan(unevenness(1));
    expect(unevenness(1)).to.be.greaterThan(unevenness(100));
  });

  it("gives the same deal for the same seed", () => {
    const labels = labelsOf(300, 10);
    const deal = () => dealByDirichlet(labels, { clients: 5, alpha: 0.3, minimum: 1 }, random(7));
    expect(deal()).to.deep.equal(deal());
  });

  it("fails in one sentence where no deal can give each client its minimum", () => {
    const deal = () => dealByDirichlet([0, 1], { clients: 3, alpha: 1, minimum: 1 }, random(1));
    expect(deal).to.throw(RangeError, "no deal of 2 examples to 3 clients");
  });

  it("leaves each client without the number of classes that it is to lack", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 12 }),
        fc.integer({ min: 0, max: 4 }),
        fc.nat(),
        (clients, lacking, seed) => {
          const labels = labelsOf(600, 10);
          const partition = dealLackingClasses(labels, { clients, classes: 10, lacking }, random(seed));
          expectWhole(partition, labels.length);
          for (const own of partition) {
            expect(new Set(own.map((each) => labels[each])).size).to.be.at.most(10 - lacking);
          }
        },
      ),
    );
  });

  it("has no class lacking at many more clients than another", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 9 }),
        fc.nat(),
        (clients, lacking, seed) => {
          const lacked = lackedClasses(clients, 10, lacking, draw(random(seed)));
          for (const each of lacked) expect(each.size).to.equal(lacking);
          const counts = Array.from(
            { length: 10 },
            (_, digit) => lacked.filter((each) => each.has(digit)).length,
          );
          expect(Math.max(...counts) - Math.min(...counts)).to.be.at.most(2);
        },
      ),
    );
  });
});

describe("the picture of a partition", () => {
  it("has a line for each client with a block for each label and the total", () => {
    const labels = [0, 0, 0, 0, 1, 1, 2];
    const picture = partitionPicture(
      labels,
      ["a", "b", "c"],
      [
        [0, 1, 2, 3],
        [4, 5, 6],
      ],
    );
    expect(picture.split("\n")).to.deep.equal([
      "client  a b c  examples",
      "1       █      4",
      "2         ▄ ▂  3",
    ]);
  });
});
