import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { UsageError, openProcesses } from "@tributary/example-kit";
import { temporaryFolder } from "@tributary/test-support";

import { readArguments } from "../src/arguments.ts";
import { runSpeakers } from "../src/run.ts";

describe("the speakers' command line", () => {
  it("needs nothing but the data", () => {
    const read = readArguments(["--data", "plays.txt"]);
    expect(read).to.include({
      data: "plays.txt",
      seed: 0,
      engineName: undefined,
      out: undefined,
      json: undefined,
    });
    expect(read?.cache).to.match(/speakers$/);
    expect(readArguments(["--help"])).to.equal(undefined);
  });

  it("is refused in one sentence", () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /^Expected --data FILE\.txt with plays/],
      [["--data", "a", "--seed", "x"], /^--seed is "x"; expected a whole number\.$/],
      [["--data", "a", "--engine", "x"], /^--engine is "x"; expected /],
      [["--dato", "a"], /--dato/],
    ];
    for (const [args, sentence] of cases) expect(() => readArguments(args)).to.throw(UsageError, sentence);
  });
});

describe("a run of the speakers", () => {
  const folder = temporaryFolder();

  it("ends in one sentence where its text is missing or holds no plays, before anything is made", async () => {
    const place = (name: string): string => join(folder(), name);
    await writeFile(place("prose.txt"), "It is a truth universally acknowledged.\n");
    const refusal = (data: string): Promise<unknown> =>
      runSpeakers({
        dataPath: place(data),
        planPath: place("plan.yaml"),
        recipe: { sizes: { vocab_size: 300, n_embd: 8, n_layer: 1, n_head: 1, n_positions: 8 }, epochs: 1 },
        pretraining: 0.5,
        out: place("out"),
        cache: place("cache"),
        seed: 0,
        engineName: "cpu",
        processes: openProcesses(),
        signal: new AbortController().signal,
        nowMs: () => 0,
        say: () => undefined,
      }).catch((error: unknown) => error);
    expect(await refusal("none.txt"))
      .to.have.property("message")
      .that.matches(/none\.txt: there is no such/);
    expect(await refusal("prose.txt"))
      .to.have.property("message")
      .that.matches(/^The text has 0 speakers with /);
  });
});
