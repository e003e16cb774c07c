import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { temporaryFolder } from "@tributary/test-support";

import { readMessages, splitMessages } from "../src/messages.ts";
import type { Message } from "../src/messages.ts";
import { majority, naiveBayes } from "../src/naive-bayes.ts";
import { scoreRule } from "../src/scores.ts";
import { tableText } from "../src/table.ts";

const messages: readonly Message[] = Array.from({ length: 400 }, (_, index) =>
  index % 4 === 0
    ? { text: `win ${index} prize now`, label: 1 }
    : // Every text twice.
      { text: `see you at ${Math.floor(index / 8)}`, label: 0 },
);

describe("messages that are dealt to clients", () => {
  it("are each in one place, copies of one text together, a fifth held back", () => {
    const { clients, test } = splitMessages(messages, 8, 1);
    const all = [...clients.flat(), ...test];
    const texts = (list: readonly Message[]): string[] => list.map(({ text }) => text).toSorted();
    expect(texts(all)).to.deep.equal(texts(messages));
    expect(test.length).to.be.within(80, 88);
    const places = new Map<string, Set<number>>();
    for (const [place, list] of [...clients, test].entries()) {
      for (const { text } of list) places.set(text, (places.get(text) ?? new Set()).add(place));
    }
    expect([...places.values()].every(({ size }) => size === 1)).to.equal(true);
  });

  it("differ in number and in their share of spam, and each client has some of both labels", () => {
    const { clients } = splitMessages(messages, 8, 1);
    const sizes = clients.map(({ length }) => length);
    expect(Math.max(...sizes)).to.be.greaterThan(2 * Math.min(...sizes));
    for (const own of clients) expect(new Set(own.map(({ label }) => label)).size).to.equal(2);
  });

  it("are dealt alike by one seed, and otherwise by another", () => {
    expect(splitMessages(messages, 8, 1)).to.deep.equal(splitMessages(messages, 8, 1));
    expect(splitMessages(messages, 8, 2)).to.not.deep.equal(splitMessages(messages, 8, 1));
  });
});

describe("a file of messages", () => {
  const folder = temporaryFolder();

  it("is read with its quotes as they stand, and refused by line where a label is none", async () => {
    const path = join(folder(), "messages.tsv");
    await writeFile(path, 'ham\t"quoted" and so on\nspam\twin\n');
    expect(await readMessages(path)).to.deep.equal([
      { text: '"quoted" and so on', label: 0 },
      { text: "win", label: 1 },
    ]);
    await writeFile(path, "ham\ta\nspma\tb\n");
    const error = await readMessages(path).catch((thrown: unknown) => thrown);
    expect(String(error)).to.match(/messages\.tsv:2: expected ham or spam, a tab and a text, got "spma"/);
  });
});

describe("the rules that the federation is held against", () => {
  const train: readonly Message[] = [
    { text: "win a prize", label: 1 },
    { text: "see you", label: 0 },
    { text: "see the prize", label: 0 },
  ];

  it("call a text what its words make likelier", () => {
    // Of spam: prior 1/3, win (1+1)/(3+6), of ham: 2/3, win 1/(5+6).
    expect(naiveBayes(train)("win win")).to.equal(1);
    expect(naiveBayes(train)("see")).to.equal(0);
    expect(naiveBayes(train)("nothing that anybody said")).to.equal(0);
    expect(majority(train)()).to.equal(0);
  });

  it("are scored by accuracy and the F1 of spam", () => {
    const test = [...train, { text: "win", label: 0 }];
    // One hit, one false alarm: precision 1/2, recall 1.
    expect(scoreRule(test, naiveBayes(train))).to.deep.equal({ accuracy: 3 / 4, f1: 2 / 3 });
    expect(scoreRule(test, majority(train))).to.deep.equal({ accuracy: 3 / 4, f1: 0 });
  });
});

describe("the table", () => {
  it("has a column for each split and one for their mean", () => {
    const score = { accuracy: 0.9, f1: 0.5 };
    const of = (seed: number, f1: number) => ({
      seed,
      rounds: 6,
      majority: score,
      naiveBayes: score,
      bestLocal: score,
      base: score,
      federated: { accuracy: 0.99, f1 },
    });
    const lines = tableText([of(1, 0.9), of(2, 1)]).split("\n");
    expect(lines[0]).to.match(/split 1 +split 2 +mean$/);
    expect(lines.at(-1)).to.match(/^federated +99\.0 \/ 0\.900 +99\.0 \/ 1\.000 +99\.0 \/ 0\.950$/);
  });
});
