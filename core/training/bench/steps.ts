// Local training steps per second of each engine that this machine has, on the demo's network and on a multilayer
// perceptron, against the cpu backend (plain JavaScript) in the same process: the floor.
import { benchRow, leaveRows, median } from "@tributary/test-support";
import type { BenchRow } from "@tributary/test-support";
import { initialTrainables, randomBase } from "@tributary/core/model";
import type { Example } from "@tributary/core/participant";
import { parsePlan } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { draw, seededRandom, utf8 } from "@tributary/core/support";

import { chooseEngine, createTrainer, engineNames } from "../src/index.ts";
import type { EngineName } from "../src/index.ts";

const common = `
task: bench
base: random
labels: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
cohort: { goal: 1 }
privacy: { mode: sealed }
`;

const networks: readonly { readonly name: string; readonly plan: string; readonly inputs: number }[] = [
  {
    name: "cnn 16x16, lora r=4, batch 20",
    inputs: 256,
    plan: `
model: { family: image-cnn, filters: [16, 32], hidden: 64 }
input: { kind: image, width: 16, height: 16, channels: 1 }
tuning: { method: lora, rank: 4 }
training: { batchSize: 20, localEpochs: 1, validation: 0 }`,
  },
  {
    name: "cnn 16x16, full, batch 20",
    inputs: 256,
    plan: `
model: { family: image-cnn, filters: [16, 32], hidden: 64 }
input: { kind: image, width: 16, height: 16, channels: 1 }
tuning: { method: full }
training: { batchSize: 20, localEpochs: 1, validation: 0 }`,
  },
  {
    name: "mlp 784-256-10, full, batch 32",
    inputs: 784,
    plan: `
model: { family: mlp, hidden: [256] }
input: { kind: features, size: 784 }
tuning: { method: full }
training: { batchSize: 32, localEpochs: 1, validation: 0 }`,
  },
];

const repetitions = 3;
const stepsPerRepetition = 10;

/** Milliseconds per step on one engine: the median of a few runs after one to warm up; undefined where it is missing. */
async function stepMs(engineName: EngineName, plan: Plan, inputs: number): Promise<number | undefined> {
  const chosen = await chooseEngine({ requested: engineName }).catch(() => undefined);
  if (chosen === undefined) return undefined;
  const trainer = createTrainer({ engine: chosen.engine });
  const base = randomBase(plan);
  await trainer.load({ plan, base, assets: new Map() });
  const { uniform, integer } = draw(seededRandom(utf8("bench")));
  const data: Example[] = Array.from({ length: plan.training.batchSize * stepsPerRepetition }, () => ({
    values: Float32Array.from({ length: inputs }, uniform),
    label: integer(10),
  }));
  const weights = initialTrainables(plan, base);
  const times: number[] = [];
  for (let i = 0; i <= repetitions; i++) {
    const begun = performance.now();
    await trainer.train(weights, data, seededRandom(utf8(`run ${i}`)));
    if (i > 0) times.push((performance.now() - begun) / stepsPerRepetition);
  }
  await trainer.dispose();
  await chosen.engine.dispose();
  return median(times);
}

const rows: BenchRow[] = [];
for (const { name, plan: text, inputs } of networks) {
  const parsed = parsePlan(common + text, "bench");
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const floor = await stepMs("cpu", parsed.value, inputs);
  if (floor === undefined) throw new Error("the cpu backend is always there");
  for (const engine of engineNames) {
    const ms = engine === "cpu" ? floor : await stepMs(engine, parsed.value, inputs);
    if (ms !== undefined) {
      rows.push(benchRow("training", { network: name, engine }, 1000 / ms, "steps/s", 1000 / floor));
    }
  }
}
await leaveRows(rows);
