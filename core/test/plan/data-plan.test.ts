import { expect } from "chai";

import { formatPlanProblems, parseDataPlan } from "../../src/plan/index.ts";

describe("the part of a plan that says how data are read", () => {
  it("is read though the rest is missing or wrong, with its defaults", () => {
    const plan = parseDataPlan("labels: [ham, spam]\ninput: { kind: text }\nmodel: 7\n", "plan.yaml");
    expect(plan).to.deep.equal({
      ok: true,
      value: { labels: ["ham", "spam"], input: { kind: "text", maximumTokens: 128, template: "plain" } },
    });
  });

  it("is refused by line and column where it is wrong itself", () => {
    const plan = parseDataPlan("labels: ham\ninput: { kind: text, maximumTokens: 1 }\n", "plan.yaml");
    expect(plan.ok ? "" : formatPlanProblems(plan.error).split("\n")).to.deep.equal([
      'plan.yaml:1:9: labels: expected a list of at most 10000 items, got "ham"',
      "plan.yaml:2:37: input.maximumTokens: expected a whole number from 2 to 8192, got 1",
    ]);
  });
});
