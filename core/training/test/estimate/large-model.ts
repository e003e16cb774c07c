// A program of its own, whose memory its parent looks at: trains a GPT-2 of the small model's geometry for two steps.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { initialTrainables, modelTensors } from "@tributary/core/model";
import type { TextExample } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { elementCount } from "@tributary/core/tensor";
import type { NamedArrays } from "@tributary/core/tensor";
import { repositoryRoot } from "@tributary/test-support";
import type { TrainingEstimate } from "../../src/index.ts";
import { createTrainer } from "../../src/index.ts";
import { planOf, randomOf, startEngine } from "../kit.ts";

const plan = planOf({
  model: {
    family: "gpt2",
    vocabSize: 50_257,
    nPositions: 1024,
    nEmbd: 768,
    nLayer: 12,
    nHead: 12,
    nInner: 3072,
  },
  labels: [],
  input: { kind: "text", maximumTokens: 128 },
  tuning: { method: "lora", rank: 8, alpha: 16 },
  training: { batchSize: 1, localEpochs: 1, validation: 0, learningRate: 0.0005 },
});

/** Weights that spread as those of a model do, by a cheap rule: 124 million of them. */
function weightsOf({ model, input, labels }: Plan): NamedArrays {
  let state = 1;
  return new Map(
    modelTensors({ model, input, labels }).map(({ name, shape, kind }) => {
      const data = new Float32Array(elementCount(shape));
      if (kind === "norm") data.fill(1);
      else if (kind !== "bias") {
        for (let i = 0; i < data.length; i++) {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
          data[i] = (state / 2 ** 32 - 0.5) * 0.07;
        }
      }
      return [name, { shape, data }];
    }),
  );
}

const tokenizer = join(repositoryRoot, "core/training/test/fixtures/checkpoints/gpt2/tokenizer.json");
const assets = new Map([["tokenizer.json", readFileSync(tokenizer, "utf8")]]);
const examples: readonly TextExample[] = ["to be or not to be ", "the quick brown fox "].map((text) => ({
  text: text.repeat(100).slice(0, 200),
  label: 0,
}));

const engine = await startEngine("wasm");
let estimate: TrainingEstimate | undefined;
const trainer = createTrainer({ engine, onEstimate: (told) => void (estimate = told) });
/** What it says at its end. */
export interface Told {
  readonly maxRssBytes: number;
  readonly seconds: number;
  readonly losses: readonly number[];
  /** The largest change of a weight. */
  readonly change: number;
  readonly estimate: TrainingEstimate | undefined;
}

/** The base is dropped once it is on the engine. */
async function load(): Promise<Float32Array> {
  const base = weightsOf(plan);
  await trainer.load({ plan, base, assets, data: examples });
  return initialTrainables(plan, base);
}
const start = await load();
const begun = performance.now();
const losses: number[] = [];
const { delta } = await trainer.train(
  start,
  examples,
  randomOf("train"),
  undefined,
  ({ loss }) => void losses.push(loss),
);
const seconds = (performance.now() - begun) / 1000;
const change = delta.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const told: Told = {
  maxRssBytes: 1024 * process.resourceUsage().maxRSS,
  seconds,
  losses,
  change,
  estimate,
};
await trainer.dispose();
await engine.dispose();
process.stdout.write(`${JSON.stringify(told)}\n`);
