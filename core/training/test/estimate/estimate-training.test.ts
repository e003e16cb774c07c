import { expect } from "chai";

import type { Plan, PlanInput } from "@tributary/core/plan";
import { estimateTraining } from "../../src/estimate/index.ts";
import type { DataFacts, EngineFacts, Fit } from "../../src/estimate/index.ts";
import { planOf } from "../kit.ts";

const miniLm: Partial<PlanInput> = {
  model: {
    family: "bert",
    vocabSize: 30_522,
    hiddenSize: 384,
    numHiddenLayers: 6,
    numAttentionHeads: 12,
    intermediateSize: 1536,
    maxPositionEmbeddings: 512,
  },
  input: { kind: "text", maximumTokens: 128 },
  tuning: { method: "lora" },
};

const gpt2: Partial<PlanInput> = {
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
  tuning: { method: "lora" },
  training: { batchSize: 4 },
};

/** So many texts of 100 tokens each. */
function texts(count: number, changes = false): DataFacts {
  const facts = { count, tokens: 100 * count, longest: 100 };
  return { all: facts, training: facts, changes };
}

const mebibytes = (count: number): number => count * 2 ** 20;

function fitted(plan: Plan, data: DataFacts, engine: EngineFacts): Fit {
  const fit = estimateTraining(plan, data, engine);
  if (!fit.ok) throw new Error(fit.error);
  return fit.value;
}

function refused(plan: Plan, data: DataFacts, engine: EngineFacts): string {
  const fit = estimateTraining(plan, data, engine);
  if (fit.ok) throw new Error(`it fits: ${JSON.stringify(fit.value.estimate)}`);
  return fit.error;
}

const wasmWith = (availableMiB: number): EngineFacts => ({
  name: "wasm",
  availableBytes: mebibytes(availableMiB),
});

