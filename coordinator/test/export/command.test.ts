import { cp, readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { mergeAdapter } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";
import { sha256Digest } from "@tributary/core/tensor";
import { openSafetensors } from "@tributary/node-platform";
import type { SafetensorsFile } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { exportModel } from "../../src/commands/index.ts";
import { readCommandLine, readPlanFile } from "../../src/config/index.ts";
import { openLmdbJournal } from "../../src/journal/index.ts";
import { createInProcessTransport } from "../../src/index.ts";
import { scriptedClient } from "../support/scripted-client.ts";
import { testCoordinator } from "../support/test-coordinator.ts";
import { checkpoints } from "./kit.ts";

const plan = `
task: tea
preset: text-classification
base: ./model
labels: [bad, neutral, good]
tuning: { method: lora, rank: 2 }
cohort: { goal: 3, minimum: 3, minSurvivors: 3, overSelection: 1 }
rounds: { maximum: 1 }
privacy: { mode: sealed, clip: 1 }
`;

async function arraysOf(file: SafetensorsFile) {
  return new Map(
    await Promise.all(
      [...file.header.tensors.keys()].map(async (name) => [name, await file.read(name)] as const),
    ),
  );
}

describe("exporting a task whose base came as a folder", function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const dataDir = (): string => join(folder(), "var");
  const opened: { close(): Promise<void> }[] = [];

  async function closeAll(): Promise<void> {
    for (let last = opened.pop(); last !== undefined; last = opened.pop()) await last.close();
  }
  afterEach("close what a failure left open", closeAll);

  /** A task that three clients have trained for a round. */
  async function trained(text = plan): Promise<void> {
    await cp(join(checkpoints, "bert"), join(folder(), "model"), { recursive: true });
    await writeFile(join(folder(), "model", "README.md"), "---\nlicense: mit\n---\n");
    await writeFile(join(folder(), "plan.yaml"), text);
    const file = await readPlanFile(join(folder(), "plan.yaml"));
    const journal = await openLmdbJournal(dataDir());
    opened.push(journal);
    const { coordinator } = await testCoordinator(undefined, { dataDir: dataDir(), journal });
    opened.push(coordinator);
    const task = await coordinator.createTask(file.plan, file.base);
    const clients = await Promise.all(
      [1, 2, 3].map((number) =>
        scriptedClient(createInProcessTransport(coordinator.federation), number, task),
      ),
    );
    await Promise.all(clients.map((client) => client.takePart()));
    await closeAll();
  }

  async function exported(format: string, ...more: readonly string[]) {
    const out = join(folder(), format);
    const given = `export --data-dir ${dataDir()} --task tea --round 1 --format ${format} --out ${out}`;
    const invocation = readCommandLine([...given.split(" "), ...more]);
    if (invocation.command !== "export") throw new Error("expected export");
    return exportModel(invocation.settings);
  }

  it("writes an adapter that makes with the original folder the merged model, each with a card", async () => {
    await trained();
    const peft = await exported("peft", "--base-name", "example/tiny-bert");
    const merged = await exported("merged");
    const weights = await openSafetensors(join(merged.path, "model.safetensors"));
    const adapter = await openSafetensors(join(peft.path, "adapter_model.safetensors"));
    const original = await openSafetensors(join(folder(), "model", "model.safetensors"));
    const file = await readPlanFile(join(folder(), "plan.yaml"));
    const together = mergeAdapter(file.plan, await arraysOf(original), await arraysOf(adapter));
    if (!together.ok) throw new Error(together.error);
    const whole = await arraysOf(weights);
    expect(together.value).to.deep.equal(whole);
    expect(whole.get("classifier.bias")?.data).to.not.deep.equal(
      (await original.read("classifier.bias")).data,
    );

    const card = await readFile(join(peft.path, "README.md"), "utf8");
    expect(card).to.match(/^---\nlicense: mit\nbase_model: example\/tiny-bert\nlibrary_name: peft\n/);
    expect(card).to.match(/\n\| 1 \| 3 \| .* \|\n/);
    for (const { path, sizeBytes } of [peft, merged]) {
      const sizes = (await readdir(path)).map(async (name) => (await stat(join(path, name))).size);
      expect(sizeBytes).to.equal((await Promise.all(sizes)).reduce((sum, size) => sum + size, 0));
    }
    expect(merged.sha256).to.equal(sha256Digest(await readFile(join(merged.path, "model.safetensors"))));
  });

  it("says what each client kept to itself, of which an export has only the beginning", async () => {
    await trained(plan.replace("rank: 2", "rank: 2, keep: head"));
    const merged = await exported("merged");
    expect(merged.kept).to.equal("head");
    const weights = await openSafetensors(join(merged.path, "model.safetensors"));
    const original = await openSafetensors(join(folder(), "model", "model.safetensors"));
    expect(await weights.read("classifier.weight")).to.deep.equal(await original.read("classifier.weight"));
  });

  it("writes no folder over another, and none where a file is named", async () => {
    await trained();
    await exported("merged");
    const again = await exported("merged").catch((error: unknown) => error);
    expect(again).to.be.instanceOf(UserError);
    expect(String(again)).to.match(/has files already; name one that is new or empty\.$/);
    const settings = { dataDir: dataDir(), task: "tea", round: "last", format: "peft" } as const;
    const file = await exportModel({ ...settings, adapter: false, json: false, out: "x.safetensors" }).catch(
      (error: unknown) => error,
    );
    expect(String(file)).to.match(
      /--format peft makes a folder; name one with --out in place of x\.safetensors\.$/,
    );
  });
});
