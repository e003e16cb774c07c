import { expect } from "chai";

import { randomBase } from "@tributary/core/model";
import type { Plan, PlanInput } from "@tributary/core/plan";
import type { PreparedExample } from "../../src/batches/index.ts";
import type { Engine } from "../../src/engine/index.ts";
import { stageCosts } from "../../src/estimate/stage-costs.ts";
import { noise, planOf, startEngine } from "../kit.ts";
import { watchLiveBytes } from "./live-bytes.ts";
import type { LiveBytes } from "./live-bytes.ts";
import { measuredSteps } from "./measured-step.ts";

type Sections = Pick<PlanInput, "model" | "input"> & { readonly labels?: readonly string[] };

interface Network {
  readonly sections: Sections;
  readonly count: number;
  /** Tokens of each text. */
  readonly length: number;
  /** Beside those that every network has. */
  readonly lora?: readonly PlanInput["tuning"][];
}

const text = { kind: "text", maximumTokens: 128 } as const;
const image = (side: number, channels: 1 | 3) =>
  ({ kind: "image", width: side, height: side, channels }) as const;

const networks: Readonly<Record<string, Network>> = {
  BERT: {
    sections: {
      model: {
        family: "bert",
        vocabSize: 300,
        hiddenSize: 64,
        numHiddenLayers: 3,
        numAttentionHeads: 4,
        intermediateSize: 256,
        maxPositionEmbeddings: 128,
      },
      input: text,
    },
    count: 8,
    length: 64,
    lora: [
      { method: "lora", targets: ["query", "key", "value", "dense"] },
      { method: "lora", targets: ["word_embeddings", "query"] },
    ],
  },
  DistilBERT: {
    sections: {
      model: {
        family: "distilbert",
        vocabSize: 300,
        dim: 64,
        nLayers: 2,
        nHeads: 2,
        hiddenDim: 128,
        maxPositionEmbeddings: 128,
      },
      input: text,
    },
    count: 2,
    length: 128,
  },
  "GPT-2": {
    sections: {
      model: {
        family: "gpt2",
        vocabSize: 2000,
        nPositions: 128,
        nEmbd: 64,
        nLayer: 3,
        nHead: 4,
        nInner: 256,
      },
      labels: [],
      input: text,
    },
    count: 4,
    length: 64,
  },
  ViT: {
    sections: {
      model: {
        family: "vit",
        imageSize: 32,
        patchSize: 4,
        numChannels: 3,
        hiddenSize: 32,
        numHiddenLayers: 3,
        numAttentionHeads: 4,
        intermediateSize: 128,
      },
      input: image(32, 3),
    },
    count: 8,
    length: 1,
  },
  "ResNet of bottlenecks": {
    sections: {
      model: {
        family: "resnet",
        embeddingSize: 16,
        hiddenSizes: [32, 64],
        depths: [2, 2],
        layerType: "bottleneck",
      },
      input: image(48, 3),
    },
    count: 4,
    length: 1,
  },
  VGG: {
    sections: {
      model: { family: "vgg", features: [8, 8, "M", 16, "M"], hidden: 16, batchNorm: true },
      input: image(28, 3),
    },
    count: 4,
    length: 1,
  },
  "a CNN": {
    sections: { model: { family: "image-cnn", filters: [8, 16], hidden: 32 }, input: image(32, 1) },
    count: 8,
    length: 1,
  },
  "an MLP": {
    sections: { model: { family: "mlp", hidden: [128, 64] }, input: { kind: "features", size: 32 } },
    count: 256,
    length: 1,
  },
};

const tunings: readonly PlanInput["tuning"][] = [
  { method: "lora" },
  { method: "full" },
  { method: "freeze", stages: 1 },
];

function examplesOf(plan: Plan, { count, length }: Network): readonly PreparedExample[] {
  if (plan.input.kind !== "text") return noise(plan, count);
  return Array.from({ length: count }, (_, example) => ({
    values: Float32Array.from({ length }, (_, place) => 1 + ((31 * place + 17 * example) % 200)),
    label: 0,
    ...(plan.labels.length === 0 && { counted: new Uint8Array(length).fill(1, 1) }),
  }));
}

describe("the estimate of a step's memory", function () {
  this.timeout(120_000);
  let engine: Engine;
  let live: LiveBytes;
  before(async () => {
    engine = await startEngine("wasm");
    live = watchLiveBytes(engine.tf);
  });
  after(async () => {
    live.stop();
    await engine.dispose();
  });

  for (const [name, network] of Object.entries(networks)) {
    it(`is what ${name} holds on the engine, to a half, by either way back and whatever is trained`, async () => {
      const { tf } = engine;
      for (const tuning of [...tunings, ...(network.lora ?? [])]) {
        const { labels = ["a", "b", "c"], ...sections } = network.sections;
        const plan = planOf({ ...sections, labels: [...labels], tuning });
        const { count, length } = network;
        const costs = stageCosts(plan, { count, length, ownKernels: true }, undefined);
        const steps = await measuredSteps(tf, live, {
          plan,
          base: randomBase(plan),
          examples: examplesOf(plan, network),
          costs,
        });
        for (const { method, estimated, peak, left } of steps) {
          expect(estimated / peak, `${JSON.stringify(tuning)}, ${method}`).to.be.within(1 / 1.5, 1.5);
          expect(left).to.equal(0);
        }
      }
    });
  }
});
