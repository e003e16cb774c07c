import { expect } from "chai";
import fc from "fast-check";

import { imageValues, resizeImage } from "../../src/records/index.ts";
import type { ImageInput } from "../../src/records/index.ts";

const input: ImageInput = {
  kind: "image",
  width: 2,
  height: 1,
  channels: 1,
  range: [0, 1],
  polarity: "as-is",
};

function grey(width: number, ...data: number[]) {
  return { width, height: data.length / width, channels: 1, data: Float32Array.from(data) };
}

describe("resizeImage", () => {
  // Made with Pillow 13.0.0: Image.fromarray(float32 array).resize((width, height), Image.BILINEAR).
  const source = grey(5, 0, 1, 4, 9, 16, 8, 2, 15, 13, 13, 15, 2, 8, 16, 9);
  for (const [width, height, expected] of [
    [2, 2, [3.84091, 10.9375, 7.84659, 11.93182]],
    [1, 1, [8.85714]],
    [
      3,
      7,
      [
        0.42857, 4.44444, 13, 1.14286, 5.47619, 13, 3.28571, 8.57143, 13, 5.42857, 11.66667, 13, 7.14286,
        10.28571, 12.57143, 8.85714, 8.90476, 12.14286, 9.42857, 8.44444, 12,
      ],
    ],
    [
      10,
      6,
      [
        0, 0.25, 0.75, 1.75, 3.25, 5.25, 7.75, 10.75, 14.25, 16, 2, 1.8125, 1.4375, 2.625, 5.375, 7.5625,
        9.1875, 11.3125, 13.9375, 15.25, 6, 4.9375, 2.8125, 4.375, 9.625, 12.1875, 12.0625, 12.4375, 13.3125,
        13.75, 9.75, 7.8125, 3.9375, 4.8125, 10.4375, 13.375, 13.625, 13.3125, 12.4375, 12, 13.25, 10.4375,
        4.8125, 3.9375, 7.8125, 11.125, 13.875, 13.9375, 11.3125, 10, 15, 11.75, 5.25, 3.5, 6.5, 10, 14,
        14.25, 10.75, 9,
      ],
    ],
  ] as const) {
    it(`makes 5 x 3 pixels ${width} x ${height} as Pillow does`, () => {
      const resized = resizeImage(source, width, height);
      expect([resized.width, resized.height, resized.data.length]).to.deep.equal([
        width,
        height,
        expected.length,
      ]);
      for (const [i, value] of expected.entries()) expect(resized.data[i]).to.be.closeTo(value, 2e-5);
    });
  }

  it("leaves a flat image flat, channel by channel", () => {
    const side = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(side, side, side, side, (width, height, newWidth, newHeight) => {
        const data = Float32Array.from({ length: width * height * 3 }, (_, i) => [0.25, 0.5, 1][i % 3] ?? 0);
        const resized = resizeImage({ width, height, channels: 3, data }, newWidth, newHeight).data;
        expect(resized.length).to.equal(newWidth * newHeight * 3);
        for (const [i, value] of resized.entries())
          expect(value).to.be.closeTo([0.25, 0.5, 1][i % 3] ?? 0, 1e-6);
      }),
    );
  });

  it("refuses data that do not fit the size, and sides that are none", () => {
    expect(() => resizeImage({ ...source, width: 4 }, 2, 2)).to.throw(
      RangeError,
      "4 x 3 x 1 pixels have 15 values",
    );
    expect(() => resizeImage(source, 0, 2)).to.throw(RangeError, "side of 0");
    expect(() => resizeImage(source, 1.5, 2)).to.throw(RangeError, "side of 1.5");
  });
});

describe("imageValues", () => {
  it("maps intensities to the plan's range", () => {
    expect(imageValues(grey(2, 0, 1), { ...input, range: [-1, 3] })).to.deep.equal(Float32Array.of(-1, 3));
  });

  it("takes each channel's mean and deviation off what the range made", () => {
    const pixels = { width: 1, height: 2, channels: 3, data: Float32Array.of(0, 0.5, 1, 1, 0, 0.5) };
    const colour = { ...input, width: 1, height: 2, channels: 3, range: [0, 2] } as const;
    const statistics = { mean: [1, 0, 0.5], std: [0.5, 1, 2] };
    expect(imageValues(pixels, { ...colour, ...statistics })).to.deep.equal(
      Float32Array.of(-2, 1, 0.75, 2, 0, 0.25),
    );
    expect(imageValues(pixels, { ...colour, mean: [1, 0, 0.5] })).to.deep.equal(
      Float32Array.of(-1, 1, 1.5, 1, 0, 0.5),
    );
    expect(imageValues(grey(2, 0, 1), { ...input, std: [0.5] })).to.deep.equal(Float32Array.of(0, 2));
  });

  it("inverts an image of the other polarity, and leaves one of the plan's as it is", () => {
    const dark = grey(4, 0, 0, 0, 1);
    const light = grey(4, 1, 1, 1, 0);
    const wide = { ...input, width: 4 };
    for (const image of [dark, light]) {
      expect(imageValues(image, { ...wide, polarity: "light-on-dark" })).to.deep.equal(dark.data);
      expect(imageValues(image, { ...wide, polarity: "dark-on-light" })).to.deep.equal(light.data);
      expect(imageValues(image, wide)).to.deep.equal(image.data);
    }
  });

  it("turns colours into grey by their luma, and grey into three equal colours", () => {
    const colours = { width: 2, height: 1, channels: 3, data: Float32Array.of(1, 0, 0, 0, 1, 0) };
    expect(imageValues(colours, input)).to.deep.equal(Float32Array.of(0.299, 0.587));
    expect(imageValues(grey(2, 0, 0.5), { ...input, channels: 3 })).to.deep.equal(
      Float32Array.of(0, 0, 0, 0.5, 0.5, 0.5),
    );
    const two = { width: 1, height: 1, channels: 2, data: Float32Array.of(1, 0) };
    expect(() => imageValues(two, input)).to.throw(RangeError, "1 or 3 channels, not 2");
  });
});
