import { expect } from "chai";

import type { DataPlan } from "@tributary/core/plan";
import { dataFile, requires } from "@tributary/test-support";

import { readData } from "../../src/readers/read-data.ts";

const messages: DataPlan = {
  labels: ["ham", "spam"],
  input: { kind: "text", maximumTokens: 16, template: "plain" },
};

describe("the messages of the SMS Spam Collection", () => {
  const file = requires(dataFile("sms-spam/messages.tsv"));

  it("are read without a word on how", async () => {
    const examples = await readData(file(), messages);
    const labels = examples.map((example) => ("label" in example ? example.label : undefined));
    expect(examples).to.have.length(4_645);
    expect(labels.slice(0, 5)).to.deep.equal([0, 0, 1, 0, 1]);
  });
});
