import { expect } from "chai";

import { draw } from "@tributary/core/support";
import { dropoutMask, fillBatch, inBatches } from "../../src/batches/index.ts";
import { mlpPlan, planOf, randomOf } from "../kit.ts";

describe("batches", () => {
  it("hold every item once, in order, the last batch what is left", () => {
    expect(inBatches([1, 2, 3, 4, 5], 2)).to.deep.equal([[1, 2], [3, 4], [5]]);
    expect(inBatches([], 2)).to.deep.equal([]);
  });

  it("lay the chosen examples end to end, with their labels", () => {
    const examples = [
      { values: Float32Array.of(1, 2), label: 0 },
      { values: Float32Array.of(3, 4), label: 2 },
      { values: Float32Array.of(5, 6), label: 1 },
    ];
    const plan = planOf({ ...mlpPlan, input: { kind: "features", size: 2 } });
    expect(fillBatch(plan, examples, [2, 1])).to.deep.equal({
      kind: "values",
      count: 2,
      values: Float32Array.of(5, 6, 3, 4),
      targets: { kind: "labels", labels: Int32Array.of(1, 2) },
    });
  });
});

describe("a dropout mask", () => {
  it("drops its share and scales the rest, so that the mean stays 1", () => {
    const mask = dropoutMask(100, 50, 0.2, draw(randomOf("mask")));
    expect(new Set(mask)).to.deep.equal(new Set([0, 1.25]));
    expect(mask.reduce((sum, value) => sum + value, 0) / mask.length).to.be.closeTo(1, 0.03);
  });
});
