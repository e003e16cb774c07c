import { expect } from "chai";
import fc from "fast-check";

import { activeAssumptions, completeUpTo, topologyFor } from "../../src/graph/index.ts";
import type { GraphAssumptions } from "../../src/graph/index.ts";
import { hararyParameters } from "../../src/graph/harary-parameters.ts";
import { hypergeometric, lowerQuantile, upperQuantile } from "../../src/graph/hypergeometric.ts";

type Adversary = GraphAssumptions["adversary"];

/** "degree/threshold". */
function found(
  participants: number,
  [adversary, corruptShare, dropoutShare]: readonly [Adversary, number, number],
  securityBits: number,
  correctnessBits: number,
): string {
  const assumptions = { adversary, corruptShare, dropoutShare, securityBits, correctnessBits };
  const parameters = hararyParameters(participants, assumptions, 4_000);
  return parameters === undefined ? "none" : `${parameters.degree}/${parameters.threshold}`;
}

/** C(n, k), exactly. */
function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 0; i < k; i++) result = (result * BigInt(n - i)) / BigInt(i + 1);
  return k < 0 || k > n ? 0n : result;
}

describe("the Harary graph's degree and threshold", function () {
  this.timeout(20_000);

  // Adversary, corrupt, dropped, security bits; at 30 bits of correctness, for 100, 1,000 and 10,000 participants.
  const ofTheSpecification: readonly (readonly [Adversary, number, number, number, string])[] = [
    ["curious", 0.1, 0.1, 40, "22/11 52/28 60/32"],
    ["curious", 0.1, 0.1, 80, "22/11 72/43 86/51"],
    ["curious", 0.1, 0.3, 40, "36/11 102/39 126/48"],
    ["curious", 0.05, 0.33, 40, "30/6 84/26 102/32"],
    ["active", 0.1, 0.1, 40, "32/22 114/78 144/98"],
    ["active", 0.1, 0.1, 80, "32/22 138/98 182/129"],
    ["active", 0.1, 0.3, 40, "72/42 462/273 936/555"],
    ["active", 0.05, 0.33, 40, "72/39 452/251 906/506"],
    ["curious", 0.05, 0.05, 40, "12/6 34/18 38/21"],
    ["active", 0.05, 0.05, 40, "16/11 62/43 74/51"],
    ["curious", 0.05, 0.1, 40, "16/6 40/19 46/22"],
    ["active", 0.05, 0.1, 40, "26/16 90/58 114/74"],
    ["curious", 0.2, 0.05, 40, "26/20 60/40 68/46"],
    ["active", 0.2, 0.05, 40, "32/27 104/80 132/101"],
    ["curious", 0.33, 0.33, 40, "68/34 310/159 480/246"],
  ];

  it("are those of the specification", () => {
    for (const [adversary, corrupt, dropped, bits, expected] of ofTheSpecification) {
      const row = [100, 1_000, 10_000].map((n) => found(n, [adversary, corrupt, dropped], bits, 30));
      expect(row.join(" "), `${adversary} ${corrupt} ${dropped} ${bits}`).to.equal(expected);
    }
    for (const [dropped, expected] of [
      [0.1, "4/2"],
      [0.3, "6/2"],
    ] as const) {
      expect(found(10, ["curious", 0.1, dropped], 40, 30)).to.equal(expected);
    }
  });

  // Rows of fcp/secagg/server/graph_parameter_finder_test.cc (google-parfait/federated-compute): 40 and 20 bits.
  const ofTheReference: readonly (readonly [number, Adversary, number, number, string])[] = [
    [100, "curious", 0.45, 0.45, "92/46"],
    [1_000, "curious", 0.45, 0.45, "822/417"],
    [10, "curious", 0.33, 0.33, "8/4"],
    [100, "curious", 0.33, 0.33, "68/34"],
    [1_000, "curious", 0.33, 0.33, "286/150"],
    [10_000, "curious", 0.33, 0.33, "422/221"],
    [100_000, "curious", 0.33, 0.33, "480/251"],
    [1_000_000, "curious", 0.33, 0.33, "518/270"],
    [100, "active", 0.3, 0.3, "92/62"],
    [1_000, "active", 0.3, 0.3, "872/584"],
    [100, "curious", 0.05, 0.33, "28/6"],
    [1_000, "curious", 0.05, 0.33, "72/24"],
    [10_000, "curious", 0.05, 0.33, "86/29"],
    [100_000, "curious", 0.05, 0.33, "96/32"],
    [10, "active", 0.05, 0.33, "8/5"],
    [100, "active", 0.05, 0.33, "72/39"],
    [1_000, "active", 0.05, 0.33, "398/223"],
    [10_000, "active", 0.05, 0.33, "746/420"],
    [100_000, "active", 0.05, 0.33, "882/496"],
    [10, "curious", 0.33, 0.05, "4/4"],
    [100, "curious", 0.33, 0.05, "34/29"],
    [1_000, "curious", 0.33, 0.05, "78/60"],
    [10_000, "curious", 0.33, 0.05, "92/70"],
    [100, "active", 0.33, 0.05, "42/37"],
    [1_000, "active", 0.33, 0.05, "132/109"],
    [10_000, "active", 0.33, 0.05, "178/146"],
    [1_000_000, "active", 0.33, 0.05, "212/173"],
    [100, "curious", 0.05, 0.05, "12/6"],
    [1_000, "curious", 0.05, 0.05, "30/17"],
    [10_000, "curious", 0.05, 0.05, "34/20"],
    [1_000, "active", 0.05, 0.05, "52/37"],
    [10_000, "active", 0.05, 0.05, "62/44"],
    [1_000, "curious", 0.33, 0, "38/36"],
    [1_000, "active", 0.33, 0, "38/37"],
    [1_000, "curious", 0, 0.33, "38/2"],
    [1_000, "active", 0, 0.33, "228/115"],
    [10_000, "active", 0, 0.33, "326/164"],
    [1_000, "curious", 0, 0, "2/2"],
    [1_000, "active", 0, 0, "2/2"],
  ];

  it("are those of the reference implementation", () => {
    for (const [participants, adversary, corrupt, dropped, expected] of ofTheReference) {
      const label = `${participants} ${adversary} ${corrupt} ${dropped}`;
      expect(found(participants, [adversary, corrupt, dropped], 40, 20), label).to.equal(expected);
    }
  });

  it("are refused where no threshold is both safe and live", () => {
    // The reference returns 4/2 here, though fewer than 2 of 4 neighbours are left with a chance above 2^-20 / 10.
    expect(found(10, ["curious", 0.05, 0.33], 40, 20)).to.equal("6/2");
    expect(found(1_000, ["curious", 0.5, 0.5], 40, 20)).to.equal("none");
    expect(found(1_000, ["active", 0.5, 0.5], 40, 20)).to.equal("none");
    expect(found(10, ["active", 0.33, 0.33], 40, 20)).to.equal("none");
  });

  it("follow from tails that agree with exact integers", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 120 }),
        fc.nat(),
        fc.nat(),
        fc.nat(90),
        (population, m, d, bits) => {
          const marked = m % (population + 1);
          const drawn = d % (population + 1);
          const distribution = hypergeometric(population, marked, drawn);
          const ways = (c: number): bigint => choose(marked, c) * choose(population - marked, drawn - c);
          const all = choose(population, drawn);
          const between = (from: number, to: number): bigint => {
            let sum = 0n;
            for (let c = Math.max(0, from); c <= to; c++) sum += ways(c);
            return sum;
          };
          const isRare = (tail: bigint): boolean => tail << BigInt(bits) <= all;
          const chance = 2 ** -bits;
          const above = upperQuantile(distribution, chance);
          const below = lowerQuantile(distribution, chance);
          if (bits > 0) {
            expect(isRare(between(above + 1, drawn))).to.equal(true);
            expect(isRare(between(above, drawn))).to.equal(false);
            expect(isRare(between(0, below - 1))).to.equal(true);
            expect(isRare(between(0, below))).to.equal(false);
          }
        },
      ),
    );
  });
});

