import { expect } from "chai";

import { bert, planOf } from "./kit.ts";

describe("the labels of a checkpoint", () => {
  const labelsOf = (id2label: unknown) => planOf({ ...bert, id2label }).labels;

  it("are in the order of their numbers", () => {
    expect(labelsOf({ 1: "spam", 0: "ham" })).to.deep.equal(["ham", "spam"]);
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [String(i), `class ${i}`]).reverse(),
    );
    expect(labelsOf(many)?.[11]).to.equal("class 11");
  });

  for (const [what, id2label] of [
    ["made-up names", { 0: "LABEL_0", 1: "LABEL_1" }],
    ["a single one", { 0: "only" }],
    ["a hole", { 0: "a", 2: "c" }],
    ["one name twice", { 0: "a", 1: "a" }],
    ["numbers", { 0: 1, 1: 2 }],
    ["a list", ["a", "b"]],
    ["a key that is no number", { 0: "a", x: "b" }],
    ["a key of absurd size", { 0: "a", 9007199254740991: "b" }],
    ["nothing", undefined],
  ] as const) {
    it(`are none for ${what}`, () => {
      expect(labelsOf(id2label)).to.equal(undefined);
    });
  }
});
