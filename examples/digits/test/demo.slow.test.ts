import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { startProcesses, temporaryFolder } from "@tributary/test-support";

import { mean } from "../src/baselines.ts";
import { entryPoint } from "./entry-point.ts";

const reportSchema = z.object({
  accuracy: z.object({
    base: z.number(),
    localOwn: z.number(),
    localAll: z.number(),
    federated: z.number(),
    centralised: z.number(),
    kept: z.number(),
  }),
  model: z.object({ sha256: z.string() }),
});

describe("the whole demo", () => {
  const start = startProcesses();
  const folder = temporaryFolder();

  const run = async (seed: number, name: string) => {
    const out = join(folder(), name);
    const report = join(folder(), `${name}.json`);
    const demo = start(entryPoint("main"), [
      "--seed",
      String(seed),
      "--out",
      out,
      "--report",
      report,
      "--engine",
      "wasm",
    ]);
    const { code } = await demo.ended;
    expect(code, demo.lines.all.join("\n")).to.equal(0);
    return reportSchema.parse(JSON.parse(await readFile(report, "utf8")));
  };

  it("brings over five seeds what the table promises", async function () {
    this.timeout(1_500_000);
    const runs: z.output<typeof reportSchema>["accuracy"][] = [];
    for (const seed of [0, 1, 2, 3, 4]) runs.push((await run(seed, `seed-${seed}`)).accuracy);
    const meanOf = (figure: (run: (typeof runs)[number]) => number): number => mean(runs.map(figure));
    const text = JSON.stringify(runs, undefined, 2);
    expect(
      meanOf(({ base }) => base),
      text,
    ).to.be.within(0.65, 0.8);
    expect(
      meanOf(({ federated, base }) => federated - base),
      text,
    ).to.be.at.least(0.08);
    for (const { federated, base } of runs) expect(federated - base, text).to.be.at.least(0.06);
    expect(
      meanOf(({ federated, localAll }) => federated - localAll),
      text,
    ).to.be.at.least(0.25);
    expect(
      meanOf(({ federated, localOwn }) => federated - localOwn),
      text,
    ).to.be.at.least(0.03);
    expect(
      meanOf(({ centralised, federated }) => centralised - federated),
      text,
    ).to.be.at.most(0.05);
    expect(
      meanOf(({ kept }) => kept),
      text,
    ).to.be.at.least(0.95);
  });

  it("gives the same model twice for one seed", async function () {
    this.timeout(600_000);
    const first = await run(6, "first");
    const second = await run(6, "second");
    expect(second.model.sha256).to.equal(first.model.sha256);
  });
});
