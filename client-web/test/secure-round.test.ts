import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { trainableLayout } from "@tributary/core/model";
import type { Example } from "@tributary/core/participant";
import { parsePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { seededRandom } from "@tributary/core/support";
import { decodeSafetensors, flatten } from "@tributary/core/tensor";
import type { NamedArrays } from "@tributary/core/tensor";
import { chooseEngine, lazyTrainer } from "@tributary/training";
import { expect } from "chai";

import { startBrowser } from "./support/browser.ts";
import { pointsOf, surroundings } from "./support/federation.ts";
import type { Rows } from "./support/federation.ts";
import { takePart } from "./support/tab.ts";

const labels = ["left", "right"];
/** Every step takes all examples, so that a client's delta does not hang on the order which its own chance gives them. */
const task = {
  task: "points",
  base: "random",
  model: { family: "mlp", hidden: [8] },
  labels,
  input: { kind: "features", size: 2 },
  tuning: { method: "full" },
  training: { learningRate: 0.05, batchSize: 64, localEpochs: 6, validation: 0 },
  cohort: { goal: 6, minimum: 6, overSelection: 1 },
  rounds: { maximum: 1 },
  aggregation: { weighting: "uniform" },
  privacy: { clip: 4 },
  stopping: { patience: 0 },
};

function planOf(source: object): Plan {
  const parsed = parsePlan(JSON.stringify(source), "plan.json");
  if (!parsed.ok) throw new Error("the plan was refused");
  return parsed.value;
}

const examplesOf = ({ values, labels: own }: Rows): readonly Example[] =>
  values.map((row, i) => ({ values: Float32Array.from(row), label: own[i] ?? 0 }));

/** What a client in Node makes of these examples, on its wasm engine. */
async function trainedInNode(
  plan: Plan,
  base: NamedArrays,
  start: Float32Array,
  rows: Rows,
): Promise<{ readonly delta: Float32Array; readonly losses: readonly number[] }> {
  const trainer = lazyTrainer({
    startEngine: async () => (await chooseEngine({ requested: "wasm" })).engine,
  });
  try {
    await trainer.load({ plan, base, assets: new Map() });
    const losses: number[] = [];
    const { delta } = await trainer.train(
      start,
      examplesOf(rows),
      seededRandom(new Uint8Array(32), "any"),
      undefined,
      ({ loss }) => losses.push(loss),
    );
    return { delta, losses };
  } finally {
    await trainer.dispose();
  }
}

describe("a secure round of two tabs and four processes", function () {
  this.timeout(120_000);
  const open = startBrowser();
  const { folder, startCoordinator, startClient, site, unusedPort } = surroundings();

  it("commits the plain sum of what each of them trained, and nothing but that can be read from what a tab sends", async () => {
    const port = await unusedPort();
    await startCoordinator(port, task);
    const { origin, sent, loaded } = await site(port);
    const rows = Array.from({ length: 6 }, (_, i) => pointsOf(i));
    const clients = await Promise.all(
      ["ann", "bea", "cyd", "dot"].map((name, i) => startClient(port, name, rows[i + 2]!, labels)),
    );
    const consoles: string[] = [];
    const tabs = await Promise.all(
      [0, 1].map(async (i) => {
        const page = await (await open()).newPage();
        page.on("console", (message) => consoles.push(message.text()));
        await page.goto(origin);
        return takePart(page, rows[i]!);
      }),
    );
    const results = await Promise.all(tabs.map((tab) => tab.result()));
    for (const result of results) expect(result).to.deep.include({ state: "completed", roundsCounted: 2 });
    for (const client of clients) {
      expect((await client.ended).code, client.lines.all.join("\n")).to.equal(0);
      await client.line(/^Round 1: committed with 6 updates, yours among them/);
    }
    expect(consoles, "what the browser complains about").to.deep.equal([]);

    const plan = planOf(task);
    const layout = trainableLayout(plan);
    const event = await tabs[0]!.event("committed", 1);
    if (event.kind !== "committed") throw new Error("expected the round to be committed");
    expect(event.receipt).to.include({ participants: 6, unclipped: 6, mode: "secure" });
    const arraysOf = async (digest: string): Promise<NamedArrays> => {
      const file = decodeSafetensors(await readFile(join(folder(), "var/blobs", digest)));
      if (!file.ok) throw new Error(file.error);
      return file.value.arrays;
    };
    const start = flatten(layout, await arraysOf(event.receipt.modelIn));
    const after = flatten(layout, await arraysOf(event.receipt.modelOut));
    const base = await arraysOf(event.receipt.modelIn);
    const trained = [];
    for (const own of rows) trained.push(await trainedInNode(plan, base, start, own));
    for (const [i, before] of start.entries()) {
      const mean = trained.reduce((sum, { delta }) => sum + delta[i]!, 0) / trained.length;
      // Half a unit of the ring encoding for each, and what two builds of the same kernels differ by.
      expect(after[i]! - before, `weight ${i}`).to.be.closeTo(mean, 2e-5);
    }

    for (const [i, tab] of tabs.entries()) {
      const events = await tab.events();
      const losses = events.flatMap((one) => (one.kind === "training" ? [one.progress.loss] : []));
      expect(losses).to.have.length(task.training.localEpochs);
      for (const [step, loss] of losses.entries()) {
        expect(loss, `loss of step ${step + 1}`).to.be.closeTo(trained[i]!.losses[step]!, 1e-3);
      }
      const decisions = events.flatMap((one) => (one.kind === "engine" ? [one.decision] : []));
      expect(
        decisions.map(({ engine, outcome }) => [engine, outcome]),
        JSON.stringify(decisions),
      ).to.deep.equal([
        ["webgpu", "passed-over"],
        ["webgl", "passed-over"],
        ["wasm", "taken"],
      ]);
    }

    // Operators see on what a tab trains.
    const ready = sent.filter(({ path }) => path === "/tributary.v1.Federation/Ready");
    expect(ready.some(({ body }) => body.includes("wasm"))).to.equal(true);

    const bodies = Buffer.concat(sent.map(({ body }) => body));
    expect(sent.map(({ path }) => path)).to.include("/tributary.v1.Federation/CommitUpload");
    for (const value of rows.slice(0, 2).flatMap(({ values }) => values.flat())) {
      for (const bytes of [Float32Array.of(value), Float64Array.of(value)]) {
        expect(bodies.includes(Buffer.from(bytes.buffer))).to.equal(false);
      }
    }

    // Whatever trains, masks, hashes or signs is the Worker's: the page itself has loaded a few kilobytes. (Chromium lists
    // the Worker's script and its imports with those of the page that started it, behind them.)
    const own = await tabs[0]!.page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map((entry) => ({ name: entry.name, bytes: (entry as PerformanceResourceTiming).decodedBodySize })),
    );
    expect(own.map(({ name }) => new URL(name).pathname)).to.include("/client/v1.js");
    const workerAt = own.findIndex(({ name }) => name.includes("/assets/worker-"));
    expect(workerAt).to.be.greaterThan(0);
    expect(
      own.slice(0, workerAt).reduce((sum, { bytes }) => sum + bytes, 0),
      JSON.stringify(own),
    ).to.be.lessThan(60_000);
    expect(loaded.some((path) => path.endsWith(".wasm"))).to.equal(true);
  });
});
