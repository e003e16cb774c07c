import { readFile, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";

import { expect } from "chai";

import { sha256Digest } from "@tributary/core/tensor";
import { startProcesses, temporaryFolder } from "@tributary/test-support";

import { entryPoint } from "./entry-point.ts";

/** Whether anybody listens there. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

describe("the demo", () => {
  const start = startProcesses();
  const folder = temporaryFolder();

  it("runs two rounds with ten client processes, and leaves a model, a report and no process", async function () {
    this.timeout(240_000);
    const out = join(folder(), "out");
    const reportFile = join(folder(), "report.json");
    const demo = start(entryPoint("main"), [
      "--rounds",
      "2",
      "--seed",
      "5",
      "--out",
      out,
      "--report",
      reportFile,
    ]);
    const [, port = ""] = await demo.line(/127\.0\.0\.1:(\d+)/);
    const { code } = await demo.ended;
    expect(code, demo.lines.all.join("\n")).to.equal(0);

    const { stdout } = demo.lines;
    expect(stdout).to.include("Seed 5. seeded: not private");
    for (let writer = 1; writer <= 10; writer++) {
      expect(stdout).to.include(`writer ${writer}: has 150 pictures of 8 digits`);
    }
    for (const round of [
      "round 1 of 2: 10 updates",
      "round 2 of 2: 10 updates",
      "last scoring: 10 updates",
    ]) {
      expect(
        stdout.some((line) => line.startsWith(round)),
        round,
      ).to.equal(true);
    }

    const report: unknown = JSON.parse(await readFile(reportFile, "utf8"));
    const model = await readFile(join(out, "model.safetensors"));
    expect(report).to.have.all.keys("accuracy", "rounds", "model", "seconds");
    expect(report)
      .to.have.property("accuracy")
      .that.has.all.keys("base", "localOwn", "localAll", "federated", "centralised", "basePrint", "kept");
    expect(report)
      .to.have.nested.property("rounds[1]")
      .that.has.all.keys(
        "round",
        "participants",
        "dropped",
        "loss",
        "accuracy",
        "bytesUp",
        "bytesDown",
        "seconds",
      );
    expect(report)
      .to.have.property("model")
      .that.deep.equals({ path: join(out, "model.safetensors"), sha256: sha256Digest(model) });
    expect(await readFile(join(out, "report.html"), "utf8")).to.match(/^<!doctype html>/);
    expect(await answers(Number(port))).to.equal(false);
  });

  it("stops everything when it is interrupted amid the shipped clients, and says so", async function () {
    this.timeout(120_000);
    const demo = start(entryPoint("main"), ["--out", join(folder(), "out")]);
    const [, port = ""] = await demo.line(/127\.0\.0\.1:(\d+)/);
    await demo.line(/^writer \d+: has 150 pictures of 8 digits$/);
    demo.kill("SIGINT");
    expect((await demo.ended).code).to.equal(1);
    expect(demo.lines.stderr).to.deep.equal(["Stopped by SIGINT."]);
    expect(await answers(Number(port))).to.equal(false);
  });

  for (const [flag, place] of [
    ["--out", (file: string) => join(file, "x")],
    ["--out", (file: string) => file],
    ["--report", (file: string) => dirname(file)],
    ["--report", (file: string) => join(file, "report.json")],
  ] as const) {
    it(`says before it begins, in one sentence, that ${flag} ${place("folder/file")} cannot be written`, async () => {
      const file = join(folder(), "file");
      await writeFile(file, "something");
      const out = join(folder(), "out");
      const demo = start(
        entryPoint("main"),
        ["--out", out, flag, place(file)].slice(flag === "--out" ? 2 : 0),
      );
      expect((await demo.ended).code).to.equal(1);
      expect(demo.lines.stdout).to.deep.equal([]);
      expect(demo.lines.stderr).to.have.length(1);
      expect(demo.lines.stderr[0]).to.match(
        /^Could not (make the folder|write) .*(file|folder) .*\(E[A-Z]+\)\.$/,
      );
      expect(await readFile(file, "utf8")).to.equal("something");
    });
  }

  it("says in one sentence that an argument is unknown, and exits with 2", async () => {
    const demo = start(entryPoint("main"), ["--sead", "5"]);
    expect((await demo.ended).code).to.equal(2);
    expect(demo.lines.stderr.join("\n")).to.include("--sead");
  });
});
