import { expect } from "chai";
import fc from "fast-check";

import { bfloatToFloat, floatToBfloat, floatToHalf, halfToFloat } from "../../src/tensor/index.ts";

/** The value of an F16 by the standard's definition, in float64. */
function definedHalf(bits: number): number {
  const sign = bits >> 15 === 1 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The F32 next to a positive one, up or down. */
function neighbour(value: number, step: 1 | -1): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  view.setUint32(0, view.getUint32(0) + step);
  return view.getFloat32(0);
}

describe("F16", () => {
  it("reads all 65,536 patterns as the standard defines them", () => {
    const wrong = [];
    for (let bits = 0; bits < 65_536; bits++) {
      if (!Object.is(halfToFloat(bits), definedHalf(bits))) wrong.push(bits);
    }
    expect(wrong).to.deep.equal([]);
  });

  it("writes each of them back, a NaN as some NaN", () => {
    const wrong = [];
    for (let bits = 0; bits < 65_536; bits++) {
      const value = halfToFloat(bits);
      const back = floatToHalf(value);
      if (Number.isNaN(value) ? !Number.isNaN(halfToFloat(back)) : back !== bits) wrong.push(bits);
    }
    expect(wrong).to.deep.equal([]);
  });

  it("rounds to the nearest, and what lies in the middle to the even pattern", () => {
    const wrong = [];
    for (let bits = 0; bits < 0x7c00; bits++) {
      // Beyond the largest finite one the next would be 65,536; from the middle on it is infinity.
      const above = bits === 0x7bff ? 65_536 : definedHalf(bits + 1);
      const middle = (definedHalf(bits) + above) / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      if (floatToHalf(middle) !== even) wrong.push(["middle", bits]);
      if (floatToHalf(-middle) !== (0x8000 | even)) wrong.push(["negative middle", bits]);
      if (floatToHalf(neighbour(middle, -1)) !== bits) wrong.push(["below", bits]);
      if (floatToHalf(neighbour(middle, 1)) !== bits + 1) wrong.push(["above", bits]);
    }
    expect(wrong).to.deep.equal([]);
  });

  it("turns what is beyond its range into infinity and what is below into a zero of the same sign", () => {
    expect([65_520, 1e30, Infinity, -Infinity].map(floatToHalf)).to.deep.equal([
      0x7c00, 0x7c00, 0x7c00, 0xfc00,
    ]);
    expect([2 ** -25, 2 ** -149, -(2 ** -30), -0].map(floatToHalf)).to.deep.equal([0, 0, 0x8000, 0x8000]);
  });
});

describe("BF16", () => {
  it("reads and writes all 65,536 patterns, a NaN as some NaN", () => {
    const wrong = [];
    const view = new DataView(new ArrayBuffer(4));
    for (let bits = 0; bits < 65_536; bits++) {
      view.setUint32(0, bits * 65_536);
      const value = bfloatToFloat(bits);
      if (!Object.is(value, view.getFloat32(0))) wrong.push(["read", bits]);
      const back = floatToBfloat(value);
      if (Number.isNaN(value) ? !Number.isNaN(bfloatToFloat(back)) : back !== bits)
        wrong.push(["write", bits]);
    }
    expect(wrong).to.deep.equal([]);
  });

  it("rounds to the nearest, and what lies in the middle to the even pattern", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x7f7e }), fc.boolean(), (bits, negative) => {
        const sign = negative ? -1 : 1;
        const pattern = (magnitude: number): number => (negative ? 0x8000 : 0) | magnitude;
        const middle = (bfloatToFloat(bits) + bfloatToFloat(bits + 1)) / 2;
        expect(floatToBfloat(sign * middle)).to.equal(pattern(bits % 2 === 0 ? bits : bits + 1));
        expect(floatToBfloat(sign * neighbour(middle, -1))).to.equal(pattern(bits));
        expect(floatToBfloat(sign * neighbour(middle, 1))).to.equal(pattern(bits + 1));
      }),
    );
    expect(floatToBfloat(3.4e38)).to.equal(0x7f80);
  });
});
