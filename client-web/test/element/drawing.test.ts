import { expect } from "chai";

import { drawnInput, drawnValues, inkOf } from "../../src/element/drawing.ts";
import type { Stroke } from "../../src/element/drawing.ts";
import { rowInput } from "../../src/element/own-input.ts";
import { pixelsOf } from "../../src/element/pixels.ts";
import { scriptedTask } from "./scripted-session.ts";

const one: readonly Stroke[] = [
  [
    { x: 0.1, y: 0.1 },
    { x: 0.1, y: 0.5 },
  ],
];

describe("a drawing", () => {
  const input = drawnInput(scriptedTask());
  if (input === undefined) throw new Error("the digits' task takes drawings");

  it("is offered where the plan's input is a small picture, and nowhere else", () => {
    expect(drawnInput(scriptedTask("rows"))).to.equal(undefined);
  });

  it("lies in the middle in one size, wherever and however large it was drawn", () => {
    const moved = one.map((stroke) => stroke.map(({ x, y }) => ({ x: x + 0.5, y: 0.2 + y * 1.5 })));
    const ink = inkOf(one, 16, 16);
    expect([...inkOf(moved, 16, 16)].map((value) => value.toFixed(3))).to.deep.equal(
      [...ink].map((value) => value.toFixed(3)),
    );
    const weighed = ink.reduce((sum, value, i) => sum + value * ((i % 16) + 0.5), 0);
    expect(weighed / ink.reduce((sum, value) => sum + value, 0)).to.be.closeTo(8, 1e-3);
  });

  it("is as the plan takes pictures: light on dark in its range, or the other way round if it says so", () => {
    expect(drawnValues(one, input)[0]).to.equal(0);
    expect(Math.max(...drawnValues(one, input))).to.be.within(0.75, 1);
    const inverted = drawnValues(one, { ...input, range: [-1, 1], polarity: "dark-on-light" });
    expect(inverted[0]).to.equal(1);
    expect(Math.min(...inverted)).to.be.within(-1, -0.5);
  });

  it("is shown as it was drawn, whatever range, mean and deviation the model is given it in", () => {
    const shifted = { ...input, range: [-1, 1] as const, mean: [0.5], std: [0.25] };
    expect(pixelsOf(drawnValues(one, shifted), shifted)).to.deep.equal(
      pixelsOf(drawnValues(one, input), input),
    );
  });
});

describe("a row of numbers that a person writes", () => {
  const input = { kind: "features", size: 3, mean: [1, 0, 0], scale: [2, 1, 1] } as const;

  it("is scaled as the plan says", () => {
    expect(rowInput("3, -1 0.5", input)).to.deep.equal(Float32Array.of(1, -1, 0.5));
  });

  it("is refused in words if it has another length or anything but numbers", () => {
    expect(rowInput("3, 4", input)).to.deep.equal({ problem: "Expected 3 numbers, got 2." });
    expect(rowInput("3, x, 4", input)).to.deep.equal({ problem: "Expected numbers; “x” is none." });
  });
});
