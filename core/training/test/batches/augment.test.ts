import { expect } from "chai";

import type { PlanInput } from "@tributary/core/plan";
import { draw } from "@tributary/core/support";
import type { Draw } from "@tributary/core/support";
import { augmentation } from "../../src/batches/augment.ts";
import { planOf, randomOf } from "../kit.ts";

type Settings = NonNullable<NonNullable<PlanInput["training"]>["augmentation"]>;
type Polarity = "light-on-dark" | "dark-on-light" | "as-is";

/** A draw whose uniforms and integers are given. */
function scripted({ uniforms = [], integers = [] }: { uniforms?: number[]; integers?: number[] }): Draw {
  return {
    ...draw(randomOf("unused")),
    uniform: () => uniforms.shift() ?? 0.5,
    integer: () => integers.shift() ?? 0,
  };
}

function augmented(
  image: number[],
  settings: Settings,
  chance: Draw,
  {
    polarity = "light-on-dark",
    width = 3,
    height = 3,
    channels = 1,
    ...statistics
  }: Partial<Extract<PlanInput["input"], { kind: "image" }>> = {},
): number[] {
  const plan = planOf({
    input: { kind: "image", width, height, channels, polarity, range: [0, 10], ...statistics },
    training: { augmentation: settings },
  });
  const target = new Float32Array(image.length);
  augmentation(plan)!(Float32Array.from(image), target, chance);
  return [...target].map((value) => Math.round(value * 1e4) / 1e4 + 0);
}

const image = [1, 2, 3, 4, 5, 6, 7, 8, 9];

describe("augmentation", () => {
  it("is none for a plan that asks for none, and for features", () => {
    expect(augmentation(planOf())).to.equal(undefined);
    const features = planOf({
      model: { family: "mlp" },
      input: { kind: "features", size: 4 },
      training: { augmentation: { noise: 0.5 } },
    });
    expect(augmentation(features)).to.equal(undefined);
  });

  it("shifts by whole pixels and lets ground in: dark, light, or the edge where the polarity is not known", () => {
    // Integers 2 and 0 of 0 .. 2 are a shift by +1 to the right and by -1, upwards.
    const shifted = (polarity: Polarity) =>
      augmented(image, { shift: 1 }, scripted({ integers: [2, 0] }), { polarity });
    expect(shifted("light-on-dark")).to.deep.equal([0, 4, 5, 0, 7, 8, 0, 0, 0]);
    expect(shifted("dark-on-light")).to.deep.equal([10, 4, 5, 10, 7, 8, 10, 10, 10]);
    expect(shifted("as-is")).to.deep.equal([4, 4, 5, 7, 7, 8, 7, 7, 8]);
  });

  it("mirrors left to right, each channel by itself", () => {
    expect(augmented(image, { mirror: 0.5 }, scripted({ uniforms: [0.4] }))).to.deep.equal([
      3, 2, 1, 6, 5, 4, 9, 8, 7,
    ]);
    expect(augmented(image, { mirror: 0.5 }, scripted({ uniforms: [0.6] }))).to.deep.equal(image);
    const colour = [1, 2, 3, 4, 5, 6];
    expect(
      augmented(colour, { mirror: 1 }, scripted({ uniforms: [0] }), { width: 2, height: 1, channels: 3 }),
    ).to.deep.equal([4, 5, 6, 1, 2, 3]);
  });

  it("rotates about the middle, clockwise for a positive angle", () => {
    // The second uniform, 1, is +90 degrees: the top row becomes the right column.
    const turned = augmented(image, { rotate: 90 }, scripted({ uniforms: [0.9, 1] }));
    expect(turned).to.deep.equal([7, 4, 1, 8, 5, 2, 9, 6, 3]);
    expect(augmented(image, { rotate: 90 }, scripted({ uniforms: [0.9, 0.5] }))).to.deep.equal(image);
  });

  it("erases a square that lies inside, with ground or the middle of the range", () => {
    const erased = (polarity: Polarity) =>
      augmented(image, { erase: 2 }, scripted({ integers: [1, 0] }), { polarity });
    expect(erased("light-on-dark")).to.deep.equal([1, 0, 0, 4, 0, 0, 7, 8, 9]);
    expect(erased("as-is")).to.deep.equal([1, 5, 5, 4, 5, 5, 7, 8, 9]);
    expect(augmented(image, { erase: 9 }, scripted({}))).to.deep.equal(Array(9).fill(0));
  });

  it("adds noise of the plan's deviation and stays in the range", () => {
    const size = 100;
    const grey = Array(size * size).fill(5) as number[];
    const wide = augmented(grey, { noise: 0.1 }, draw(randomOf("noise")), { width: size, height: size });
    const mean = wide.reduce((sum, value) => sum + value, 0) / wide.length;
    const deviation = Math.sqrt(wide.reduce((sum, value) => sum + (value - mean) ** 2, 0) / wide.length);
    expect(mean).to.be.closeTo(5, 0.05);
    expect(deviation).to.be.closeTo(1, 0.05);
    const strong = augmented(grey, { noise: 1 }, draw(randomOf("noise")), { width: size, height: size });
    expect([Math.min(...strong), Math.max(...strong)]).to.deep.equal([0, 10]);
  });

  describe("of images whose channels have a mean and a deviation", () => {
    // Dark is -2, -1 and 0, light 8, 4 and 10.
    const statistics = { mean: [2, 2, 0], std: [1, 2, 1] };
    const colours = (settings: Settings, chance: Draw, polarity: Polarity, image: number[]) =>
      augmented(image, settings, chance, { polarity, width: 2, height: 1, channels: 3, ...statistics });

    it("lets each channel's own ground in, and erases with it or its middle", () => {
      const pixels = [1, 2, 3, 4, 3, 6];
      const right = () => scripted({ integers: [2, 1] });
      const last = () => scripted({ integers: [1, 0] });
      expect(colours({ shift: 1 }, right(), "light-on-dark", pixels)).to.deep.equal([-2, -1, 0, 1, 2, 3]);
      expect(colours({ shift: 1 }, right(), "dark-on-light", pixels)).to.deep.equal([8, 4, 10, 1, 2, 3]);
      expect(colours({ erase: 1 }, last(), "light-on-dark", pixels)).to.deep.equal([1, 2, 3, -2, -1, 0]);
      expect(colours({ erase: 1 }, last(), "as-is", pixels)).to.deep.equal([1, 2, 3, 3, 1.5, 5]);
    });

    it("adds noise of a deviation by each channel's own range, and cuts it there", () => {
      const noisy = (normal: number, noise: number) =>
        colours({ noise }, { ...scripted({}), normal: () => normal }, "as-is", [3, 1.5, 5, 3, 1.5, 5]);
      expect(noisy(1, 0.1)).to.deep.equal([4, 2, 6, 4, 2, 6]);
      expect(noisy(9, 1)).to.deep.equal([8, 4, 10, 8, 4, 10]);
      expect(noisy(-9, 1)).to.deep.equal([-2, -1, 0, -2, -1, 0]);
    });
  });
});
