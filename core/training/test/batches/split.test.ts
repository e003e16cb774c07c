import { expect } from "chai";
import fc from "fast-check";

import type { NumericExample } from "@tributary/core/participant";
import { splitExamples } from "../../src/batches/index.ts";
import { hashExample } from "../../src/batches/hash.ts";
import { noise, planOf } from "../kit.ts";

const plan = planOf();
const contents = (examples: readonly NumericExample[], indices: readonly number[]): string[] =>
  indices.map((index) => `${examples[index]!.label}:${examples[index]!.values.join()}`).sort();

describe("the split into training and validation", () => {
  it("is a partition with round(share * n) held back, at least one and never all", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (count, share) => {
          const { training, validation } = splitExamples(noise(plan, count), share);
          expect([...training, ...validation].sort((a, b) => a - b)).to.deep.equal([...Array(count).keys()]);
          const wanted =
            share === 0 || count < 2 ? 0 : Math.min(Math.max(1, Math.round(share * count)), count - 1);
          expect(validation).to.have.length(wanted);
        },
      ),
    );
  });

  it("holds back the same examples whatever their order", () => {
    const examples = noise(plan, 40);
    const reversed = examples.toReversed();
    const [one, other] = [splitExamples(examples, 0.25), splitExamples(reversed, 0.25)];
    expect(contents(reversed, other.validation)).to.deep.equal(contents(examples, one.validation));
  });

  it("moves few examples when some are added", () => {
    const examples = noise(plan, 200);
    const held = new Set(contents(examples, splitExamples(examples, 0.2).validation));
    const more = [...examples, ...noise(plan, 20, "later")];
    const still = contents(more, splitExamples(more, 0.2).validation).filter((content) => held.has(content));
    expect(still.length).to.be.greaterThan(34);
  });

  it("takes from every label in proportion", () => {
    const examples = noise(plan, 90).map((example, index) => ({
      ...example,
      label: index < 60 ? 0 : index < 80 ? 1 : 2,
    }));
    const counts = [0, 0, 0];
    for (const index of splitExamples(examples, 0.1).validation) counts[examples[index]!.label]!++;
    expect(counts).to.deep.equal([6, 2, 1]);
  });

  it("keeps copies of one example together, and trains on a set of copies alone", () => {
    const [example] = noise(plan, 1);
    const copies = [
      ...noise(plan, 20, "rest"),
      ...Array.from({ length: 6 }, () => structuredClone(example!)),
    ];
    for (const share of [0.05, 0.1, 0.3, 0.6]) {
      const { validation } = splitExamples(copies, share);
      expect(validation.filter((index) => index >= 20).length).to.be.oneOf([0, 6]);
    }
    expect(splitExamples(copies.slice(20), 0.5)).to.deep.equal({
      training: [0, 1, 2, 3, 4, 5],
      validation: [],
    });
  });
});

describe("the hash of an example", () => {
  it("is pinned, since a change would mix what trains with what scores in a running task", () => {
    // From an independent MurmurHash3_x86_32 over label 2 and the three values as little-endian words.
    expect(hashExample({ values: Float32Array.of(0, 0.5, -1), label: 2 })).to.equal(3447775261497437);
  });

  it("depends on each value, each place and the label, and not on where the values lie in memory", () => {
    const of = (values: number[], label = 0) => hashExample({ values: Float32Array.from(values), label });
    const hashes = [of([0, 1]), of([1, 0]), of([0, 1], 1), of([0, 1, 0]), of([0, 1.0000001]), of([-0, 1])];
    expect(new Set(hashes).size).to.equal(hashes.length);
    expect(hashExample({ values: Float32Array.of(9, 9, 0, 1).subarray(2), label: 0 })).to.equal(hashes[0]);
  });
});
