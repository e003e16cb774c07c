import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { openProcesses } from "@tributary/example-kit";
import { dataFile, requires, temporaryFolder } from "@tributary/test-support";

import { runSpeakers } from "../src/run.ts";

const planFile = fileURLToPath(new URL("../../plan.yaml", import.meta.url));

describe("speakers whose text is new to the base", () => {
  const data = requires(dataFile("tinyshakespeare/input.txt"));
  const folder = temporaryFolder();
  const processes = openProcesses();
  after(() => processes.stopAll());

  it("get a lower perplexity from training together, most of them and in the mean", async function () {
    this.timeout(1_200_000);
    const place = (name: string): string => join(folder(), name);
    // The last quarter: Measure for Measure for the base, then speakers of The Taming of the Shrew and The Tempest.
    const text = await readFile(data(), "utf8");
    await writeFile(place("plays.txt"), text.slice(text.indexOf("\n\n", 0.76 * text.length)));
    const plan = (await readFile(planFile, "utf8")).replace(/maximum: \d+/, "maximum: 3");
    await writeFile(place("plan.yaml"), plan);
    const said: string[] = [];
    const options = {
      dataPath: place("plays.txt"),
      planPath: place("plan.yaml"),
      recipe: { sizes: { vocab_size: 384, n_embd: 48, n_layer: 2, n_head: 2, n_positions: 64 }, epochs: 2 },
      pretraining: 0.45,
      cache: place("cache"),
      seed: 0,
      engineName: "wasm" as const,
      processes,
      signal: new AbortController().signal,
      nowMs: () => performance.now(),
      say: (line: string) => void said.push(line),
    };
    const report = await runSpeakers({ ...options, out: place("out") });
    const told = said.join("\n");
    expect(report.speakers, told).to.have.length(8);
    expect(report.mean.federated, told).to.be.below(report.mean.base);
    expect(report.mean.federated, told).to.be.below(report.mean.alone);
    expect(report.notLowered, told).to.have.length.at.most(2);
    expect(report.rounds.map(({ round }) => round)).to.deep.equal([1, 2, 3, 4]);
  });
});
