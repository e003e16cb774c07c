import { expect } from "chai";

import { scheduleOf } from "../src/schedules.ts";

const factors = (kind: "constant" | "linear" | "cosine", warmup: number, steps: number): number[] => {
  const factor = scheduleOf({ kind, warmup }, steps);
  return Array.from({ length: steps }, (_, step) => Math.round(factor(step) * 1e6) / 1e6);
};

describe("learning-rate schedules", () => {
  it("stay, fall in a line or along a cosine", () => {
    expect(factors("constant", 0, 3)).to.deep.equal([1, 1, 1]);
    expect(factors("linear", 0, 4)).to.deep.equal([1, 0.75, 0.5, 0.25]);
    expect(factors("cosine", 0, 4)).to.deep.equal([1, 0.853553, 0.5, 0.146447]);
  });

  it("rise over the warm-up first, without a step at 0", () => {
    expect(factors("constant", 0.5, 6)).to.deep.equal([0.25, 0.5, 0.75, 1, 1, 1]);
    expect(factors("linear", 0.5, 6)).to.deep.equal([0.25, 0.5, 0.75, 1, 0.666667, 0.333333]);
  });

  it("reach 1 at the last step even when all is warm-up", () => {
    expect(factors("cosine", 1, 4)).to.deep.equal([0.25, 0.5, 0.75, 1]);
    expect(factors("linear", 1, 1)).to.deep.equal([1]);
  });
});
