import { expect } from "chai";
import fc from "fast-check";

import {
  addMultiple,
  invert,
  multiply,
  multiplyWord,
  multiplyWords,
  toBytes,
  toWords,
} from "../../src/shamir/field.ts";

/** Schoolbook: the product of two polynomials over GF(2), then its remainder by x^8 + x^4 + x^3 + x + 1. */
function schoolbook(a: number, b: number): number {
  let product = 0;
  for (let i = 0; i < 8; i++) if ((b & (1 << i)) !== 0) product ^= a << i;
  for (let i = 14; i >= 8; i--) if ((product & (1 << i)) !== 0) product ^= 0x11b << (i - 8);
  return product;
}

describe("GF(2^8)", () => {
  it("has the products and the inverse of FIPS 197", () => {
    expect(multiply(0x57, 0x83)).to.equal(0xc1);
    expect(multiply(0x57, 0x13)).to.equal(0xfe);
    expect(invert(0x53)).to.equal(0xca);
  });

  it("multiplies every pair as polynomials do", () => {
    for (let a = 0; a < 256; a++) {
      for (let b = 0; b < 256; b++) if (multiply(a, b) !== schoolbook(a, b)) expect.fail(`${a} x ${b}`);
    }
  });

  it("has an inverse for each of the 255 elements but zero", () => {
    for (let a = 1; a < 256; a++) expect(multiply(a, invert(a))).to.equal(1);
  });

  it("multiplies four lanes of a word by themselves", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.nat(255), (lanes, factor) => {
        const [word] = toWords(lanes);
        const product = toBytes(Uint32Array.of(multiplyWord(word!, factor)), 4);
        expect([...product]).to.deep.equal([...lanes].map((lane) => schoolbook(lane, factor)));
      }),
      { numRuns: 500 },
    );
  });

  it("works on bytes of any number", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9 }), fc.nat(255), (bytes, factor) => {
        expect(toBytes(toWords(bytes), bytes.length)).to.deep.equal(bytes);
        const words = toWords(bytes);
        addMultiple(words, toWords(bytes), factor);
        multiplyWords(words, 3);
        expect([...toBytes(words, bytes.length)]).to.deep.equal(
          [...bytes].map((byte) => schoolbook(byte ^ schoolbook(byte, factor), 3)),
        );
      }),
    );
  });
});
