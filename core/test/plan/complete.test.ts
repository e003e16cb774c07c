import { expect } from "chai";

import { parsePlan } from "../../src/plan/index.ts";
import type { FoundInBase, Plan } from "../../src/plan/index.ts";

const bert = {
  family: "bert",
  vocabSize: 45,
  hiddenSize: 16,
  numHiddenLayers: 2,
  numAttentionHeads: 2,
  intermediateSize: 20,
  maxPositionEmbeddings: 64,
} as const;

function planOf(text: string, found?: FoundInBase): Plan {
  const plan = parsePlan(text, "plan.yaml", found);
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
}

function problemOf(text: string, found?: FoundInBase): string {
  const plan = parsePlan(text, "plan.yaml", found);
  if (plan.ok) throw new Error("the plan was taken");
  return plan.error.map(({ line, column, message }) => `${line}:${column}: ${message}`).join("\n");
}

describe("a plan of three lines", () => {
  const three = "preset: text-classification\nbase: ./bert\nlabels: [ham, spam]\n";

  it("is completed by its preset and by what its base says", () => {
    const plan = planOf(three, { model: bert, longestText: 64 });
    expect(plan.task).to.equal("text-classification");
    expect(plan.model).to.deep.include(bert);
    expect(plan.input).to.deep.equal({ kind: "text", maximumTokens: 64, template: "plain" });
    expect(plan.tuning.method).to.equal("lora");
    expect(plan.cohort.goal).to.equal(8);
    expect(plan).to.not.have.property("preset");
  });

  it("takes labels from the base where it has none itself", () => {
    const found = { model: bert, longestText: 64, labels: ["a", "b", "c"] };
    expect(planOf("preset: text-classification\nbase: ./bert\n", found).labels).to.deep.equal([
      "a",
      "b",
      "c",
    ]);
    expect(planOf(three, found).labels).to.deep.equal(["ham", "spam"]);
  });

  it("keeps every key that it has itself, and of another method none of the preset's", () => {
    const text = `${three}training: { batchSize: 4 }\ntuning: { method: bias }\ninput: { kind: text, maximumTokens: 32 }\n`;
    const plan = planOf(text, { model: bert, longestText: 64 });
    expect(plan.training).to.include({ batchSize: 4, learningRate: 0.0005 });
    expect(plan.tuning).to.deep.equal({ method: "bias" });
    expect(plan.input).to.include({ maximumTokens: 32 });
  });

  it("is refused where it asks for more tokens than the base reads", () => {
    const text = `${three}input: { kind: text, maximumTokens: 65 }\n`;
    expect(problemOf(text, { model: bert, longestText: 64 })).to.equal(
      "4:37: expected at most 64, the positions that the model knows, got 65",
    );
  });
});

describe("a preset", () => {
  it("that there is not is refused at its place, with the nearest one", () => {
    expect(problemOf("base: random\npreset: text-clasification\n")).to.equal(
      "2:9: there is no preset text-clasification; did you mean text-classification?",
    );
  });

  it("for language models has no labels and needs none", () => {
    const model = {
      family: "gpt2",
      vocabSize: 259,
      nPositions: 16,
      nEmbd: 8,
      nLayer: 1,
      nHead: 2,
      nInner: 16,
    };
    const plan = planOf("preset: text-generation\nbase: ./gpt2\n", { model, longestText: 16 });
    expect(plan.labels).to.deep.equal([]);
    expect(plan.input).to.include({ maximumTokens: 16 });
    expect(
      problemOf("preset: text-generation\nbase: x\nlabels: [a, b]\n", { model, longestText: 16 }),
    ).to.equal("3:9: expected none, since gpt2 predicts tokens, got 2");
  });
});
