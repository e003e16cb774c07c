import { expect } from "chai";

import { imageNet, planOf, refusalOf, resnet, vit } from "./kit.ts";
import type { Fields } from "./kit.ts";

describe("the image preparation", () => {
  const inputOf = (changes: Fields, config: Fields = resnet) =>
    planOf(config, { files: { "preprocessor_config.json": { ...imageNet, ...changes } } }).input;

  it("takes a size in each of its forms", () => {
    for (const size of [96, { shortest_edge: 96 }, { height: 96, width: 96 }]) {
      expect(inputOf({ size })).to.include({ width: 96, height: 96 });
    }
    expect(inputOf({ size: { height: 60, width: 80 } })).to.include({ width: 80, height: 60 });
  });

  it("takes the size of the crop where there is one", () => {
    const changes = { size: { shortest_edge: 256 }, crop_size: { height: 224, width: 224 } };
    expect(inputOf({ ...changes, do_center_crop: true })).to.include({ width: 224 });
    expect(inputOf({ ...changes, do_center_crop: false })).to.include({ width: 256 });
  });

  it("takes other scales of pixels", () => {
    expect(inputOf({ do_rescale: false })?.range).to.deep.equal([0, 255]);
    expect(inputOf({ rescale_factor: 2 / 255 })?.range).to.deep.equal([0, 2]);
  });

  it("leaves out mean and deviation where nothing is normalised, and repeats a single number", () => {
    expect(inputOf({ do_normalize: false })).to.not.have.any.keys("mean", "std");
    expect(inputOf({ image_mean: 0.5, image_std: 0.5 })).to.deep.include({
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.5, 0.5],
    });
  });

  for (const [what, changes, config, sentence] of [
    ["no size", { size: undefined }, resnet, /^preprocessor_config\.json: size: expected .*, got nothing$/],
    [
      "a size that is text",
      { size: "224" },
      resnet,
      /^preprocessor_config\.json: size: expected .*, got "224"$/,
    ],
    [
      "a mean of two channels",
      { image_mean: [0.5, 0.5] },
      resnet,
      /^preprocessor_config\.json: image_mean: expected 3 numbers$/,
    ],
    ["a deviation of nothing", { image_std: [0, 1, 1] }, resnet, /image_std: expected 3 numbers above 0$/],
    ["two channels", {}, { ...resnet, num_channels: 2 }, "config.json: num_channels: expected 1 or 3, got 2"],
    [
      "a size that is not ViT's",
      { size: 256 },
      vit,
      "preprocessor_config.json: size: expected config.json's image_size 224, got 256 x 256",
    ],
  ] as const) {
    it(`is refused for ${what}`, () => {
      const refusal = refusalOf(config, {
        files: { "preprocessor_config.json": { ...imageNet, ...changes } },
      });
      if (typeof sentence === "string") expect(refusal).to.equal(sentence);
      else expect(refusal).to.match(sentence);
    });
  }
});
