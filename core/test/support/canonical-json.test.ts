import { expect } from "chai";
import fc from "fast-check";

import { canonicalBytes, canonicalJson, parseCanonical, utf8 } from "../../src/support/index.ts";

describe("canonical JSON", () => {
  it("sorts keys, leaves out undefined and white space", () => {
    expect(canonicalJson({ b: [1, true, null], a: "ä", c: undefined })).to.equal(
      '{"a":"ä","b":[1,true,null]}',
    );
  });

  it("gives one text for one value, whatever the order of its keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).to.equal(canonicalJson(value));
        expect(parseCanonical(canonicalBytes(value))).to.deep.equal(JSON.parse(canonicalJson(value)));
      }),
    );
  });

  it("refuses numbers that are not finite", () => {
    expect(() => canonicalJson({ rate: Number.NaN })).to.throw(RangeError);
    expect(() => canonicalJson([Infinity])).to.throw(RangeError);
  });

  it("does not read JSON in any other form", () => {
    for (const text of ['{"b":1,"a":2}', '{"a": 1}', "[1.0]", '{"a":1,"a":1}', "", "nul", '"\\u0061"']) {
      expect(parseCanonical(utf8(text)), text).to.equal(undefined);
    }
    expect(parseCanonical(Uint8Array.of(0x22, 0xff, 0x22))).to.equal(undefined);
  });
});
