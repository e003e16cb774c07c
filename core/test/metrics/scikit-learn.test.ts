import { readFileSync } from "node:fs";

import { expect } from "chai";
import { z } from "zod";

import { classifierFigures, labelledCounts, metricsOf } from "../../src/metrics/index.ts";
import { classCounts, countsOf } from "../../src/ring/index.ts";

const triple = z.tuple([z.number(), z.number(), z.number()]);
const cases = z
  .array(
    z.object({
      name: z.string(),
      confusion: z.array(z.array(z.int())),
      accuracy: z.number(),
      macro: triple,
      weighted: triple,
      /** Examples, precision, recall, F1. */
      perClass: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
    }),
  )
  .parse(
    JSON.parse(
      readFileSync(new URL("../../../test/fixtures/metrics/expected.json", import.meta.url), "utf8"),
    ),
  );

/** Numbers, and where they stand. */
function allClose(values: readonly (number | null)[], expected: readonly number[]): void {
  expect(values).to.have.length(expected.length);
  for (const [index, value] of expected.entries()) {
    expect(Math.abs((values[index] ?? NaN) - value), `figure ${index}`).to.be.at.most(1e-12);
  }
}

describe("figures of a classifier, as scikit-learn gives them", () => {
  it("are compared on matrices of every form that travels", () => {
    expect(cases.length).to.be.at.least(8);
    expect(cases.some(({ confusion }) => confusion.length > 20)).to.equal(true);
  });

  for (const { name, confusion, accuracy, macro, weighted, perClass } of cases) {
    const labels = confusion.map((_, index) => `class ${index}`);
    const flat = Uint32Array.from(confusion.flat());
    const exampleCount = flat.reduce((sum, cell) => sum + cell, 0);

    it(`agree to 1e-12 for ${name}`, () => {
      const metrics = metricsOf({ exampleCount, lossSum: 0, confusion: flat }, labels)!;
      allClose(
        [metrics.accuracy, metrics.macroPrecision, metrics.macroRecall, metrics.macroF1],
        [accuracy, ...macro],
      );
      allClose([metrics.weightedPrecision, metrics.weightedRecall, metrics.weightedF1], weighted);
      expect(metrics.perClass.map(({ label }) => label)).to.deep.equal(labels);
      allClose(
        metrics.perClass.flatMap((of) => [of.exampleCount, of.precision, of.recall, of.f1]),
        perClass.flat(),
      );
    });

    it(`are the same from the counts that travel for ${name}`, () => {
      const metrics = metricsOf({ exampleCount, lossSum: 0, confusion: flat }, labels);
      const travelled = classCounts(countsOf(flat, labels.length), labels.length);
      expect(metrics).to.deep.include(classifierFigures(labelledCounts(travelled, labels)));
    });
  }
});
