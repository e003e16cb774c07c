import { expect } from "chai";
import fc from "fast-check";

import { remark } from "../../src/round/index.ts";

describe("a remark of somebody else's", () => {
  it("is kept as it is if it is short and plain", () => {
    for (const text of ["", "the tensor x is missing", "größer 😀", "a".repeat(300)]) {
      expect(remark(text)).to.equal(text);
    }
  });

  it("holds no control characters, no line separators and no lone surrogates", () => {
    expect(remark("a\u0000b\u001b[2Jc\nd\u2028e\u0085")).to.equal("a\uFFFDb\uFFFD[2Jc\uFFFDd\uFFFDe\uFFFD");
    expect(remark("\uDE00x\uD83D")).to.equal("\uFFFDx\uFFFD");
  });

  it("is cut between two characters", () => {
    expect(remark(`${"a".repeat(298)}😀😀`)).to.equal(`${"a".repeat(298)}…`);
    expect(remark(`${"a".repeat(297)}😀😀`)).to.equal(`${"a".repeat(297)}😀…`);
  });

  it("is short, well formed, and the same when it is told again", () => {
    const texts = fc.string({
      unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)),
      maxLength: 700,
    });
    fc.assert(
      fc.property(texts, (text) => {
        const told = remark(text);
        expect(told.length).to.be.at.most(300);
        expect(told).to.not.match(/[\p{Cc}\p{Cs}]/u);
        expect(remark(told)).to.equal(told);
      }),
    );
  });
});
