import { expect } from "chai";

import { figuresInWords, pointsInWords, toldFigures } from "../../src/metrics/index.ts";

describe("figures in words", () => {
  const base = { loss: 1.25, accuracy: 0.753, macroF1: 0.6, weightedF1: 0.7 };

  it("name each share with its gain over the base's, in points", () => {
    const figures = { loss: 0.43214, accuracy: 0.912, macroF1: 0.55, weightedF1: 0.9 };
    expect(figuresInWords(figures, base)).to.equal(
      "loss 0.4321, accuracy 91.2 % (base 75.3 %, +15.9), macro F1 55.0 % (base 60.0 %, -5.0), " +
        "weighted F1 90.0 % (base 70.0 %, +20.0)",
    );
  });

  it("leave out the gain without a base, and a figure that nobody gave", () => {
    expect(figuresInWords({ loss: 0.5, accuracy: 0.75, macroF1: null }, null)).to.equal(
      "loss 0.5000, accuracy 75.0 %",
    );
    const old = { loss: 1, accuracy: 0.5, macroF1: null };
    expect(figuresInWords(base, old)).to.equal(
      "loss 1.2500, accuracy 75.3 % (base 50.0 %, +25.3), macro F1 60.0 %, weighted F1 70.0 %",
    );
  });

  it("tell the perplexity of a language model, which has no accuracy", () => {
    const figures = { loss: Math.log(20), accuracy: null, macroF1: null };
    expect(figuresInWords(figures, null)).to.equal("loss 2.9957, perplexity 20.00");
    expect(figuresInWords(figures, { ...figures, loss: Math.log(25) })).to.equal(
      "loss 2.9957, perplexity 20.00 (base 25.00, -5.00)",
    );
  });

  it("call what is rounded to nothing no loss", () => {
    expect([pointsInWords(-0.0001), pointsInWords(0), pointsInWords(-0.001)]).to.deep.equal([
      "+0.0",
      "+0.0",
      "-0.1",
    ]);
  });

  it("are read from a receipt, if it says that something was scored", () => {
    const told = toldFigures({ exampleCount: 4, lossSum: 2, accuracy: 0.25, macroF1: 0.5, weightedF1: 1 });
    expect(told).to.deep.equal({ loss: 0.5, accuracy: 0.25, macroF1: 0.5, weightedF1: 1 });
    expect(toldFigures({ exampleCount: 0, lossSum: 0, accuracy: null, macroF1: null })).to.equal(null);
  });
});
