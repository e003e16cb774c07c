import { expect } from "chai";

import { initialTrainables, randomBase } from "@tributary/core/model";
import type { TextExample } from "@tributary/core/participant";
import { UserError } from "@tributary/core/support";
import type { Engine } from "../src/engine/index.ts";
import type { TrainingEstimate } from "../src/estimate/index.ts";
import { createTrainer } from "../src/index.ts";
import { planOf, randomOf, startEngine } from "./kit.ts";

const plan = planOf({
  model: {
    family: "bert",
    vocabSize: 259,
    hiddenSize: 16,
    numHiddenLayers: 3,
    numAttentionHeads: 2,
    intermediateSize: 32,
    maxPositionEmbeddings: 64,
  },
  input: { kind: "text", maximumTokens: 64 },
  tuning: { method: "lora", rank: 2 },
  training: { batchSize: 8, localEpochs: 1, dropout: 0.2, validation: 0.25 },
});
const base = randomBase(plan);
const start = initialTrainables(plan, base);
const task = { plan, base, assets: new Map<string, string>() };
const examples: readonly TextExample[] = Array.from({ length: 24 }, (_, i) => ({
  text: `${"abc"[i % 3]!.repeat(5 + 2 * i)} ${i}`,
  label: i % 3,
}));

describe("training within the memory that there is", () => {
  let engine: Engine;
  before(async () => {
    engine = await startEngine("wasm");
  });
  after(() => engine.dispose());

  async function trained(availableBytes: number): Promise<{
    readonly estimate: TrainingEstimate;
    readonly delta: Float32Array;
    readonly lossSum: number;
  }> {
    const estimates: TrainingEstimate[] = [];
    const trainer = createTrainer({
      engine,
      availableBytes: () => availableBytes,
      onEstimate: (estimate) => void estimates.push(estimate),
    });
    try {
      await trainer.load({ ...task, data: examples });
      const { lossSum } = await trainer.evaluate(start, examples);
      const { delta } = await trainer.train(start, examples, randomOf("train"));
      expect(estimates).to.have.length(1);
      return { estimate: estimates[0]!, delta, lossSum };
    } finally {
      await trainer.dispose();
    }
  }

  it("gives the same model whichever way memory asks for: one tape, blocks, or fewer examples at a time", async () => {
    const ample = await trained(2 ** 30);
    expect(ample.estimate).to.include({ method: "one-tape", microBatchSize: 8, microBatchChosen: false });
    const ways = new Set<string>();
    for (const share of [0.9, 0.6, 0.45, 0.4, 0.35]) {
      const { estimate, delta, lossSum } = await trained(Math.round(share * ample.estimate.peakBytes));
      ways.add(`${estimate.method} ${estimate.microBatchSize}`);
      expect(estimate.peakBytes).to.be.at.most(share * ample.estimate.peakBytes + 1);
      expect(lossSum).to.be.closeTo(ample.lossSum, 1e-4);
      const apart = delta.reduce((most, value, i) => Math.max(most, Math.abs(value - ample.delta[i]!)), 0);
      expect(apart).to.be.lessThan(2e-5);
    }
    expect([...ways]).to.include("block-wise 8");
    expect([...ways].some((way) => !way.endsWith(" 8"))).to.equal(true);
  });

  it("is refused before the base is uploaded, if the data are known by then, else before the first step", async () => {
    const before = engine.tf.memory().numTensors;
    const trainer = createTrainer({ engine, availableBytes: () => 1000 });
    const refusal = /^training by the plan of task small needs about 1 MiB even block by block/;
    expect(await failureOf(trainer.load({ ...task, data: examples }))).to.match(refusal);
    expect(engine.tf.memory().numTensors).to.equal(before);
    await trainer.load(task);
    expect(await failureOf(trainer.evaluate(start, examples))).to.match(refusal);
    expect(await failureOf(trainer.train(start, examples, randomOf("train")))).to.match(refusal);
    await trainer.dispose();
    expect(engine.tf.memory().numTensors).to.equal(before);
  });

  it("tells the estimate when data come, with the time that the engine's speed makes of it", async () => {
    const estimates: TrainingEstimate[] = [];
    let now = 0;
    const trainer = createTrainer({
      engine,
      onEstimate: (estimate) => void estimates.push(estimate),
      nowMs: () => (now += 50),
    });
    await trainer.load(task);
    expect(estimates).to.deep.equal([]);
    await trainer.evaluate(start, examples);
    await trainer.train(start, examples, randomOf("train"));
    await trainer.evaluate(start, examples.slice(0, 12));
    await trainer.dispose();
    expect(estimates).to.have.length(2);
    // A product of 128 x 128 matrices in 50 ms.
    const flopsPerSecond = (2 * 128 ** 3) / 0.05;
    const { flopsPerEpoch, secondsPerEpoch } = estimates[0]!;
    expect(secondsPerEpoch).to.be.closeTo((1.5 * flopsPerEpoch) / flopsPerSecond, 1e-6);
    expect(estimates[1]!.flopsPerEpoch).to.be.lessThan(flopsPerEpoch);
  });
});

async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(UserError);
  return (error as UserError).message;
}
