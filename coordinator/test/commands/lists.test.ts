import { noClassifierFigures } from "@tributary/core/metrics";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { listRounds } from "../../src/commands/lists.ts";
import { openLmdbJournal } from "../../src/journal/index.ts";
import type { Scores } from "../../src/round/index.ts";
import { startedHouse, theTask, trained } from "../round/builders.ts";
import type { House } from "../round/builders.ts";

const folder = temporaryFolder();

function roundScored(house: House, scores: Scores | null): void {
  house.gather();
  house.commit(0, 1, 2, 3);
  const { key } = house.folding;
  house.done({ kind: "fold-finished", key, result: { ...trained(key.round), scores } });
}

/** Lists a task of which such rounds were committed, an aborted attempt between the first and the second. */
async function listed(all: readonly (Scores | null)[], json: boolean): Promise<string> {
  const house = startedHouse({ rounds: { maximum: 9 } });
  for (const [index, scores] of all.entries()) {
    if (index === 1) house.done({ kind: "storage-failed", key: house.key, detail: "the disk is full" });
    roundScored(house, scores);
  }
  const dataDir = folder();
  const journal = await openLmdbJournal(dataDir);
  await journal.append(house.journal);
  await journal.close();
  return listRounds({ dataDir, task: theTask, json });
}

const row = (text: string, number: number) => text.split("\n")[number]?.split(/ {2,}/);

describe("the list of a task's rounds", () => {
  const classified = (accuracy: number, hits: number): Scores => ({
    ...noClassifierFigures,
    exampleCount: 20,
    loss: 1,
    accuracy,
    weightedF1: accuracy,
    perClass: [{ label: "spam", hits, falsePositives: 1, misses: 1 }],
  });

  it("shows each model's accuracy and its gain over the base", async () => {
    const text = await listed([classified(0.75, 3), classified(0.9, 9), null], false);
    expect(row(text, 0)?.slice(6, 9)).to.deep.equal(["loss", "accuracy", "gain"]);
    expect(row(text, 1)?.slice(6, 9)).to.deep.equal(["1.0000", "75.0 %", "+0.0"]);
    expect(row(text, 2)?.slice(6, 9)).to.deep.equal(["-", "-", "-"]);
    expect(row(text, 3)?.slice(6, 9)).to.deep.equal(["1.0000", "90.0 %", "+15.0"]);
    expect(row(text, 4)?.slice(6, 9)).to.deep.equal(["-", "-", "-"]);
  });

  it("shows a language model's perplexity and what that has changed by", async () => {
    const language = (perplexity: number): Scores => ({
      ...noClassifierFigures,
      exampleCount: 20,
      loss: Math.log(perplexity),
      perClass: [],
    });
    const text = await listed([language(34.2), language(10.1)], false);
    expect(row(text, 0)?.slice(7, 9)).to.deep.equal(["perplexity", "gain"]);
    expect(row(text, 3)?.slice(7, 9)).to.deep.equal(["10.10", "-24.10"]);
  });

  it("gives programs every figure, the base's and each label's of the round that they are of", async () => {
    const rounds: unknown = JSON.parse(await listed([classified(0.75, 3), classified(0.9, 9)], true));
    expect(rounds).to.be.an("array").with.lengthOf(4);
    expect(rounds).to.have.nested.property("[0].perClass[0].f1", 0.75);
    expect(rounds).to.have.deep.nested.property("[1].perClass", []);
    expect(rounds).to.have.nested.property("[2].accuracy", 0.9);
    expect(rounds).to.have.nested.property("[2].baseAccuracy", 0.75);
    expect(rounds).to.have.nested.property("[2].weightedF1", 0.9);
    expect(rounds).to.have.deep.nested.property("[2].perClass[0]", {
      label: "spam",
      exampleCount: 10,
      precision: 0.9,
      recall: 0.9,
      f1: 0.9,
    });
    expect(rounds).to.have.deep.nested.property("[3].perClass", []);
  });
});
