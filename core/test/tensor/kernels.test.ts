import { expect } from "chai";

import { allFinite, l2Norm, sha256Digest } from "../../src/tensor/index.ts";
import { utf8 } from "../../src/support/index.ts";

describe("the kernels", () => {
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
});

describe("sha256Digest", () => {
  it("is SHA-256 in lower-case hex (FIPS 180-2, appendix B.1)", () => {
    expect(sha256Digest(utf8("abc"))).to.equal(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});
