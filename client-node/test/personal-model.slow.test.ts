import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { expect } from "chai";

import { repositoryRoot, startProcesses, temporaryFolder } from "@tributary/test-support";

import type { ClientEvent, JoinResult } from "../src/index.ts";
import { joinFederation } from "../src/index.ts";
import { command, lines } from "./cli/command.ts";

const coordinatorMain = join(repositoryRoot, "coordinator/dist/src/main.js");

/** What is left and right of a line, which two clients call left and right, and the third the other way round. */
const conventions = {
  ann: ["left", "right"],
  bartholomew: ["left", "right"],
  cunegonde: ["right", "left"],
} as const;
const names = ["ann", "bartholomew", "cunegonde"] as const;

const plan = {
  task: "sides",
  base: "random",
  model: { family: "mlp", hidden: [4] },
  labels: ["left", "right"],
  input: { kind: "features", size: 2 },
  training: { learningRate: 0.1, localEpochs: 8, validation: 0.25 },
  cohort: { goal: 3, minimum: 3, overSelection: 1 },
  privacy: { mode: "sealed" },
  stopping: { patience: 0 },
};

const folder = temporaryFolder();
const start = startProcesses();

interface Federated {
  readonly result: JoinResult;
  /** On what it held back, of the model that came in last. */
  readonly accuracy: number;
  readonly warnings: readonly string[];
}

describe("a model that is partly each client's own", function () {
  this.timeout(120_000);

  const dataOf = (name: string): string => join(folder(), `${name}.csv`);
  beforeEach(async () => {
    for (const [name, sides] of Object.entries(conventions)) {
      const rows = Array.from({ length: 32 }, (_, i) => {
        const [x, y] = [(i % 2 === 0 ? -1 : 1) * (0.5 + (i % 7) / 7), Math.sin(i + name.length)];
        return `${x.toFixed(3)},${y.toFixed(3)},${sides[i % 2]}`;
      });
      await writeFile(dataOf(name), `x,y,side\n${rows.join("\n")}\n`);
    }
  });

  async function coordinator(tuning: object, maximum: number): Promise<string> {
    const path = join(folder(), "plan.json");
    await writeFile(path, JSON.stringify({ ...plan, tuning, rounds: { maximum } }));
    const files = ["--plan", path, "--data-dir", join(folder(), "var"), "--port", "0"];
    const [, invitation = ""] = await start(coordinatorMain, files).line(/^Invite: (\S+)$/);
    return invitation;
  }

  async function takePart(invitation: string, name: string): Promise<Federated> {
    const events: ClientEvent[] = [];
    const result = await joinFederation({
      coordinator: invitation,
      data: dataOf(name),
      acceptSealed: true,
      engine: "cpu",
      identity: join(folder(), `${name}.json`),
      cacheDir: join(folder(), name),
      onEvent: (event) => events.push(event),
    });
    const scored = events.filter((event) => event.kind === "evaluated").at(-1);
    const warnings = events.flatMap((event) => (event.kind === "warning" ? [event.message] : []));
    return { result, accuracy: scored?.metrics?.accuracy ?? NaN, warnings };
  }

  const federate = async (tuning: object, rounds = 2): Promise<readonly Federated[]> => {
    const invitation = await coordinator(tuning, rounds);
    return Promise.all(names.map((name) => takePart(invitation, name)));
  };

  it("serves clients whose labels mean opposite things, whom one head for all cannot serve", async () => {
    const own = await federate({ method: "full", keep: "head" });
    for (const [index, { result, accuracy, warnings }] of own.entries()) {
      const name = names[index]!;
      expect(accuracy, name).to.equal(1);
      expect(warnings).to.deep.equal([]);
      const { personal = "" } = result;
      expect(personal).to.equal(join(folder(), name, "personal", basename(personal)));
      const args = ["predict", "--model", personal, "--data", dataOf(name), "--engine", "cpu", "--json"];
      const { code, stdout, stderr } = await command(args);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
      const said = lines(stdout).map(({ label }) => label);
      expect(said).to.deep.equal(said.map((_, i) => conventions[name][i % 2]));
    }
  });

  it("is not to be had with a shared head, which the majority wins", async () => {
    const shared = await federate({ method: "full" });
    expect(shared.map(({ result }) => result.personal)).to.deep.equal([undefined, undefined, undefined]);
    const mean = shared.reduce((sum, { accuracy }) => sum + accuracy, 0) / shared.length;
    expect(mean).to.be.lessThan(0.8);
  });

  it("is written again for a client that comes back when all is over, and missed by name where its cache is gone", async () => {
    const invitation = await coordinator({ method: "full", keep: "head" }, 1);
    const [first] = await Promise.all(names.map((name) => takePart(invitation, name)));
    const path = first?.result.personal ?? "";
    const written = await readFile(path);
    await rm(path);
    const again = await takePart(invitation, "ann");
    expect(again.result.personal).to.equal(path);
    expect((await readFile(path)).equals(written)).to.equal(true);
    await rm(join(folder(), "ann", "blobs"), { recursive: true });
    const without = await takePart(invitation, "ann");
    expect(without.result.personal).to.equal(undefined);
    expect(without.warnings.join()).to.match(
      /^Your own model was not written: the cache no longer holds the base model of task sides/,
    );
  });
});
