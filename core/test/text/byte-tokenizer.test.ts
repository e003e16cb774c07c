import { expect } from "chai";
import fc from "fast-check";

import { byteTokenizer } from "../../src/text/index.ts";

describe("the byte tokenizer", () => {
  it("gives the bytes of UTF-8 after a token that begins a text", () => {
    expect(byteTokenizer.encode("aé🙂", { maximumTokens: 20 })).to.deep.equal([
      257, 97, 0xc3, 0xa9, 0xf0, 0x9f, 0x99, 0x82,
    ]);
    expect(byteTokenizer.encode("aé", { maximumTokens: 3 })).to.deep.equal([257, 97, 0xc3]);
    const { vocabularySize, padId, endId, maskId } = byteTokenizer;
    expect([vocabularySize, padId, endId, maskId]).to.deep.equal([259, 256, 258, undefined]);
    expect([...byteTokenizer.specialIds]).to.deep.equal([256, 257, 258]);
  });

  it("decodes whatever was encoded, leaves special tokens out and shows half a character as such", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(byteTokenizer.decode(byteTokenizer.encode(text, { maximumTokens: 1e6 }))).to.equal(text);
      }),
    );
    expect(byteTokenizer.decode([257, 97, 0xc3, 258, 256])).to.equal("a\uFFFD");
  });
});
