import { expect } from "chai";

import { meanOf, tableText } from "../src/report.ts";

const figures = (speaker: string, base: number, alone: number, federated: number) => ({
  speaker,
  trainingCharacters: 80,
  testCharacters: 20,
  base,
  alone,
  federated,
});

describe("the table of perplexities", () => {
  const speakers = [figures("ROMEO", 8, 7, 6), figures("JULIET", 6, 6.5, 6.25)];

  it("has a line for each speaker, the mean, and says whose was not lowered", () => {
    expect(tableText({ speakers, mean: meanOf(speakers), notLowered: ["JULIET"] }).split("\n")).to.deep.equal(
      [
        "Perplexity per token on speeches that nobody trained on (lower is better):",
        "             base      alone  federated",
        "ROMEO        8.00       7.00       6.00",
        "JULIET       6.00       6.50       6.25",
        "mean         7.00       6.75       6.13",
        "Federated training lowered that of 1 of 2 speakers, not of JULIET.",
      ],
    );
  });

  it("says where it is everyone's", () => {
    const text = tableText({ speakers, mean: meanOf(speakers), notLowered: [] });
    expect(text).to.match(/\nFederated training lowered that of each of the 2 speakers\.$/);
  });
});
