import { expect } from "chai";
import fc from "fast-check";

import { comeBackAfterMs, hasPlace } from "../../src/strategy/index.ts";

const cohort = (goal: number, overSelection: number) => ({
  goal,
  overSelection,
  minimum: 1,
  minSurvivors: 1,
});

describe("selection", () => {
  it("has ceil(goal x over-selection) places, without a place more for a rounding error", () => {
    expect(hasPlace(cohort(10, 1.1), 10)).to.equal(true);
    expect(hasPlace(cohort(10, 1.1), 11)).to.equal(false);
    expect(hasPlace(cohort(10, 1.3), 12)).to.equal(true);
    expect(hasPlace(cohort(10, 1.3), 13)).to.equal(false);
    expect(hasPlace(cohort(1, 1), 1)).to.equal(false);
  });

  it("spreads those who come back over half to one and a half times the wait, within bounds", () => {
    expect(comeBackAfterMs(10_000, 0)).to.equal(5_000);
    expect(comeBackAfterMs(10_000, 0.5)).to.equal(10_000);
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000, max: 1e9 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (wait, uniform) => {
          expect(comeBackAfterMs(wait, uniform)).to.be.within(250, 45_000);
        },
      ),
    );
  });
});