describe("the topology of a roster", () => {
  it("is the complete graph up to 128, with two thirds and one more; below 8 a majority", () => {
    const threshold = (participants: number) => {
      const result = topologyFor(participants);
      return result.ok && result.value.kind === "complete" ? result.value.threshold : undefined;
    };
    expect([3, 4, 5, 6, 7].map(threshold)).to.deep.equal([2, 3, 3, 4, 4]);
    expect([8, 9, 10, 20, 100, 127, completeUpTo].map(threshold)).to.deep.equal([6, 7, 7, 14, 67, 85, 86]);
    expect(threshold(completeUpTo + 1)).to.equal(undefined);
  });

  it("is a Harary graph beyond, against an active coordinator with 80 bits", () => {
    expect(topologyFor(1_000)).to.deep.equal({
      ok: true,
      value: { kind: "harary", degree: 138, threshold: 98 },
    });
    expect(topologyFor(10_000)).to.deep.equal({
      ok: true,
      value: { kind: "harary", degree: 182, threshold: 129 },
    });
  });

  it("has a threshold that one kind of share alone can reach, and enough neighbours for it, for every size", () => {
    for (const participants of [129, 130, 150, 200, 256, 500, 2_000, 60_000]) {
      const result = topologyFor(participants);
      if (!result.ok || result.value.kind !== "harary")
        throw new Error(`no Harary graph for ${participants}`);
      const { degree, threshold } = result.value;
      expect(degree % 2).to.equal(0);
      expect(degree)
        .to.be.below(participants - 1)
        .and.at.most(255);
      // Twice the threshold is more than the neighbours: honest ones answer one kind each.
      expect(2 * threshold).to.be.above(degree);
      expect(threshold).to.be.at.most(degree);
    }
  });

  it("is refused in a sentence for too few, and where 255 neighbours are not enough", () => {
    for (const participants of [0, 2, 3.5]) {
      const result = topologyFor(participants);
      expect(result.ok ? "" : result.error).to.match(
        /^secure aggregation takes at least 3 participants, not /,
      );
    }
    const result = topologyFor(1_000, { ...activeAssumptions, dropoutShare: 0.3 });
    expect(result.ok ? "" : result.error).to.equal(
      "no graph of up to 255 neighbours is safe for 1000 participants of whom 10 % may be corrupt and 30 % may drop out; choose a goal of at most 128",
    );
  });
});
