import { join } from "node:path";

import { expect } from "chai";

import { commands } from "@tributary/example-kit";
import { startProcesses, temporaryFolder } from "@tributary/test-support";

import { dataFlags } from "../src/setting.ts";
import { entryPoint } from "./entry-point.ts";

describe("the federation to develop pages against", () => {
  const start = startProcesses();
  const folder = temporaryFolder();

  it("waits with nine writers for a tenth, and commits a round with it", async function () {
    this.timeout(240_000);
    const dev = start(entryPoint("dev"), ["--port", "0", "--rounds", "1"]);
    const [, origin = "", fingerprint = ""] = await dev.line(/^Join: +(\S+)\/join#([0-9a-f]{64})$/);
    const [, data = ""] = await dev.line(/^Data: +connect (\S+),/);
    await dev.line(/^9 local writers have joined/);
    const own = ["--identity", join(folder(), "identity.json"), "--cache-dir", folder()];
    start(commands.client, [
      "--coordinator",
      `${origin}#${fingerprint}`,
      "--data",
      data,
      ...dataFlags,
      ...own,
    ]);
    const { input = "" } = await dev.line(/^Round 1 of 1: the sum of \d+ updates/);
    expect(input).to.include("the sum of 10 updates");
    await dev.line(/^The coordinator stays up/);
    dev.kill("SIGINT");
    expect((await dev.ended).code, dev.lines.all.join("\n")).to.equal(0);
  });
});
