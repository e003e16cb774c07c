import { expect } from "chai";

import { perplexityOf, writePerplexity } from "../../src/metrics/index.ts";

describe("a perplexity", () => {
  it("is e to the loss, and finite whatever the loss", () => {
    expect(perplexityOf(0)).to.equal(1);
    expect(perplexityOf(Math.log(34.2))).to.be.closeTo(34.2, 1e-12);
    expect(perplexityOf(1000)).to.equal(Number.MAX_VALUE);
  });

  it("is written so that it can be read, however large it is", () => {
    expect([9.999, 50_257, 1e6, Number.MAX_VALUE].map(writePerplexity)).to.deep.equal([
      "10.00",
      "50257.00",
      "1.00e+6",
      "1.80e+308",
    ]);
  });
});
