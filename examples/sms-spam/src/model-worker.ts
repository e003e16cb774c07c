// A thread that scores models of the task on the test messages: the base, the federated one, and those that single clients
// train alone, as the plan says and for as many epochs.
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";

import { fitBase } from "@tributary/core/checkpoint";
import { initialTrainables, trainableLayout } from "@tributary/core/model";
import type { TrainerTask } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { UserError, seededRandom, utf8 } from "@tributary/core/support";
import { decodeSafetensors, flatten } from "@tributary/core/tensor";
import { readModelFolder } from "@tributary/node-platform";
import { chooseEngine, createScorer, createTrainer } from "@tributary/training";

import type { Job, Surroundings } from "./models.ts";
import { scoreOf } from "./scores.ts";

const { plan, model, test, seed } = workerData as Surroundings;
const task = await taskOf(plan, model);
const { engine } = await chooseEngine();
const scorer = await createScorer(engine, task, test);
const start = initialTrainables(plan, task.base);

parentPort?.on("message", (job: Job) => {
  // An error ends the thread, which tells whoever waits.
  void weightsOf(job).then(async (weights) => {
    const { confusion } = await scorer.score(weights);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(scoreOf(confusion));
  });
});

async function weightsOf(job: Job): Promise<Float32Array> {
  switch (job.kind) {
    case "base":
      return start;
    case "adapter": {
      const file = decodeSafetensors(await readFile(job.path));
      if (!file.ok) throw new UserError(`${job.path} cannot be read: ${file.error}.`);
      return flatten(trainableLayout(plan), file.value.arrays);
    }
    case "alone": {
      const trainer = createTrainer({ engine });
      try {
        const alone: Plan = { ...plan, training: { ...plan.training, localEpochs: job.epochs } };
        await trainer.load({ ...task, plan: alone });
        const random = seededRandom(utf8(String(seed)), "sms-spam", job.name);
        const { delta } = await trainer.train(start, job.messages, random);
        return start.map((weight, index) => weight + (delta[index] ?? 0));
      } finally {
        await trainer.dispose();
      }
    }
    default:
      return job satisfies never;
  }
}

async function taskOf(plan: Plan, path: string): Promise<TrainerTask> {
  const folder = await readModelFolder(path);
  const base = await fitBase(plan, { ...folder, source: path });
  if (!base.ok) throw new UserError(base.error);
  return { plan, base: base.value.arrays, assets: folder.assets };
}
