// Fits or loads one model after the other in a thread of its own, and says how each reads the held-out pictures.
import { parentPort, workerData } from "node:worker_threads";

import { readData } from "@tributary/client-node";
import { initialTrainables, mergeModel } from "@tributary/core/model";
import type { Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { seededRandom, utf8 } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";
import { chooseEngine, createTrainer, engineNames, predict } from "@tributary/training";
import type { Engine } from "@tributary/training";

import type { BaselineSurroundings, Job, Readings } from "./baselines.ts";
import { readModel } from "./read-plan.ts";
import { dataFormat } from "./setting.ts";

// What the pool that started this thread gave it.
const { plan, basePath, engineName, heldOut, seed } = workerData as BaselineSurroundings;
const requested = engineNames.find((known) => known === engineName);
const { engine } = await chooseEngine(requested === undefined ? {} : { requested });
const base = await readModel(basePath);
const scored = await Promise.all(heldOut.map((path) => readData(path, plan, dataFormat)));

parentPort?.on("message", (job: Job) => {
  void answer(job);
});

// A failure ends the thread, which the pool hears of.
async function answer(job: Job): Promise<void> {
  const model = job.kind === "load" ? await readModel(job.path) : await fit(job.data, job.epochs, job.name);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(await readingsOf(engine, plan, model, scored));
}

async function fit(paths: readonly string[], epochs: number, name: string): Promise<NamedArrays> {
  const examples: Example[] = [];
  for (const path of paths) examples.push(...(await readData(path, plan, dataFormat)));
  const fitting: Plan = { ...plan, training: { ...plan.training, localEpochs: epochs } };
  const trainer = createTrainer({ engine });
  try {
    await trainer.load({ plan: fitting, base, assets: new Map() });
    const start = initialTrainables(fitting, base);
    const { delta } = await trainer.train(start, examples, seededRandom(utf8(seed), "baseline", name));
    return mergeModel(
      fitting,
      base,
      start.map((weight, index) => weight + (delta[index] ?? 0)),
    );
  } finally {
    await trainer.dispose();
  }
}

async function readingsOf(
  engine: Engine,
  plan: Plan,
  model: NamedArrays,
  sets: readonly (readonly Example[])[],
): Promise<Readings> {
  const readings: { readonly read: number; readonly shown: number }[][] = [];
  for (const set of sets) {
    const predictions = await predict(engine, plan, { tensors: model, assets: new Map() }, set);
    readings.push(
      set.map((example, index) => ({
        read: predictions[index]?.label ?? -1,
        shown: "label" in example ? example.label : -1,
      })),
    );
  }
  return readings;
}
