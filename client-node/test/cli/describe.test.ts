import { metricsOf } from "@tributary/core/metrics";
import type { Receipt, ReceiptEvaluation } from "@tributary/core/rounds";
import { digest, taskId } from "@tributary/core/support";
import { expect } from "chai";

import type { ClientEvent } from "../../src/index.ts";
import { describe as lineOf } from "../../src/cli/describe.ts";
import { forPeople, forPrograms } from "../../src/cli/reporters.ts";

const zeros = digest("0".repeat(64));
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

describe("what is shown of how a model does", () => {
  const receipt = (evaluation: ReceiptEvaluation): Receipt => ({
    protocol: 1,
    task: taskId("small"),
    incarnation: 1,
    ...at,
    purpose: "train",
    mode: "secure",
    plan: zeros,
    descriptor: zeros,
    previous: null,
    modelIn: zeros,
    modelOut: zeros,
    participants: 8,
    weightUnits: 8,
    unclipped: 8,
    clip: 1,
    evaluation,
    committedAtMs: 1,
  });
  const committed = (
    evaluation: ReceiptEvaluation,
    base: ReceiptEvaluation | null,
    round = 2,
  ): ClientEvent => ({
    kind: "committed",
    round,
    attempt: 1,
    counted: true,
    receipt: receipt(evaluation),
    base,
  });
  const base = { exampleCount: 1_000, lossSum: 1_250, accuracy: 0.753, macroF1: 0.6 };
  const better = { exampleCount: 900, lossSum: 450, accuracy: 0.912, macroF1: 0.9 };

  it("is, once a round is committed, what its receipt says of the model that came in, and the gain", () => {
    expect(lineOf(committed(base, base, 1))).to.equal(
      "Round 1: committed with 8 updates, yours among them; the base, before any training, over all clients: " +
        "loss 1.2500, accuracy 75.3 %, macro F1 60.0 %.",
    );
    expect(lineOf(committed(better, base))).to.equal(
      "Round 2: committed with 8 updates, yours among them; the model that came in, over all clients: " +
        "loss 0.5000, accuracy 91.2 % (base 75.3 %, +15.9), macro F1 90.0 % (base 60.0 %, +30.0).",
    );
    expect(lineOf(committed(better, null))).to.include("accuracy 91.2 %, macro F1 90.0 %.");
    const unscored = { exampleCount: 0, lossSum: 0, accuracy: null, macroF1: null };
    expect(lineOf(committed(unscored, base))).to.equal(
      "Round 2: committed with 8 updates, yours among them.",
    );
    expect(lineOf(committed(better, unscored))).to.include("accuracy 91.2 %, macro F1 90.0 %.");
  });

  it("is the perplexity of a language model, over tokens", () => {
    const evaluation = { exampleCount: 120, lossSum: 120 * Math.log(9), confusion: new Uint32Array(0) };
    const metrics = metricsOf(evaluation, []);
    expect(lineOf({ kind: "evaluated", ...at, evaluation, metrics })).to.equal(
      "Round 2: the model that came in has a perplexity of 9.00 on 120 held-back tokens, loss 2.197.",
    );
    const told = (loss: number) => ({ exampleCount: 1, lossSum: loss, accuracy: null, macroF1: null });
    expect(lineOf(committed(told(Math.log(9)), told(Math.log(10))))).to.include(
      "loss 2.1972, perplexity 9.00 (base 10.00, -1.00).",
    );
  });

  it("is the share that is right of a classifier, and of its data how many labels they have", () => {
    const evaluation = { exampleCount: 4, lossSum: 2, confusion: Uint32Array.of(1, 1, 0, 2) };
    const metrics = metricsOf(evaluation, ["a", "b"]);
    expect(lineOf({ kind: "evaluated", ...at, evaluation, metrics })).to.equal(
      "Round 2: the model that came in is right on 75.0 % of 4 held-back examples, loss 0.500.",
    );
    const data = { kind: "data", exampleCount: 5 } as const;
    expect(lineOf({ ...data, perLabel: [0, 5] })).to.equal("Data: 5 examples, of 1 of 2 labels.");
    expect(lineOf({ ...data, perLabel: [] })).to.equal("Data: 5 texts to learn to write.");
  });
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
