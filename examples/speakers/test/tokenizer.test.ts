import { expect } from "chai";

import { createTokenizer } from "@tributary/core/text";

import { tokenizerConfig, trainTokenizer } from "../src/tokenizer.ts";

const tokenizerOf = (texts: readonly string[], size: number) =>
  createTokenizer({ tokenizerJson: trainTokenizer(texts, size), tokenizerConfigJson: tokenizerConfig });

describe("a tokenizer that is trained on texts", () => {
  it("merges the commonest pair again and again, and of equals the first in the alphabet, within words", () => {
    // Pairs: "lo" and "ow" five times, then "low" five, "er" three, "Ġlow" two and "wer" two.
    const texts = ["low low", "low lower", "lower her"];
    const { model } = JSON.parse(trainTokenizer(texts, 261)) as {
      readonly model: { readonly merges: unknown };
    };
    expect(model.merges).to.deep.equal([
      ["l", "o"],
      ["lo", "w"],
      ["e", "r"],
      ["low", "er"],
    ]);
  });

  it("gives back what it was given, and begins each text with the token that ends one", () => {
    const tokenizer = tokenizerOf(["to be, or not to be", "that is the question"], 300);
    const nasty = "To be,\n\tor  not? \u00e9\u{1F600} 12's <|endof";
    const ids = tokenizer.encode(nasty, { maximumTokens: 1000 });
    expect(tokenizer.decode(ids)).to.equal(nasty);
    expect(ids[0]).to.equal(tokenizer.endId);
    expect(tokenizer.endId).to.equal(tokenizer.vocabularySize - 1);
    expect(ids.slice(1)).to.not.include(tokenizer.endId);
  });

  it("stops where no pair is there twice, and needs no text at all", () => {
    const tokenizer = tokenizerOf(["aaaa aaaa"], 512);
    // "aa", "aaaa", nothing more: " aaaa" is another word.
    expect(tokenizer.vocabularySize).to.equal(256 + 2 + 1);
    expect(tokenizerOf([], 512).vocabularySize).to.equal(257);
  });
});
