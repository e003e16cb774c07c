import { expect } from "chai";

import { UsageError } from "@tributary/example-kit";
import { printedDigits } from "@tributary/simulations";

import { readArguments } from "../src/arguments.ts";
import { closingText, limitsOf } from "../src/closing.ts";
import { curveSvg } from "../src/chart.ts";
import { pictureLines } from "../src/drawing.ts";
import type { Report } from "../src/figures.ts";
import { reportPage } from "../src/page.ts";
import { tableText } from "../src/table.ts";

const accuracy = {
  base: 0.7,
  localOwn: 0.78,
  localAll: 0.5,
  federated: 0.9,
  centralised: 0.93,
  basePrint: 0.995,
  kept: 0.99,
};
const report: Report = {
  accuracy,
  rounds: [
    {
      round: 1,
      participants: 10,
      dropped: 0,
      loss: 1,
      accuracy: 0.7,
      bytesUp: 5000,
      bytesDown: 6000,
      seconds: 1,
    },
  ],
  model: { path: "/tmp/<odd>/model.safetensors", sha256: "ab".repeat(32) },
  seconds: 61.2,
};
const pictures = printedDigits("report", 2).map((image) => ({
  image,
  writer: 0,
  picture: 0,
  shown: image.digit,
  readBefore: 3,
}));

describe("the demo's table", () => {
  it("has a row for each figure", () => {
    const lines = tableText(accuracy).split("\n");
    expect(lines).to.have.length(8);
    for (const share of ["70.0 %", "50.0 %", "78.0 %", "90.0 %", "93.0 %", "99.5 %", "99.0 %"]) {
      expect(
        lines.some((line) => line.includes(share)),
        share,
      ).to.equal(true);
    }
  });
});

describe("a picture in the terminal", () => {
  it("has eight lines of sixteen blocks, light where the picture is light", () => {
    const pixels = new Uint8Array(256);
    pixels.fill(255, 0, 16);
    pixels[16 + 3] = 255;
    const lines = pictureLines({ pixels });
    expect(lines).to.have.length(8);
    expect(lines[0]).to.equal("▀▀▀█▀▀▀▀▀▀▀▀▀▀▀▀");
    expect(lines[1]).to.equal(" ".repeat(16));
  });
});

describe("the demo's page", () => {
  const page = reportPage(report, [], pictures, limitsOf("secure"), ["npx tributary-client evaluate"]);

  it("needs nothing from elsewhere and runs no script", () => {
    expect(page).not.to.match(/<script|<link|https?:|url\(|@import/);
    expect(page.match(/src="/g)).to.have.length(2);
    expect(page.match(/src="data:image\/png;base64,/g)).to.have.length(2);
  });

  it("is for light and dark and for narrow screens", () => {
    expect(page).to.include("prefers-color-scheme: dark");
    expect(page).to.include('name="viewport"');
  });

  it("quotes what comes from outside", () => {
    expect(page).to.include("/tmp/&lt;odd&gt;/model.safetensors");
  });

  it("draws a curve with gaps where there is no figure", () => {
    const svg = curveSvg({ title: "t", values: [0.5, null, 1], top: 1, format: String });
    expect(svg.match(/<circle/g)).to.have.length(2);
  });
});

describe("the demo's last words", () => {
  it("say what was gained, what it does not show, where the model lies and how to use it", () => {
    const text = closingText(
      report,
      pictures,
      ["npx tributary-client evaluate"],
      limitsOf("secure"),
      "/tmp/report.html",
    );
    expect(text).to.include("gained 20.0 points");
    expect(text).to.include("New writers");
    expect(text).to.include("nobody vouches here");
    expect(text).to.include(report.model.sha256);
    expect(text).to.include("  npx tributary-client evaluate");
  });
});

describe("the demo's command line", () => {
  it("is refused in one sentence where it cannot be understood", () => {
    for (const [args, message] of [
      [["--seed", "x"], "expected a whole number"],
      [["--rounds", "0"], "expected a whole number from 1"],
      [["--engine", "gpu"], "expected tfjs-node-gpu"],
      [["--mode", "open"], "expected secure or sealed"],
      [["--keepp"], "--keepp"],
    ] as const) {
      expect(() => readArguments(args)).to.throw(UsageError, message);
    }
  });
});
