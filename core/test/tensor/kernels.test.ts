import { expect } from "chai";
import fc from "fast-check";

import {
  addScaledTo,
  addTo,
  allFinite,
  clipToNorm,
  l2Norm,
  scaleBy,
  sha256Digest,
} from "../../src/tensor/index.ts";
import { utf8 } from "../../src/support/index.ts";

const vectors = fc.float32Array({
  noNaN: true,
  noDefaultInfinity: true,
  min: -(2 ** 50),
  max: 2 ** 50,
  maxLength: 40,
});

describe("the kernels", () => {
  it("add, add scaled and scale in place, rounding each element once", () => {
    fc.assert(
      fc.property(vectors, fc.float({ noNaN: true, min: -100, max: 100 }), (vector, factor) => {
        const source = vector.toReversed();
        const sum = vector.slice();
        addTo(sum, source);
        expect(sum).to.deep.equal(vector.map((value, i) => Math.fround(value + (source[i] ?? 0))));
        const scaledSum = vector.slice();
        addScaledTo(scaledSum, factor, source);
        expect(scaledSum).to.deep.equal(
          vector.map((value, i) => Math.fround(value + factor * (source[i] ?? 0))),
        );
        const scaled = vector.slice();
        scaleBy(scaled, factor);
        expect(scaled).to.deep.equal(vector.map((value) => Math.fround(value * factor)));
      }),
    );
  });

  it("refuse vectors of unequal length", () => {
    const call = () => addTo(new Float32Array(2), new Float32Array(3));
    expect(call).to.throw(RangeError, "the vectors have 2 and 3 elements");
    expect(() => addScaledTo(new Float32Array(2), 1, new Float32Array(1))).to.throw(RangeError);
  });

  it("measure a length whose squares F32 could not hold or would lose", () => {
    expect(l2Norm(Float32Array.of(3e30, 4e30)) / 5e30).to.be.closeTo(1, 1e-7);
    const ones = new Float32Array(1_000_001).fill(1e-4);
    ones[0] = 1;
    expect(l2Norm(ones)).to.be.closeTo(Math.sqrt(1.01), 1e-9);
    expect(l2Norm(new Float32Array(0))).to.equal(0);
  });

  it("find a NaN or an infinity wherever it is", () => {
    expect(allFinite(Float32Array.of(0, -1, 3e38))).to.equal(true);
    for (const bad of [NaN, Infinity, -Infinity]) {
      for (const place of [0, 1, 2]) {
        const vector = new Float32Array(3);
        vector[place] = bad;
        expect(allFinite(vector)).to.equal(false);
      }
    }
  });

  it("clip to a bound along the same direction, and leave shorter vectors as they are", () => {
    fc.assert(
      fc.property(vectors, fc.double({ min: 0.01, max: 100, noNaN: true }), (vector, bound) => {
        const clipped = vector.slice();
        const norm = l2Norm(vector);
        expect(clipToNorm(clipped, bound)).to.equal(norm > bound);
        if (norm <= bound) expect(clipped).to.deep.equal(vector);
        else expect(clipped).to.deep.equal(vector.map((value) => value * (bound / norm)));
        expect(l2Norm(clipped)).to.be.at.most(bound * (1 + 1e-6));
      }),
    );
  });

  it("refuse to clip what no scale can shorten", () => {
    expect(() => clipToNorm(Float32Array.of(1, NaN), 1)).to.throw(RangeError, "length NaN");
    expect(() => clipToNorm(Float32Array.of(Infinity), 1)).to.throw(RangeError, "length Infinity");
    expect(() => clipToNorm(Float32Array.of(1), 0)).to.throw(RangeError, "clipped to 0");
  });
});

describe("sha256Digest", () => {
  it("is SHA-256 in lower-case hex (FIPS 180-2, appendix B.1)", () => {
    expect(sha256Digest(utf8("abc"))).to.equal(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});
