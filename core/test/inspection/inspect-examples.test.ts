import { expect } from "chai";

import { inspectExamples } from "../../src/inspection/index.ts";
import type { Example } from "../../src/participant/index.ts";
import type { Plan } from "../../src/plan/index.ts";
import { byteTokenizer } from "../../src/text/index.ts";

type Target = Pick<Plan, "input" | "labels">;

const messages: Target = {
  labels: ["ham", "spam"],
  input: { kind: "text", maximumTokens: 8, template: "plain" },
};
const stories: Target = { ...messages, labels: [] };
const flowers: Target = { labels: ["rose", "tulip"], input: { kind: "features", size: 2 } };

/** Texts that differ, `count` of each label. */
function distinct(count: number): readonly Example[] {
  return Array.from({ length: 2 * count }, (_, index) => ({ text: `text ${index}`, label: index % 2 }));
}

describe("an inspection of examples", () => {
  it("counts texts, labels, characters and tokens", () => {
    const examples: readonly Example[] = [...distinct(10), { text: "a longer text", label: 1 }];
    const { exampleCount, perLabel, characters, tokens, warnings } = inspectExamples(
      examples,
      messages,
      byteTokenizer,
    );
    expect(exampleCount).to.equal(21);
    expect(perLabel).to.deep.equal([
      { label: "ham", count: 10 },
      { label: "spam", count: 11 },
    ]);
    expect(characters).to.deep.equal({ least: 6, median: 7, percentile95: 7, greatest: 13 });
    expect(tokens).to.deep.equal({ least: 7, median: 8, percentile95: 8, greatest: 14, tooLong: 1 });
    expect(warnings).to.deep.equal([]);
  });

  it("tells copies from texts that come with two labels", () => {
    const again: readonly Example[] = [
      ...distinct(2),
      { text: "text 0", label: 0 },
      { text: "text 1", label: 0 },
      { text: "text 1", label: 0 },
    ];
    const { duplicates, contradictions } = inspectExamples(again, messages);
    expect([duplicates, contradictions]).to.deep.equal([2, 3]);
  });

  it("counts no tokens without a tokenizer, and no labels for a language model", () => {
    const story: Example = {
      parts: [
        { text: "2+2=", learned: false },
        { text: "4", learned: true },
      ],
    };
    const alone = inspectExamples([story], stories);
    expect(alone.tokens).to.equal(undefined);
    expect(alone.perLabel).to.deep.equal([]);
    expect(alone.first).to.deep.equal([{ label: undefined, shown: '"2+2=4"' }]);
    const { tokens } = inspectExamples([story], stories, byteTokenizer);
    expect(tokens).to.deep.equal({ least: 7, median: 7, percentile95: 7, greatest: 7, tooLong: 0 });
  });

  it("shows the first examples on a line each, however long they are", () => {
    const { first } = inspectExamples(
      [{ text: `one\n${"x".repeat(100)}`, label: 0 }, ...distinct(8)],
      messages,
    );
    expect(first).to.have.length(5);
    expect(first[0]).to.deep.equal({ label: "ham", shown: `"one\\n${"x".repeat(56)}..."` });
    expect(first[2]).to.deep.equal({ label: "spam", shown: '"text 1"' });
    const wide: Target = { ...flowers, input: { kind: "features", size: 7 } };
    const values = Float32Array.of(0.1, 2, 3, 4, 5, 6, 7);
    expect(inspectExamples([{ values, label: 1 }], wide).first).to.deep.equal([
      { label: "tulip", shown: "0.1 2 3 4 5 6 ..." },
    ]);
  });

  const warned: Readonly<Record<string, readonly [readonly Example[], Target, readonly string[]]>> = {
    "labels without examples, or with few": [
      [{ text: "abc", label: 0 }],
      messages,
      [
        "There is no example of spam; nothing is learned of it here, and nothing is scored.",
        "There are fewer than 8 examples of ham; label more, or train the head alone (tuning.method: head).",
      ],
    ],
    copies: [
      [...distinct(10), { text: "text 0", label: 0 }, { text: "text 1", label: 1 }],
      messages,
      ["2 of 22 examples are copies of others; they count as often as they come."],
    ],
    contradictions: [
      [...distinct(10), { text: "text 0", label: 1 }],
      messages,
      ["2 of 21 examples come with another label as well; no model can tell them apart."],
    ],
    "texts that say nothing": [
      [...distinct(10), { text: "?!?!", label: 1 }],
      messages,
      ["1 of 21 examples have fewer than three different characters; are they meant to be examples?"],
    ],
    "texts that are cut": [
      [...distinct(10), ...distinct(10).map((_, index) => ({ text: `a longer text ${index}`, label: 0 }))],
      messages,
      [
        "20 of 40 examples have more than 8 tokens: their ends are not read; input.maximumTokens is the limit.",
      ],
    ],
    "stories that are read in parts": [
      [{ parts: [{ text: "Once upon a time", learned: true }] }],
      stories,
      [
        "1 of 1 examples have more than 8 tokens: they are read in parts, or their prompts are cut; input.maximumTokens is the limit.",
      ],
    ],
    "numbers that never change": [
      Array.from({ length: 20 }, (_, index) => ({ values: Float32Array.of(index, 1), label: index % 2 })),
      flowers,
      [
        "1 of 20 examples have one number throughout; are they meant to be examples?",
        "1 of 2 features are the same in each example; check the columns, or leave them out.",
      ],
    ],
  };
  for (const [what, [examples, target, expected]] of Object.entries(warned)) {
    it(`warns of ${what}`, () => {
      expect(inspectExamples(examples, target, byteTokenizer).warnings).to.deep.equal(expected);
    });
  }
});
