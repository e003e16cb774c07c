import { expect } from "chai";

import { sha256Digest } from "@tributary/core/tensor";
import { concat, seededRandom, utf8 } from "@tributary/core/support";

import { chance, wave } from "../../src/digits/chance.ts";
import {
  drawDigit,
  encodePng,
  handwriting,
  pictureSide,
  print,
  printedDigits,
  toCsv,
} from "../../src/index.ts";

const options = { writers: 4, own: 32, heldOut: 20, lacking: 2, inverted: 0.5, difficulty: 1 };

const bytesOf = (pictures: readonly { readonly pixels: Uint8Array; readonly digit: number }[]): Uint8Array =>
  concat(...pictures.flatMap(({ pixels, digit }) => [pixels, Uint8Array.of(digit)]));

describe("drawn digits", () => {
  it("are the same bytes for the same seed on every platform", () => {
    expect(sha256Digest(bytesOf(printedDigits("pinned", 50)))).to.equal(
      "d95412dad0f11fcb3a79b7cf6b727cc999c6809a1e643f3611781c263296f1a5",
    );
    const own = handwriting("pinned", options).flatMap((writer) => [...writer.own, ...writer.heldOut]);
    expect(sha256Digest(bytesOf(own))).to.equal(
      "e6a44479ae91f0728d02a1eb7172bc9a5655fbd1a1187ecc49e8f6fab48d348f",
    );
  });

  it("differ from one seed to the next", () => {
    expect(bytesOf(printedDigits("a", 5))).not.to.deep.equal(bytesOf(printedDigits("b", 5)));
  });

  it("show each printed digit equally often", () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (const { digit } of printedDigits("counts", 200)) counts[digit] = (counts[digit] ?? 0) + 1;
    expect(counts).to.deep.equal(Array.from({ length: 10 }, () => 20));
  });

  it("lack the digits that a writer's private pictures are to lack, and none of those that are held out", () => {
    for (const { digits, own, heldOut } of handwriting("lacking", options)) {
      expect(digits).to.have.length(8);
      expect(new Set(own.map(({ digit }) => digit))).to.deep.equal(new Set(digits));
      expect(new Set(heldOut.map(({ digit }) => digit)).size).to.equal(10);
    }
  });

  it("are light on dark paper for the share of writers that is asked for, and dark on light for the rest", () => {
    const writers = handwriting("paper", options);
    expect(writers.filter(({ hand }) => hand.inverted)).to.have.length(2);
    for (const { hand, own } of writers) {
      const mean =
        own.reduce((sum, { pixels }) => sum + pixels.reduce((a, b) => a + b, 0) / pixels.length, 0) /
        own.length;
      expect(mean > 128).to.equal(hand.inverted);
    }
  });

  it("leave ink within the picture", () => {
    for (let digit = 0; digit < 10; digit++) {
      const { pixels } = drawDigit(
        digit,
        { ...print, noise: 0 },
        chance(seededRandom(utf8("ink"), String(digit))),
      );
      expect(pixels).to.have.length(pictureSide * pictureSide);
      expect(pixels.filter((grey) => grey > 128).length, `digit ${digit}`).to.be.within(10, 120);
    }
  });

  it("are refused for anything but a digit", () => {
    expect(() => drawDigit(10, print, chance(seededRandom(utf8("refused"))))).to.throw(
      RangeError,
      "10 is not a digit",
    );
  });
});

describe("the wave that bends digits", () => {
  it("is a sine within 0.0011", () => {
    for (let turns = -2; turns <= 2; turns += 0.01) {
      expect(wave(turns)).to.be.closeTo(Math.sin(2 * Math.PI * turns), 0.0011);
    }
  });
});

describe("files of digits", () => {
  it("have a column for each pixel and one for the label", () => {
    const [header = "", ...rows] = toCsv(printedDigits("csv", 3)).trim().split("\n");
    expect(header.split(",")).to.have.length(257);
    expect(header.endsWith(",label")).to.equal(true);
    expect(rows).to.have.length(3);
    for (const row of rows) expect(row.split(",")).to.have.length(257);
  });

  it("refuse a picture whose size is not as said", () => {
    expect(() => encodePng(new Uint8Array(5), 2, 2)).to.throw(RangeError, "5 pixels for 2 x 2");
  });
});