describe("the estimate of training", () => {
  it("counts what is frozen, what is trained and all that lies between them", () => {
    const { estimate } = fitted(planOf(miniLm), texts(40), { name: "wasm" });
    // 22.7 million parameters, of which the head has 1,155.
    expect(estimate.baseBytes / 4e6).to.be.closeTo(22.71, 0.05);
    // 6 layers x 2 adapters x 8 x 768, and the head: 74,883 weights, nine times over with AdamW's moments.
    expect(estimate.trainedBytes).to.equal(9 * 4 * 74_883);
    expect(estimate.peakBytes).to.be.greaterThan(estimate.baseBytes + estimate.activationBytes.blockWise);
    expect(estimate.activationBytes.oneTape).to.be.greaterThan(2 * estimate.activationBytes.blockWise);
    expect(estimate.featureBytes).to.equal(0);
  });

  it("goes from one tape to blocks, then to fewer examples at a time, then refuses, as memory gets short", () => {
    const plan = planOf({ ...miniLm, training: { batchSize: 8 } });
    const ways = [4000, 1000, 400, 250, 200, 170, 150, 130, 110, 90].map((available) => {
      const fit = estimateTraining(plan, texts(40), wasmWith(available));
      return fit.ok ? `${fit.value.estimate.method} ${fit.value.estimate.microBatchSize}` : "refused";
    });
    const order = ["one-tape 8", "block-wise 8", "one-tape 4", "block-wise 4", "one-tape 2", "block-wise 2"];
    const places = ways.map((way) => [...order, "one-tape 1", "block-wise 1", "refused"].indexOf(way));
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
    expect(places[0]).to.equal(0);
    expect(ways).to.include("block-wise 8");
    expect(ways.some((way) => / [421]$/.test(way))).to.equal(true);
    expect(ways.at(-1)).to.equal("refused");
  });

  it("stays within what the process may take, and says which size it chose itself", () => {
    const plan = planOf({ ...miniLm, training: { batchSize: 16 } });
    for (const available of [150, 200, 300, 600, 1200]) {
      const { estimate } = fitted(plan, texts(40), wasmWith(available));
      expect(estimate.peakBytes).to.be.at.most(mebibytes(available));
      expect(estimate.batchSize).to.equal(16);
      expect(estimate.microBatchChosen).to.equal(estimate.microBatchSize < 16);
    }
  });

  it("takes the plan's own micro-batch and no other, and says which one would fit", () => {
    const plan = planOf({ ...miniLm, training: { batchSize: 16, microBatchSize: 16 } });
    const { estimate } = fitted(plan, texts(40), { name: "wasm" });
    expect(estimate).to.include({ microBatchSize: 16, microBatchChosen: false });
    expect(refused(plan, texts(40), wasmWith(150))).to.match(
      /^training by the plan of task small needs about \d+ MiB even block by block with 16 examples at a time, and this process may take 150 MiB; with training\.microBatchSize [1-8], or without that key, it would fit/,
    );
  });

  it("advises shorter texts, less tuning or another model where nothing fits", () => {
    expect(refused(planOf(miniLm), texts(40), wasmWith(92))).to.match(
      /needs about \d+ MiB even block by block with one example at a time, and this process may take 92 MiB; what helps is a lower input\.maximumTokens \(128\), tuning that trains less \(method head or freeze\), a smaller model or a machine or an engine with more memory$/,
    );
    expect(refused(planOf(miniLm), texts(40), wasmWith(50))).to.match(
      /what helps is a smaller model or a machine/,
    );
    const whole = planOf({ ...miniLm, tuning: { method: "full" } });
    expect(refused(whole, texts(40), wasmWith(300))).to.match(/tuning that trains less/);
  });

  it("knows the end of WebAssembly's memory, and of no GPU's", () => {
    const large = planOf({
      ...gpt2,
      model: { ...gpt2.model!, nEmbd: 1600, nHead: 25, nLayer: 48, nInner: 6400 } as PlanInput["model"],
    });
    expect(refused(large, texts(4), { name: "wasm" })).to.match(
      /needs about \d\.\d GiB .* and the engine wasm has 3\.5 GiB; what helps is a smaller model or a machine/,
    );
    expect(fitted(large, texts(4), { name: "webgpu" }).estimate.method).to.equal("block-wise");
    expect(fitted(large, texts(4), { name: "cpu" }).estimate.method).to.equal("block-wise");
    expect(refused(large, texts(4), { name: "cpu", availableBytes: 2 ** 31 })).to.match(/may take 2\.0 GiB/);
  });

  it("goes block by block where one tape would take more than half a gibibyte, though there were room", () => {
    const plan = planOf({ ...miniLm, training: { batchSize: 32 } });
    const { estimate, tapeBytes } = fitted(plan, texts(40), { name: "wasm" });
    expect(estimate).to.include({ method: "block-wise", microBatchSize: 32 });
    expect(tapeBytes).to.equal(2 ** 29);
  });

  it("keeps features where all below is frozen, unless they change, are many or are only looked up", () => {
    const head = planOf({ ...miniLm, tuning: { method: "head" } });
    const kept = fitted(head, texts(40), { name: "wasm" }).estimate;
    expect(kept.featureBytes).to.equal(40 * 384 * 4);
    expect(kept.flopsOnce).to.be.greaterThan(1000 * kept.flopsPerEpoch);
    const changing = fitted(head, texts(40, true), { name: "wasm" }).estimate;
    expect(changing).to.include({ featureBytes: 0, flopsOnce: 0 });
    expect(changing.flopsPerEpoch).to.be.greaterThan(1000 * kept.flopsPerEpoch);
    const last = planOf({ ...miniLm, tuning: { method: "freeze", stages: 1 } });
    expect(fitted(last, texts(40), { name: "wasm" }).estimate.featureBytes).to.equal(40 * 100 * 384 * 4);
    expect(fitted(last, texts(40_000), { name: "wasm" }).estimate.featureBytes).to.equal(0);
    expect(fitted(planOf(miniLm), texts(40), { name: "wasm" }).estimate.featureBytes).to.equal(0);
  });

  it("tells an epoch's time by the engine's speed, and the operations that it counts are the network's", () => {
    const plan = planOf({ ...gpt2, training: { batchSize: 1 } });
    const { estimate } = fitted(plan, texts(10), { name: "wasm", flopsPerSecond: 1e9 });
    expect(estimate.method).to.equal("one-tape");
    // 123.5 million weights are multiplied once for each of 1000 tokens on the way up, and once on the way back.
    expect(estimate.flopsPerEpoch).to.be.within(2 * 2 * 123.5e6 * 1000, 1.1 * 2 * 2 * 123.5e6 * 1000);
    expect(estimate.secondsPerEpoch).to.be.closeTo((1.5 * estimate.flopsPerEpoch) / 1e9, 1e-6);
    expect(fitted(plan, texts(10), { name: "wasm" }).estimate.secondsPerEpoch).to.equal(null);
    const twice = fitted(plan, texts(20), { name: "wasm" }).estimate;
    expect(twice.flopsPerEpoch / estimate.flopsPerEpoch).to.be.closeTo(2, 1e-9);
  });

  it("has an answer for no example at all", () => {
    const none = { all: texts(0).all, training: texts(0).training, changes: false };
    expect(fitted(planOf(miniLm), none, { name: "wasm" }).estimate).to.include({
      flopsPerEpoch: 0,
      batchSize: 1,
    });
  });
});
