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

const securePlan = {
  ...plan,
  cohort: { goal: 3, minimum: 3, overSelection: 1 },
  rounds: { maximum: 1 },
  privacy: { mode: "secure" },
};

const folder = temporaryFolder();
const start = startProcesses();

describe("clients and a coordinator, each a process of its own", function () {
  this.timeout(90_000);

  async function coordinator(
    port: number,
    task: object = plan,
    ...more: readonly string[]
  ): Promise<StartedProcess> {
    await writeFile(join(folder(), "plan.json"), JSON.stringify(task));
    const files = ["--plan", join(folder(), "plan.json"), "--data-dir", join(folder(), "var")];
    const started = start(coordinatorMain, [...files, "--port", String(port), ...more]);
    await started.line(/Listening on /);
    return started;
  }

  async function client(name: string, port: number, ...more: readonly string[]): Promise<StartedProcess> {
    const data = join(folder(), `${name}.csv`);
    const rows = Array.from(
      { length: 24 },
      (_, i) => `${i % 2 === 0 ? -1 : 1},${Math.sin(i + name.length)},${i % 2 === 0 ? "left" : "right"}`,
    );
    await writeFile(data, `x,y,side\n${rows.join("\n")}\n`);
    const own = ["--identity", join(folder(), `${name}.json`), "--cache-dir", join(folder(), name)];
    const where = ["--coordinator", `http://127.0.0.1:${port}`, "--data", data];
    return start(clientMain, [...where, ...own, "--engine", "cpu", "--accept-sealed", ...more]);
  }

  /** Runs a command that must succeed; the document that it writes with --json. */
  async function told(main: string, ...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const child = start(main, [...args, "--json"]);
    expect((await child.ended).code, child.lines.all.join("\n")).to.equal(0);
    return JSON.parse(child.lines.stdout[0] ?? "") as Readonly<Record<string, unknown>>;
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

  it("mask their updates with their organisation's members alone, and under no other organisation's roster", async () => {
    const place = (name: string): string => join(folder(), name);
    const members = await Promise.all(
      ["ann", "bartholomew", "cunegonde"].map((name) =>
        told(clientMain, "identity", "--identity", place(`${name}.json`)),
      ),
    );
    await writeFile(
      place("members.csv"),
      ["name,publicKey", ...members.map(({ member }) => String(member)), ""].join("\n"),
    );
    const key = await told(coordinatorMain, "roster", "key", "--out", place("org.key.json"));
    const signing = ["--key", place("org.key.json"), "--members", place("members.csv")];
    const roster = ["--organisation", "St. Mary", "--out", place("roster.json")];
    await told(coordinatorMain, "roster", "sign", ...signing, ...roster);
    const pinned = ["--roster-key", String(key["fingerprint"])];

    const port = await unusedPort();
    const running = await coordinator(port, securePlan, "--roster", place("roster.json"));
    const stranger = await client("eve", port);
    expect((await stranger.ended).code).to.equal(1);
    expect(stranger.lines.stderr).to.have.length(1);
    expect(stranger.lines.stderr[0]).to.match(
      /^not-a-member: client [0-9a-f]{32} is not on the roster of St\. Mary; send it the line that "tributary-client identity" prints, /,
    );
    const excluded = await client("eve", port, ...pinned);
    expect((await excluded.ended).code).to.equal(1);
    expect(excluded.lines.stderr[0]).to.match(/^This client .* is not on the roster of St\. Mary; /);
    const elsewhere = await client("ann", port, "--roster-key", "0".repeat(64));
    expect((await elsewhere.ended).code).to.equal(1);
    expect(elsewhere.lines.stderr[0]).to.match(/^The coordinator's roster is of St\. Mary /);
    const clients = await Promise.all(
      ["ann", "bartholomew", "cunegonde"].map((name) => client(name, port, ...pinned)),
    );
    for (const one of clients) {
      expect((await one.ended).code, one.lines.all.join("\n")).to.equal(0);
      await one.line(/^Round 1: committed with 3 updates, yours among them/);
      await one.line(/^St\. Mary \([0-9a-f]{64}\) vouches for who takes part: its members alone\.$/);
    }
    running.kill("SIGTERM");
    await running.ended;
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
