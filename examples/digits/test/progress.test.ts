import { expect } from "chai";

import type { ClientLine } from "@tributary/example-kit";

import { beginProgress, clientSaid, clientsLine, progressLines } from "../src/progress.ts";
import { openScreen } from "../src/screen.ts";

const said = (...lines: readonly ClientLine[]) =>
  lines.reduce(
    (progress, line) => clientSaid(progress, 0, line),
    beginProgress(["writer 1", "writer 2"], 15),
  );

describe("the demo's progress", () => {
  it("has a line for each client and one for the round", () => {
    const lines = progressLines(
      said(
        { kind: "data", exampleCount: 150, perLabel: [75, 75, 0] },
        { kind: "assigned", round: 3, purpose: "train" },
        { kind: "evaluated", round: 3, metrics: { exampleCount: 15, accuracy: 0.8, loss: 0.5 } },
        { kind: "training", round: 3, progress: { step: 5, steps: 10, loss: 0.4 } },
      ),
    );
    expect(lines).to.deep.equal([
      "writer 1  ██████████··········  trains        150 pictures of 2 digits  reads 80.0 %",
      "writer 2  ····················  starting",
      "round 3 of 15",
    ]);
  });

  it("says when only the last model is scored", () => {
    expect(progressLines(said({ kind: "assigned", round: 16, purpose: "evaluate" })).at(-1)).to.equal(
      "round 15 of 15, last scoring",
    );
  });

  it("shows a dash for a client that has not been scored", () => {
    expect(clientsLine(beginProgress(["a", "b"], 1))).to.equal("1: -  2: -");
  });
});

describe("the screen", () => {
  const recorded = (isTerminal: boolean) => {
    let text = "";
    let nowMs = 0;
    const terminal = { write: (piece: string) => void (text += piece), isTerminal, columns: 40 };
    const screen = openScreen(terminal, () => nowMs);
    return {
      screen,
      later: (ms: number) => void (nowMs += ms),
      text: () => text,
    };
  };

  it("redraws its block in place on a terminal, below the lines that stay", () => {
    const { screen, text, later } = recorded(true);
    screen.draw(["one", "two"]);
    later(200);
    screen.draw(["three"]);
    screen.print("stays");
    expect(text()).to.equal("one\ntwo\n\u001b[2A\r\u001b[Jthree\n\u001b[1A\r\u001b[Jstays\nthree\n");
  });

  it("draws no more often than ten times a second", () => {
    const { screen, text, later } = recorded(true);
    screen.draw(["one"]);
    later(50);
    screen.draw(["two"]);
    expect(text()).to.equal("one\n");
  });

  it("prints lines alone where the output is no terminal", () => {
    const { screen, text } = recorded(false);
    screen.draw(["one"]);
    screen.print("stays");
    screen.clear();
    expect(text()).to.equal("stays\n");
  });
});
