import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { z } from "zod";

import { startProcesses, temporaryFolder } from "@tributary/test-support";

import { entryPoint } from "./entry-point.ts";

const reportSchema = z.object({
  accuracy: z.object({
    base: z.number(),
    localAll: z.number(),
    localOwn: z.number(),
    federated: z.number(),
  }),
});

describe("the demo with few examples", () => {
  const start = startProcesses();
  const folder = temporaryFolder();

  it("reads more than the base does, and than a writer's own model does of that writer's hand", async function () {
    this.timeout(600_000);
    const report = join(folder(), "report.json");
    const to = ["--out", join(folder(), "out"), "--report", report];
    const demo = start(entryPoint("main"), ["--few-shot", "--seed", "0", "--engine", "wasm", ...to]);
    const { code } = await demo.ended;
    expect(code, demo.lines.all.join("\n")).to.equal(0);
    expect(demo.lines.stdout).to.include("writer 1: has 64 pictures of 8 digits");
    const { accuracy } = reportSchema.parse(JSON.parse(await readFile(report, "utf8")));
    const text = JSON.stringify(accuracy);
    expect(accuracy.federated - accuracy.base, text).to.be.at.least(0.05);
    expect(accuracy.federated - accuracy.localAll, text).to.be.at.least(0.15);
    expect(accuracy.federated, text).to.be.above(accuracy.localOwn);
  });
});
