import { expect } from "chai";
import fc from "fast-check";

import { byteTokenizer, createTokenizer, encodeSequence } from "../../src/text/index.ts";
import type { Tokenizer } from "../../src/text/index.ts";
import { byteLevelJson, wordPieceJson } from "./tokenizers.ts";

const byteLevel = createTokenizer({ tokenizerJson: byteLevelJson() });
const end = 260;

function encoded(
  tokenizer: Tokenizer,
  parts: readonly (readonly [text: string, learned: boolean])[],
  maximumTokens: number,
): readonly unknown[] {
  const texts = parts.map(([text, learned]) => ({ text, learned }));
  return encodeSequence(tokenizer, texts, { maximumTokens }).map(({ ids, counted }) => [ids, [...counted]]);
}

describe("the tokens of an example for a language model", () => {
  it("are those of each part by itself, of which the learned ones and the end of the text are counted", () => {
    expect(
      encoded(
        byteLevel,
        [
          ["he", false],
          ["ll", true],
        ],
        10,
      ),
    ).to.deep.equal([
      [
        [256, 257, end],
        [0, 1, 1],
      ],
    ]);
    expect(
      encoded(
        byteTokenizer,
        [
          ["a", false],
          ["b", true],
          ["c", false],
        ],
        10,
      ),
    ).to.deep.equal([
      [
        [257, 97, 98, 99],
        [0, 0, 1, 0],
      ],
    ]);
  });

  it("never count the first, which nothing stands before", () => {
    expect(encoded(byteLevel, [["hello", true]], 10)).to.deep.equal([
      [
        [258, 111, end],
        [0, 1, 1],
      ],
    ]);
    expect(encoded(byteTokenizer, [["ab", true]], 10)).to.deep.equal([
      [
        [257, 97, 98, 258],
        [0, 1, 1, 1],
      ],
    ]);
  });

  it("lose the beginning of a prompt first, and then the end of its answer", () => {
    const exchange = [
      ["abc", false],
      ["de", true],
    ] as const;
    expect(encoded(byteTokenizer, exchange, 7)).to.deep.equal([
      [
        [257, 97, 98, 99, 100, 101, 258],
        [0, 0, 0, 0, 1, 1, 1],
      ],
    ]);
    expect(encoded(byteTokenizer, exchange, 5)).to.deep.equal([
      [
        [98, 99, 100, 101, 258],
        [0, 0, 1, 1, 1],
      ],
    ]);
    expect(encoded(byteTokenizer, exchange, 3)).to.deep.equal([
      [
        [99, 100, 101],
        [0, 1, 1],
      ],
    ]);
  });

  it("are several windows where a long text is learned as a whole", () => {
    expect(encoded(byteTokenizer, [["abcd", true]], 3)).to.deep.equal([
      [
        [257, 97, 98],
        [0, 1, 1],
      ],
      [
        [98, 99, 100],
        [0, 1, 1],
      ],
      [
        [100, 258],
        [0, 1],
      ],
    ]);
  });

  it("are in windows each token but the first predicted once, and never more than fit", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.integer({ min: 2, max: 9 }), (text, maximumTokens) => {
        const windows = encodeSequence(byteTokenizer, [{ text, learned: true }], { maximumTokens });
        const predicted = windows.flatMap(({ ids, counted }) => ids.filter((_, at) => counted[at] === 1));
        expect(predicted).to.deep.equal([...byteTokenizer.tokenize(text), 258]);
        for (const { ids, counted } of windows) {
          expect(ids.length).to.be.at.most(maximumTokens);
          expect(counted.length).to.equal(ids.length);
        }
      }),
    );
  });

  it("have no end where the tokenizer has none, and are none where there is nothing to predict", () => {
    const wordPiece = createTokenizer({ tokenizerJson: wordPieceJson() });
    expect(encoded(wordPiece, [["the cat", true]], 10)).to.deep.equal([
      [
        [2, 5, 6],
        [0, 1, 1],
      ],
    ]);
    expect(encoded(byteLevel, [], 10)).to.deep.equal([]);
    expect(encoded(byteTokenizer, [["a", false]], 10)).to.deep.equal([]);
  });
});
