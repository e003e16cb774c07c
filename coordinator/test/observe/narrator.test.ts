import { noClassifierFigures } from "@tributary/core/metrics";
import { expect } from "chai";

import { narrator } from "../../src/observe/index.ts";
import type { FoldResult, Scores } from "../../src/round/index.ts";
import { evaluated, startedHouse, trained } from "../round/builders.ts";
import type { TermsInput } from "../round/builders.ts";

interface Line {
  readonly event: string;
  readonly text: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

function classified(accuracy: number, counts: Readonly<Record<string, readonly number[]>>): Scores {
  const perClass = Object.entries(counts).map(([label, [hits = 0, falsePositives = 0, misses = 0]]) => ({
    label,
    hits,
    falsePositives,
    misses,
  }));
  const shares = { ...noClassifierFigures, accuracy, macroF1: accuracy / 2, weightedF1: accuracy };
  return { ...shares, exampleCount: 100, loss: 1 - accuracy, perClass };
}

const language = (perplexity: number): Scores => ({
  ...noClassifierFigures,
  exampleCount: 1_000,
  loss: Math.log(perplexity),
  perClass: [],
});

/** What is told of a task whose rounds score so, the last of them by an evaluation alone. */
function told(all: readonly (Scores | null)[], terms: TermsInput = {}): readonly Line[] {
  const house = startedHouse({ ...terms, rounds: { maximum: all.length - 1 } });
  const lines: Line[] = [];
  const narrate = narrator(
    (line) => lines.push(line),
    () => "the command",
  );
  for (const scores of all) {
    house.gather();
    house.commit(0, 1, 2, 3);
    const before = house.state;
    const { key, purpose } = house.folding;
    const made = purpose === "train" ? trained(key.round) : evaluated(key.round);
    const result: FoldResult = { ...made, scores };
    const decided = house.send({ kind: "fold-finished", key, result });
    if (!decided.ok) throw new Error("the fold was refused");
    narrate({ events: decided.value, before, after: house.state });
  }
  return lines.filter(({ event }) => event === "round-committed" || event === "task-completed");
}

describe("what the coordinator tells of its rounds", () => {
  const ham = [60, 5, 5];
  const all = [
    classified(0.753, { ham, spam: [5, 5, 5] }),
    classified(0.912, { ham, spam: [18, 1, 1] }),
    classified(0.9, { ham, spam: [8, 2, 2] }),
  ];

  it("is once how the base does, and then how each model does beside it", () => {
    const [first, second, last] = told(all);
    expect(first?.text).to.match(
      /^Round 1: 4 of 4 clients counted; the base, before any training: loss 0\.2470, accuracy 75\.3 %, macro F1 37\.6 %, weighted F1 75\.3 %, F1 of ham 92\.3 %, F1 of spam 50\.0 %; /,
    );
    expect(second?.text).to.include(
      "; the model that came in: loss 0.0880, accuracy 91.2 % (base 75.3 %, +15.9), macro F1 45.6 % (base 37.6 %, +8.0), " +
        "weighted F1 91.2 % (base 75.3 %, +15.9), F1 of ham 92.3 % (base 92.3 %, +0.0), F1 of spam 94.7 % (base 50.0 %, +44.7); ",
    );
    expect(last?.text).to.match(/^Last evaluation: .*accuracy 90\.0 % \(base 75\.3 %, \+14\.7\)/);
  });

  it("has every figure, each label's too, and the base's in the document", () => {
    const [first, second] = told(all);
    expect(first?.fields).to.deep.include({ round: 1, accuracy: 0.753, base: null });
    expect(second?.fields).to.deep.include({
      round: 2,
      loss: 1 - 0.912,
      perplexity: null,
      accuracy: 0.912,
      macroF1: 0.456,
      weightedF1: 0.912,
      exampleCount: 100,
    });
    expect(second?.fields?.["perClass"]).to.deep.include({
      label: "spam",
      exampleCount: 19,
      precision: 18 / 19,
      recall: 18 / 19,
      f1: 18 / 19,
    });
    expect(second?.fields?.["base"]).to.deep.include({ accuracy: 0.753, macroF1: 0.753 / 2 });
  });

  it("ends with the best model's figures and its gain", () => {
    const end = told(all, { stopping: { metric: "accuracy" } }).at(-1);
    expect(end?.text).to.match(
      /^Task digits is completed\. The best model is round 1's \([0-9a-f]{12}\) with loss 0\.0880, accuracy 91\.2 % \(base 75\.3 %, \+15\.9\).*; get it with: the command$/,
    );
    const unchanged = told([all[1] ?? null, all[0] ?? null], { stopping: { metric: "accuracy" } }).at(-1);
    expect(unchanged?.text).to.include("round 0's").and.not.include("base");
  });

  it("names of many labels the one by which the task stops", () => {
    const counts = Object.fromEntries(["a", "b", "c", "d", "e"].map((label) => [label, [1, 0, 1]]));
    const many = classified(0.5, counts);
    const f1s = (terms: TermsInput) => told([many, many], terms)[1]?.text.match(/F1 of \w/g);
    expect(f1s({})).to.equal(null);
    expect(f1s({ stopping: { metric: "f1", label: "c" } })).to.deep.equal(["F1 of c"]);
  });

  it("is the perplexity of a language model, and that nobody scored it where nobody did", () => {
    const [first, second, , end] = told([language(34.2), language(10.1), null]);
    expect(first?.text).to.include("the base, before any training: loss 3.5322, perplexity 34.20; ");
    expect(second?.text).to.include("loss 2.3125, perplexity 10.10 (base 34.20, -24.10); ");
    expect(second?.fields).to.deep.include({ accuracy: null, exampleCount: 1_000 });
    expect(second?.fields?.["perplexity"]).to.be.closeTo(10.1, 1e-9);
    expect(end?.text).to.include("perplexity 10.10 (base 34.20, -24.10)");
    expect(told([null, language(5)])[1]?.text).to.include("perplexity 5.00; ");
    expect(told([null, null])[0]?.text).to.include("before any training: not scored; ");
  });
});
