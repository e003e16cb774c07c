import { expect } from "chai";

import { draw, seededRandom, toHex, utf8 } from "../../src/support/index.ts";

describe("seeded randomness", () => {
  it("gives the same bytes for the same seed and name, however they are asked for", () => {
    const whole = seededRandom(utf8("seed"), "a").bytes(3000);
    const parts = seededRandom(utf8("seed"), "a");
    const joined = new Uint8Array(3000);
    for (let at = 0, size = 1; at < 3000; at += size, size = Math.min(size * 2, 3000 - at))
      joined.set(parts.bytes(size), at);
    expect(joined).to.deep.equal(whole);
  });

  it("is ChaCha20 under a hash of the seed and names (computed with OpenSSL)", () => {
    expect(toHex(seededRandom(utf8("seed"), "a").bytes(16))).to.equal("d3c564a3432ce051a3c080d6a3c5028c");
  });

  it("separates streams by every part of their names", () => {
    const first = [
      seededRandom(utf8("s"), "ab"),
      seededRandom(utf8("s"), "a", "b"),
      seededRandom(utf8("sa"), "b"),
    ];
    expect(new Set(first.map((random) => toHex(random.bytes(8)))).size).to.equal(3);
  });

  it("draws integers without bias, also where the bound does not divide 2^32", () => {
    const { integer } = draw(seededRandom(utf8("integers")));
    const counts = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) counts[integer(3)]! += 1;
    for (const count of counts) expect(count).to.be.within(9_700, 10_300);
    expect(() => integer(0)).to.throw(RangeError);
  });

  it("draws normals with mean 0 and variance 1", () => {
    const { normal } = draw(seededRandom(utf8("normals")));
    const values = Array.from({ length: 20_000 }, normal);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(mean).to.be.closeTo(0, 0.03);
    expect(variance).to.be.closeTo(1, 0.05);
  });

  it("shuffles every item into some place", () => {
    const items = draw(seededRandom(utf8("shuffle"))).shuffle(Array.from({ length: 100 }, (_, i) => i));
    expect([...items].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 100 }, (_, i) => i));
    expect(items).to.not.deep.equal(Array.from({ length: 100 }, (_, i) => i));
  });
});
