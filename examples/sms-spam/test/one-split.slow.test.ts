import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { dataFile, minilm, requires, startProcesses, temporaryFolder } from "@tributary/test-support";

import type { Figures } from "../src/table.ts";

const main = fileURLToPath(new URL("../src/main.js", import.meta.url));

describe("one split of the messages, with a coordinator and eight clients", function () {
  this.timeout(1_800_000);
  const model = requires(minilm);
  const data = requires(dataFile("sms-spam/messages.tsv"));
  const start = startProcesses();
  const folder = temporaryFolder();

  it("is learnt better together than by any client alone and by naive Bayes on everything", async () => {
    const json = join(folder(), "figures.json");
    const out = join(folder(), "out");
    const args = ["--model", model(), "--data", data(), "--seeds", "4", "--json", json, "--out", out];
    const example = start(main, args);
    const { code } = await example.ended;
    expect(code, example.lines.all.join("\n")).to.equal(0);
    const { splits, means } = JSON.parse(await readFile(json, "utf8")) as Figures;
    expect(splits).to.have.length(1);
    const [split] = splits;
    if (split === undefined) throw new Error("no split was told");
    const text = JSON.stringify(split, undefined, 2);
    expect(split.rounds, text).to.be.at.most(10);
    expect(split.federated.f1, text).to.be.greaterThan(split.bestLocal.f1);
    expect(split.federated.f1, text).to.be.greaterThan(split.naiveBayes.f1);
    expect(split.federated.accuracy, text).to.be.greaterThan(split.majority.accuracy);
    expect(means.federated).to.deep.equal(split.federated);
  });
});
