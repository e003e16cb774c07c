import { rm } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { startBrowser } from "./support/browser.ts";
import { surroundings } from "./support/federation.ts";
import type { Rows } from "./support/federation.ts";
import { takePart } from "./support/tab.ts";

const side = 8;
/** AdamW, whose epsilon must not be the backend's; convolutions and pooling, whose kernels differ most. Each step takes all examples. */
const task = {
  task: "bars",
  base: "random",
  model: { family: "image-cnn" },
  labels: ["upright", "level"],
  input: { kind: "image", width: side, height: side, channels: 1, polarity: "as-is" },
  tuning: { method: "full" },
  training: { optimizer: "adamw", learningRate: 0.003, batchSize: 16, localEpochs: 4, validation: 0 },
  cohort: { goal: 1, minimum: 1, minSurvivors: 1, overSelection: 1 },
  rounds: { maximum: 1 },
  privacy: { mode: "sealed" },
  stopping: { patience: 0 },
};

/** Bars that stand or lie. */
const bars: Rows = {
  values: Array.from({ length: 16 }, (_, i) =>
    Array.from({ length: side * side }, (_, pixel) => {
      const place = i % 2 === 0 ? pixel % side : Math.floor(pixel / side);
      return place === i >> 1 ? 1 : 0.1 * Math.abs(Math.sin(pixel + i));
    }),
  ),
  labels: Array.from({ length: 16 }, (_, i) => i % 2),
};

describe("the engines of a browser, on software adapters", function () {
  this.timeout(300_000);
  const open = startBrowser({ softwareGpu: true });
  const { folder, startCoordinator, site, unusedPort } = surroundings();

  /** Takes part on an engine of one's choice: each step's loss, and what the model says before and after. */
  async function trainedOn(engine: "webgpu" | "webgl" | "wasm" | "cpu") {
    const port = await unusedPort();
    const coordinator = await startCoordinator(port, task);
    const { origin } = await site(port);
    const page = await (await open()).newPage();
    await page.goto(origin);
    const tab = await takePart(page, bars, { acceptSealed: true, engine });
    expect(await tab.result()).to.deep.include({ state: "completed" });
    const events = await tab.events();
    const taken = events.find((event) => event.kind === "engine" && event.decision.outcome === "taken");
    if (taken?.kind !== "engine") throw new Error("expected an engine to be taken");
    const losses = events.flatMap((event) => (event.kind === "training" ? [event.progress.loss] : []));
    const close = async (): Promise<void> => {
      coordinator.kill("SIGTERM");
      await coordinator.ended;
      await rm(join(folder(), "var"), { recursive: true });
    };
    return { page, decision: taken.decision, losses, close };
  }

  for (const engine of ["webgpu", "webgl", "cpu"] as const) {
    it(`${engine} passes the self-test and trains as wasm does`, async () => {
      const { losses: known, close } = await trainedOn("wasm");
      await close();
      const { decision, losses } = await trainedOn(engine);
      expect(decision.engine).to.equal(engine);
      expect(known).to.have.length(task.training.localEpochs);
      for (const [step, loss] of losses.entries()) {
        expect(loss, `loss of step ${step + 1}`).to.be.closeTo(known[step] ?? NaN, 1e-3);
      }
      expect(losses).to.have.length(known.length);
    });
  }

  it("show an input to the model that the task began with and to the newest", async () => {
    const { page } = await trainedOn("wasm");
    const guesses = await page.evaluate(async (values) => {
      const { client } = globalThis as unknown as { client: typeof import("@tributary/client-web") };
      const session = await client.openFederation();
      const input = Float32Array.from(values);
      try {
        return [await session.predict(input, "base"), await session.predict(input, "latest")];
      } finally {
        session.close();
      }
    }, bars.values[0] ?? []);
    for (const guess of guesses) {
      expect(guess.map(({ label }) => label)).to.deep.equal(task.labels);
      expect(guess.reduce((sum, { probability }) => sum + probability, 0)).to.be.closeTo(1, 1e-5);
    }
    const [before, after] = guesses.map((guess) => guess[0]?.probability ?? NaN);
    expect(before).not.to.be.closeTo(after ?? NaN, 1e-4);
  });
});
