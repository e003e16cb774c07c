import { expect } from "chai";

import { randomBase } from "@tributary/core/model";
import type { PlanInput } from "@tributary/core/plan";
import { draw } from "@tributary/core/support";
import { fillBatch } from "../src/batches/index.ts";
import type { PreparedExample } from "../src/batches/index.ts";
import { uploadBatch } from "../src/engine-batch.ts";
import type { Engine } from "../src/engine/index.ts";
import { cacheFeatures } from "../src/feature-cache.ts";
import { loadTask } from "../src/local-task.ts";
import { uploadVector } from "../src/networks/index.ts";
import { enteringStage } from "../src/run-stages.ts";
import { scorePrepared } from "../src/score.ts";
import { noise, planOf, randomOf, startEngine } from "./kit.ts";

const bert = {
  model: {
    family: "bert",
    vocabSize: 30,
    hiddenSize: 8,
    numHiddenLayers: 3,
    numAttentionHeads: 2,
    intermediateSize: 12,
    maxPositionEmbeddings: 16,
  },
  input: { kind: "text", maximumTokens: 16 },
} as const satisfies Partial<PlanInput>;

const vit = {
  model: {
    family: "vit",
    imageSize: 8,
    patchSize: 4,
    numChannels: 1,
    hiddenSize: 8,
    numHiddenLayers: 2,
    numAttentionHeads: 2,
    intermediateSize: 12,
  },
  input: { kind: "image", width: 8, height: 8, channels: 1 },
} as const satisfies Partial<PlanInput>;

const cases: Readonly<Record<string, Partial<PlanInput>>> = {
  "a head over convolutions": { tuning: { method: "head" } },
  "the last block and the head of convolutions": { tuning: { method: "freeze", stages: 1 } },
  "a head over BERT": { ...bert, tuning: { method: "head" } },
  "BERT's last block": { ...bert, tuning: { method: "freeze", stages: 1 } },
  "adapters on BERT's last block": {
    ...bert,
    tuning: { method: "lora", rank: 2, targets: ["layer.2.attention.self.query"] },
  },
  "ViT's last block": { ...vit, tuning: { method: "freeze", stages: 1 } },
  "a head over ViT": { ...vit, tuning: { method: "head" } },
};

/** Texts of 2 to 16 tokens, or images. */
function examplesOf(plan: ReturnType<typeof planOf>): readonly PreparedExample[] {
  if (plan.input.kind !== "text") return noise(plan, 9);
  const { integer } = draw(randomOf("texts"));
  return Array.from({ length: 9 }, (_, index) => ({
    values: Float32Array.from({ length: 2 + integer(15) }, () => integer(30)),
    label: index % 3,
  }));
}

describe("features of what is frozen", () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine("wasm");
  });
  after(() => engine.dispose());

  for (const [what, change] of Object.entries(cases)) {
    it(`are, for ${what}, what the network computes there, however a batch is put together`, async () => {
      const { tf } = engine;
      const plan = planOf(change);
      const examples = examplesOf(plan);
      const base = randomBase(plan);
      const empty = tf.memory().numTensors;
      const task = loadTask(tf, { plan, base, assets: new Map() });
      expect(task.lowestTrained).to.be.greaterThan(0);
      const { network } = task;
      const frozen = { network, weights: task.view([]) };
      const features = await cacheFeatures(tf, plan, frozen, task.lowestTrained, examples, undefined);
      const indices = [7, 2, 5];
      const { batch, dispose } = uploadBatch(tf, fillBatch(plan, examples, indices));
      const cached = features!.upload(indices, batch);
      const computed = tf.tidy(() => enteringStage(tf, network, frozen.weights, batch, task.lowestTrained));
      expect(cached.shape).to.deep.equal(computed.shape);
      if (batch.kind === "values")
        expect(distance(cached.dataSync(), computed.dataSync())).to.be.lessThan(1e-5);

      // What is padding differs, and nobody looks at it: the scores do not.
      const trained = uploadVector(tf, task.layout, startOf(task.layout.size));
      const scorer = { network, weights: task.view(trained) };
      const chosen = [...examples.keys()];
      const plain = await scorePrepared(tf, plan, scorer, examples, chosen, undefined);
      const quick = await scorePrepared(tf, plan, { ...scorer, features }, examples, chosen, undefined);
      expect(quick.lossSum).to.be.closeTo(plain.lossSum, 1e-4);
      expect(quick.confusion).to.deep.equal(plain.confusion);
      dispose();
      tf.dispose([cached, computed, ...trained]);
      task.dispose();
      expect(tf.memory().numTensors).to.equal(empty);
    });
  }

  it("are not kept beyond the memory that they may take", async () => {
    const plan = planOf({ tuning: { method: "head" } });
    const task = loadTask(engine.tf, { plan, base: randomBase(plan), assets: new Map() });
    const frozen = { network: task.network, weights: task.view([]) };
    const features = await cacheFeatures(
      engine.tf,
      plan,
      frozen,
      task.lowestTrained,
      noise(plan, 9),
      undefined,
      100,
    );
    expect(features).to.equal(undefined);
    task.dispose();
  });
});

function startOf(size: number): Float32Array {
  const { uniform } = draw(randomOf("weights"));
  return Float32Array.from({ length: size }, () => uniform() - 0.5);
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index]!)));
}
