import { expect } from "chai";

import { metricsOf } from "../../src/metrics/index.ts";

describe("metrics of an evaluation", () => {
  it("agree with scikit-learn's macro averages on a worked example", () => {
    // y_true = a a a b b c, y_pred = a a b b c c.
    const confusion = Uint32Array.of(2, 1, 0, 0, 1, 1, 0, 0, 1);
    const metrics = metricsOf({ exampleCount: 6, lossSum: 3, confusion }, ["a", "b", "c"])!;
    expect(metrics.loss).to.equal(0.5);
    expect(metrics.accuracy).to.be.closeTo(4 / 6, 1e-12);
    expect(metrics.macroPrecision).to.be.closeTo((1 + 1 / 2 + 1 / 2) / 3, 1e-12);
    expect(metrics.macroRecall).to.be.closeTo((2 / 3 + 1 / 2 + 1) / 3, 1e-12);
    expect(metrics.macroF1).to.be.closeTo((0.8 + 0.5 + 2 / 3) / 3, 1e-12);
    expect(metrics.perClass[1]).to.deep.equal({
      label: "b",
      exampleCount: 2,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
    });
  });

  it("leave a class that neither occurs nor is predicted out of the means", () => {
    const metrics = metricsOf(
      { exampleCount: 2, lossSum: 0, confusion: Uint32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 0) },
      ["a", "b", "never"],
    )!;
    expect(metrics.macroF1).to.equal(1);
    expect(metrics.perClass[2]!.f1).to.equal(0);
  });

  it("count a class that occurs and is never predicted as 0", () => {
    const metrics = metricsOf({ exampleCount: 2, lossSum: 0, confusion: Uint32Array.of(1, 0, 1, 0) }, [
      "a",
      "b",
    ])!;
    expect([metrics.macroPrecision, metrics.macroRecall, metrics.accuracy]).to.deep.equal([0.25, 0.5, 0.5]);
  });

  it("weigh each class by its examples where they say so", () => {
    const confusion = Uint32Array.of(2, 1, 0, 0, 1, 1, 0, 0, 1);
    const metrics = metricsOf({ exampleCount: 6, lossSum: 3, confusion }, ["a", "b", "c"])!;
    expect(metrics.weightedPrecision).to.be.closeTo((3 * 1 + 2 * 0.5 + 1 * 0.5) / 6, 1e-12);
    expect(metrics.weightedRecall).to.be.closeTo(4 / 6, 1e-12);
    expect(metrics.weightedF1).to.be.closeTo((3 * 0.8 + 2 * 0.5 + 2 / 3) / 6, 1e-12);
    expect(metrics.perplexity).to.equal(null);
  });

  it("of a language model are its loss and perplexity, and null for all that counts labels", () => {
    const evaluation = { exampleCount: 8, lossSum: 8 * Math.log(5), confusion: new Uint32Array(0) };
    const { perplexity, loss, exampleCount, perClass, ...rest } = metricsOf(evaluation, [])!;
    expect([exampleCount, loss, perClass]).to.deep.equal([8, Math.log(5), []]);
    expect(perplexity).to.be.closeTo(5, 1e-12);
    expect(Object.values(rest)).to.deep.equal([null, null, null, null, null, null, null]);
    expect(metricsOf({ ...evaluation, exampleCount: 0, lossSum: 0 }, [])).to.equal(undefined);
    expect(() => metricsOf({ ...evaluation, confusion: new Uint32Array(1) }, [])).to.throw(RangeError);
  });

  it("are undefined when nothing was scored, and refuse a matrix of another size", () => {
    expect(metricsOf({ exampleCount: 0, lossSum: 0, confusion: new Uint32Array(4) }, ["a", "b"])).to.equal(
      undefined,
    );
    expect(() =>
      metricsOf({ exampleCount: 1, lossSum: 0, confusion: new Uint32Array(3) }, ["a", "b"]),
    ).to.throw(RangeError);
  });
});
