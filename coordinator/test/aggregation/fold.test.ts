import { classMetrics, metricsOf, noClassifierFigures } from "@tributary/core/metrics";
import { countsOf, decodeMean, encodeMeta } from "@tributary/core/ring";
import type { MetaLane } from "@tributary/core/ring";
import { expect } from "chai";
import fc from "fast-check";

import { checkSum, nextModel, scoresOf } from "../../src/aggregation/index.ts";
import { builtInStrategy } from "../../src/strategy/index.ts";
import { terms } from "../support/updates.ts";

const { bounds } = terms;

function lane(changes: Partial<MetaLane> = {}): MetaLane {
  return {
    count: 2,
    weightUnits: 2 * 65_536,
    unclipped: 2,
    exampleCount: 0,
    lossSum: 0,
    counts: new Uint32Array(4),
    ...changes,
  };
}

describe("a sum's checks", () => {
  const check = (sum: Int32Array, meta: Uint32Array, survivors = 2) =>
    checkSum({ sum, meta, bounds, classes: 2, survivors });

  it("give the mean that the integers stand for", () => {
    const sum = Int32Array.of(1_000, -2_000, 0);
    const checked = check(sum.slice(), encodeMeta(lane()));
    if (!checked.ok) throw new Error(checked.error);
    expect([...checked.value.mean]).to.deep.equal([...decodeMean(sum, 2 * 65_536, bounds)]);
  });

  const sound = encodeMeta(lane());
  const failures: readonly (readonly [string, Int32Array, Uint32Array, number, RegExp])[] = [
    ["a canary that is not zero", new Int32Array(3), sound.with(sound.length - 1, 1), 2, /canary/],
    ["another count than was accepted", new Int32Array(3), sound, 3, /counts 2 updates, 3 were accepted/],
    ["no weight", new Int32Array(3), encodeMeta(lane({ weightUnits: 0 })), 2, /weight is 0 units/],
    [
      "more weight than so many updates have",
      new Int32Array(3),
      encodeMeta(lane({ weightUnits: 2 * 65_536 + 1 })),
      2,
      /contradicts itself: its weight is 131073 units, expected 2 to 131072/,
    ],
    [
      "more unclipped than there are",
      new Int32Array(3),
      encodeMeta(lane({ unclipped: 3 })),
      2,
      /clip bit is 3/,
    ],
    [
      "counts of examples that nobody reported",
      new Int32Array(3),
      encodeMeta(lane({ counts: Uint32Array.of(1, 0, 0, 0) })),
      2,
      /confusion counts add up to 1 examples, it reports 0/,
    ],
    ["a mean that is longer than any delta", new Int32Array(3).fill(2 ** 30), sound, 2, /norm/],
  ];
  for (const [what, sum, meta, survivors, expected] of failures) {
    it(`refuse ${what}`, () => {
      const checked = check(sum, meta, survivors);
      expect(checked.ok).to.equal(false);
      if (!checked.ok) expect(checked.error).to.match(expected);
    });
  }
});

describe("the next model", () => {
  const settings = { learningRate: 1, momentum: 0, secondMoment: 0, adaptivity: 1 };

  it("is refused if it has NaN in it", () => {
    const fedavg = builtInStrategy("fedavg");
    if (fedavg === undefined) throw new Error("no fedavg");
    const step = {
      model: Float32Array.of(1, Number.NaN),
      state: new Float32Array(),
      mean: Float32Array.of(1, 1),
    };
    expect(nextModel(fedavg, settings, step)).to.deep.equal({
      ok: false,
      error: "the strategy fedavg made a model with NaN or infinity",
    });
  });
});

describe("scores of a summed lane", () => {
  it("are those that core's metrics give for the confusion matrix, whichever form travelled", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 24 }),
        fc.infiniteStream(fc.nat({ max: 9 })),
        (classes, cells) => {
          const confusion = Uint32Array.from(
            { length: classes * classes },
            () => cells.next().value as number,
          );
          const exampleCount = confusion.reduce((sum, cell) => sum + cell, 0);
          const labels = Array.from({ length: classes }, (_, i) => String(i));
          const expected = metricsOf({ exampleCount, lossSum: 3, confusion }, labels);
          const scores = scoresOf(
            lane({ exampleCount, lossSum: 3, counts: countsOf(confusion, classes) }),
            labels,
          );
          if (expected === undefined) {
            expect(scores).to.equal(null);
            return;
          }
          const { perplexity: _, perClass, ...figures } = expected;
          expect(scores).to.deep.include(figures);
          expect(scores?.perClass.map(classMetrics)).to.deep.equal(perClass);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("of a language model are the mean loss of its tokens, and no shares", () => {
    const counts = new Uint32Array(0);
    expect(scoresOf(lane({ exampleCount: 8, lossSum: 20, counts }), [])).to.deep.equal({
      exampleCount: 8,
      loss: 2.5,
      ...noClassifierFigures,
      perClass: [],
    });
    expect(scoresOf(lane({ exampleCount: 0, lossSum: 0, counts }), [])).to.equal(null);
  });

  it("keep the counts of each label for at most a hundred labels", () => {
    const kept = (classes: number) => {
      const counts = new Uint32Array(3 * classes);
      counts[0] = 1;
      const labels = Array.from({ length: classes }, (_, i) => String(i));
      const scores = scoresOf(lane({ exampleCount: 1, lossSum: 0, counts }), labels);
      return [scores?.accuracy, scores?.perClass.length];
    };
    expect(kept(100)).to.deep.equal([1, 100]);
    expect(kept(101)).to.deep.equal([1, 0]);
  });

  it("are none where nobody scored anything", () => {
    expect(scoresOf(lane(), ["a", "b"])).to.equal(null);
  });
});
