import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { repositoryRoot, startProcesses, temporaryFolder, unusedPort } from "@tributary/test-support";
import type { StartedProcess } from "@tributary/test-support";

const coordinatorMain = join(repositoryRoot, "coordinator/dist/src/main.js");
const clientMain = join(repositoryRoot, "client-node/dist/src/main.js");

const plan = {
  task: "points",
  base: "random",
  model: { family: "mlp" },
  labels: ["left", "right"],
  input: { kind: "features", size: 2 },
  tuning: { method: "full" },
  training: { learningRate: 0.1, validation: 0.25 },
  cohort: { goal: 2, minimum: 2, overSelection: 1 },
  rounds: { maximum: 3 },
  privacy: { mode: "sealed" },
  stopping: { patience: 0 },
};

const folder = temporaryFolder();
const start = startProcesses();

describe("clients and a coordinator, each a process of its own", function () {
  this.timeout(90_000);

  async function coordinator(port: number): Promise<StartedProcess> {
    await writeFile(join(folder(), "plan.json"), JSON.stringify(plan));
    const files = ["--plan", join(folder(), "plan.json"), "--data-dir", join(folder(), "var")];
    const started = start(coordinatorMain, [...files, "--port", String(port)]);
    await started.line(/Listening on /);
    return started;
  }

  async function client(name: string, port: number): Promise<StartedProcess> {
    const data = join(folder(), `${name}.csv`);
    const rows = Array.from(
      { length: 24 },
      (_, i) => `${i % 2 === 0 ? -1 : 1},${Math.sin(i + name.length)},${i % 2 === 0 ? "left" : "right"}`,
    );
    await writeFile(data, `x,y,side\n${rows.join("\n")}\n`);
    const own = ["--identity", join(folder(), `${name}.json`), "--cache-dir", join(folder(), name)];
    const where = ["--coordinator", `http://127.0.0.1:${port}`, "--data", data];
    return start(clientMain, [...where, ...own, "--engine", "cpu", "--accept-sealed"]);
  }

  it("fine-tune to the end, though the coordinator is killed in the first round and comes back", async () => {
    const port = await unusedPort();
    const first = await coordinator(port);
    const clients = [await client("ann", port), await client("bartholomew", port)];
    await Promise.all(clients.map((one) => one.line(/^Round 1: training/)));
    first.kill("SIGKILL");
    await first.ended;
    const second = await coordinator(port);
    for (const one of clients) {
      expect((await one.ended).code, one.lines.all.join("\n")).to.equal(0);
      for (const round of [1, 2, 3, 4]) {
        await one.line(
          new RegExp(`^Round ${round}(, attempt \\d+)?: committed with 2 updates, yours among them`),
        );
      }
      await one.line(/^Your updates counted in 4 rounds/);
    }
    second.kill("SIGTERM");
    await second.ended;
  });

  it("a client that is told to stop gives its place back and exits 0", async () => {
    const port = await unusedPort();
    await coordinator(port);
    const waiting = await client("ann", port);
    await waiting.line(/^Round 1: ready to send/);
    waiting.kill("SIGTERM");
    expect(await waiting.ended).to.deep.equal({ code: 0, signal: null });
    expect(waiting.lines.stdout.at(-1)).to.equal("Stopped.");
    const others = [await client("bartholomew", port), await client("cunegonde", port)];
    for (const one of others) expect((await one.ended).code, one.lines.all.join("\n")).to.equal(0);
  });
});
