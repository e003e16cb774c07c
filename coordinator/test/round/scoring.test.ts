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

  it("takes the highest weighted F1, or F1 of the label that the plan names", () => {
    const f1 = (hits: number) => ({ label: "spam", hits, falsePositives: 1, misses: 1 });
    const ham = { label: "ham", hits: 9, falsePositives: 0, misses: 0 };
    const all = [
      { weightedF1: 0.4, perClass: [ham, f1(1)] },
      { weightedF1: 0.3, perClass: [ham, f1(8)] },
      { weightedF1: 0.2, perClass: [ham, f1(4)] },
    ];
    expect(scored(all, { stopping: { metric: "weightedF1" } }).best).to.equal(0);
    const spam = { metric: "f1", label: "spam" } as const;
    expect(scored(all, { stopping: spam }).best).to.equal(1);
    // From 0.5 to 8/9 is more than a third, from there to 0.8 is none.
    expect(scored(all, { stopping: { ...spam, minimumDelta: 1 / 3, patience: 1 } })).to.deep.equal({
      best: 1,
      without: 1,
      over: true,
    });
    expect(scored([{ perClass: [] }], { stopping: spam }).best).to.equal(undefined);
  });

  it("takes the lowest perplexity, whose steps are those of the perplexity and not of the loss", () => {
    const all = losses(...[100, 60, 59.5, 70].map(Math.log));
    const stopping = { metric: "perplexity", minimumDelta: 1, patience: 2 } as const;
    expect(scored(all, { stopping })).to.deep.equal({ best: 2, without: 2, over: true });
    expect(scored(losses(2_000, 1_500), { stopping })).to.deep.include({ best: 0 });
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
