import { expect } from "chai";

import { nothingScored, patienceIsOver, withScores } from "../../src/round/scoring.ts";
import type { Scores } from "../../src/round/index.ts";
import { model, scores, terms } from "./builders.ts";

function scored(all: readonly (Partial<Scores> | null)[], stopping: Parameters<typeof terms>[0]) {
  const { stopping: rule } = terms(stopping);
  const scoring = all.reduce(
    (sum: typeof nothingScored, some, round) =>
      withScores(
        sum,
        { round, model: model(round), scores: some === null ? null : { ...scores(0), ...some } },
        rule,
      ),
    nothingScored,
  );
  return {
    best: scoring.best?.round,
    without: scoring.withoutImprovement,
    over: patienceIsOver(scoring, rule),
  };
}

const losses = (...all: readonly number[]) => all.map((loss) => ({ loss }));

describe("scoring", () => {
  it("takes the lowest loss, and of two equal models the earlier", () => {
    expect(scored(losses(3, 1, 2, 1), {})).to.deep.include({ best: 1, without: 2 });
  });

  it("takes the highest accuracy or macro F1, by the plan's metric", () => {
    const all = [
      { accuracy: 0.2, macroF1: 0.4 },
      { accuracy: 0.3, macroF1: 0.1 },
    ];
    expect(scored(all, { stopping: { metric: "accuracy" } }).best).to.equal(1);
    expect(scored(all, { stopping: { metric: "macroF1" } }).best).to.equal(0);
  });

  it("loses patience over models that improve by no more than minimumDelta, and still marks the best of them", () => {
    const creeping = scored(losses(1, 0.96, 0.92, 0.905), { stopping: { minimumDelta: 0.1, patience: 3 } });
    expect(creeping).to.deep.equal({ best: 3, without: 3, over: true });
    const improving = scored(losses(1, 0.96, 0.92, 0.85), { stopping: { minimumDelta: 0.1, patience: 3 } });
    expect(improving).to.deep.equal({ best: 3, without: 0, over: false });
  });

  it("learns nothing from a model without the metric", () => {
    expect(scored([{ loss: 1 }, null, null], { stopping: { patience: 1 } })).to.deep.equal({
      best: 0,
      without: 0,
      over: false,
    });
    expect(scored([{ macroF1: null }], { stopping: { metric: "macroF1" } }).best).to.equal(undefined);
  });

  it("never loses patience at patience 0", () => {
    expect(scored(losses(1, 2, 3, 4), { stopping: { patience: 0 } }).over).to.equal(false);
  });
});
