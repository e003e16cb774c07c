import { expect } from "chai";

import type { ClientEvent } from "../../src/index.ts";
import { describe as lineOf } from "../../src/cli/describe.ts";
import { forPeople, forPrograms } from "../../src/cli/reporters.ts";

const at = { round: 2, attempt: 1 };
const lines: readonly (readonly [ClientEvent, string])[] = [
  [{ kind: "keys-advertised", ...at }, "Round 2: in the exchange, with fresh keys."],
  [
    { kind: "shares-dealt", ...at, cohort: 10, holders: 9 },
    "Round 2: a cohort of 10; 9 of them hold sealed shares of this client's secrets.",
  ],
  [{ kind: "masked", ...at, sizeBytes: 3072 }, "Round 2: the update is masked, 3.0 KiB."],
  [
    { kind: "survivors", ...at, survivors: 8, cohort: 10 },
    "Round 2: the sum holds 8 of 10 updates, yours among them.",
  ],
  [{ kind: "unmasked", ...at }, "Round 2: helped to take the masks off the sum."],
  [
    { kind: "withdrew", ...at, attempt: 3, reason: "too-few-survivors", detail: "2 clients survive" },
    "Round 2, attempt 3: left the exchange (too-few-survivors: 2 clients survive).",
  ],
];

describe("what is shown of secure aggregation", () => {
  for (const [event, line] of lines) {
    it(`is one line when ${event.kind} is told, and one document for programs`, () => {
      expect(lineOf(event)).to.equal(line);
      let written = "";
      const output = {
        write: (text: string): void => void (written += text),
        isTerminal: false,
        columns: 80,
      };
      forPeople(output, () => 0)(event);
      forPrograms(output)(event);
      expect(written).to.equal(`${line}\n${JSON.stringify(event)}\n`);
    });
  }
});

describe("waiting", () => {
  it("is said again only when something else was said, or it is for another reason", () => {
    let written = "";
    const output = { write: (text: string): void => void (written += text), isTerminal: false, columns: 80 };
    const report = forPeople(output, () => 0);
    const resting = (reason: string): ClientEvent => ({ kind: "resting", reason, afterMs: 1_000 });
    for (const event of [
      resting("the round is full"),
      resting("the round is full"),
      resting("the task is paused"),
      resting("the round is full"),
      { kind: "keys-advertised", ...at } as const,
      resting("the round is full"),
    ])
      report(event);
    expect(written.trim().split("\n")).to.deep.equal([
      "Waiting: the round is full.",
      "Waiting: the task is paused.",
      "Waiting: the round is full.",
      "Round 2: in the exchange, with fresh keys.",
      "Waiting: the round is full.",
    ]);
  });
});

describe("what is shown of data", () => {
  it("counts labels where there are some, and texts where a model learns to write them", () => {
    expect(lineOf({ kind: "data", exampleCount: 4, perLabel: [3, 0, 1] })).to.equal(
      "Data: 4 examples, of 2 of 3 labels.",
    );
    expect(lineOf({ kind: "data", exampleCount: 4, perLabel: [] })).to.equal(
      "Data: 4 texts to learn to write.",
    );
  });
});
