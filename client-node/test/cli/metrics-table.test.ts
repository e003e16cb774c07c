import { metricsOf } from "@tributary/core/metrics";
import { expect } from "chai";

import { metricsTable } from "../../src/cli/metrics-table.ts";

function tableOf(
  labels: readonly string[],
  confusion: readonly number[],
  exampleCount: number,
  loss: number,
) {
  const evaluation = { exampleCount, lossSum: exampleCount * loss, confusion: Uint32Array.from(confusion) };
  const metrics = metricsOf(evaluation, labels);
  if (metrics === undefined) throw new Error("nothing was scored");
  return metricsTable(metrics).split("\n");
}

describe("the table of an evaluation", () => {
  it("has a classifier's means, as they are and weighted, and a row for each label", () => {
    expect(tableOf(["ham", "spam"], [8, 0, 1, 1], 10, 0.5)).to.deep.equal([
      "examples   10",
      "accuracy   90.00 %",
      "loss       0.5000 nats",
      "precision  94.44 % (macro)  91.11 % (weighted by examples)",
      "recall     75.00 % (macro)  90.00 % (weighted by examples)",
      "F1         80.39 % (macro)  88.63 % (weighted by examples)",
      "",
      "label  examples  precision    recall        F1",
      "ham           8    88.89 %  100.00 %   94.12 %",
      "spam          2   100.00 %   50.00 %   66.67 %",
      "",
    ]);
  });

  it("has a language model's tokens, loss and perplexity", () => {
    expect(tableOf([], [], 64, Math.log(12))).to.deep.equal([
      "tokens      64",
      "loss        2.4849 nats",
      "perplexity  12.00",
      "",
    ]);
  });
});
