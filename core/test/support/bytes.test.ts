import { expect } from "chai";
import fc from "fast-check";

import { equalBytes, fromHex, lengthPrefixed, nearest, toHex, u64be } from "../../src/support/index.ts";

describe("bytes", () => {
  it("go to hex and back", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).to.deep.equal(bytes);
      }),
    );
    expect(() => fromHex("abc")).to.throw(RangeError);
    expect(() => fromHex("zz")).to.throw(RangeError);
  });

  it("are prefixed with their length so that no two lists of parts agree", () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same =
          a.length === b.length && a.every((part, i) => equalBytes(part, b[i] ?? new Uint8Array()));
        expect(equalBytes(lengthPrefixed(...a), lengthPrefixed(...b))).to.equal(same);
      }),
    );
  });

  it("write 64-bit numbers beyond 2^32", () => {
    expect(toHex(u64be(2 ** 40 + 5))).to.equal("0000010000000005");
  });
});

describe("the nearest word", () => {
  it("is the one that a slip of the finger makes", () => {
    expect(nearest("learnigRate", ["learningRate", "localEpochs"])).to.equal("learningRate");
    expect(nearest("BATCHSIZE", ["batchSize"])).to.equal("batchSize");
  });

  it("is none when nothing is near", () => {
    expect(nearest("colour", ["batchSize", "seed"])).to.equal(undefined);
  });
});
