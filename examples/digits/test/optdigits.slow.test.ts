import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";
import { z } from "zod";

import { commands } from "@tributary/example-kit";
import { dataFile, requires, startProcesses, temporaryFolder } from "@tributary/test-support";

import { readPlan } from "../src/read-plan.ts";
import { entryPoint } from "./entry-point.ts";

const planFile = fileURLToPath(new URL("../../optdigits.yaml", import.meta.url));
const baseFile = fileURLToPath(new URL("../../model/base.safetensors", import.meta.url));
const format = ["--image", "8x8x1", "--scale", "16"];

describe("real digits, dealt unevenly to ten clients", () => {
  const data = requires(dataFile("optdigits/train.csv"));
  const start = startProcesses();
  const folder = temporaryFolder();
  const coordinatorCommand = commands.coordinator;
  const clientCommand = commands.client;

  const finished = async (script: string, args: readonly string[]): Promise<readonly string[]> => {
    const process = start(script, args);
    const { code } = await process.ended;
    expect(code, process.lines.all.join("\n")).to.equal(0);
    return process.lines.stdout;
  };

  /** The accuracy on the rows held back of the model that the documented commands make, from that base. */
  const accuracyFrom = async (base: string): Promise<number> => {
    const home = join(folder(), base === "random" ? "random" : "base");
    const plan = join(folder(), `${base === "random" ? "random" : "base"}.json`);
    await writeFile(plan, JSON.stringify({ ...(await readPlan(planFile)), base }));
    const dataDir = join(home, "var");
    const serve = ["--plan", plan, "--data-dir", dataDir, "--port", "0", "--exit-when-done"];
    const coordinator = start(coordinatorCommand, serve);
    const [url = ""] = await coordinator.line(/http:\/\/127\.0\.0\.1:\d+/);
    const clients = Array.from({ length: 10 }, (_, index) => {
      const own = join(home, `client-${index + 1}`);
      const where = [
        "--coordinator",
        url,
        "--data",
        join(folder(), `dealt/client-${index + 1}/data.csv`),
        ...format,
      ];
      const state = ["--identity", join(own, "identity.json"), "--cache-dir", join(own, "cache")];
      return start(clientCommand, [...where, ...state, "--engine", "wasm", "--json"]);
    });
    for (const client of clients) expect((await client.ended).code, client.lines.all.join("\n")).to.equal(0);
    expect((await coordinator.ended).code, coordinator.lines.all.join("\n")).to.equal(0);
    const model = join(home, "model.safetensors");
    await finished(coordinatorCommand, ["export", "--data-dir", dataDir, "--out", model]);
    const heldBack = join(folder(), "dealt/held-back.csv");
    const scored = await finished(clientCommand, [
      "evaluate",
      "--model",
      model,
      "--data",
      heldBack,
      ...format,
      "--json",
    ]);
    return z.object({ accuracy: z.number() }).parse(JSON.parse(scored.join("\n"))).accuracy;
  };

  it("are read right to 97 %, a point better than without the base model", async function () {
    this.timeout(900_000);
    expect((await readPlan(planFile)).rounds.maximum).to.be.at.most(20);
    await finished(entryPoint("deal"), ["--data", data(), "--out", join(folder(), "dealt"), "--seed", "1"]);
    expect((await readFile(join(folder(), "dealt/held-back.csv"), "utf8")).trim().split("\n")).to.have.length(
      766,
    );
    const fromBase = await accuracyFrom(baseFile);
    const fromRandom = await accuracyFrom("random");
    expect(fromBase).to.be.at.least(0.97);
    expect(
      fromBase - fromRandom,
      `${fromBase} from the base, ${fromRandom} from random weights`,
    ).to.be.at.least(0.01);
  });
});
