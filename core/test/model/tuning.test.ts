import { expect } from "chai";

import { adapters, modelProblem, modelTensors, trainableLayout } from "../../src/model/index.ts";
import { planOf, softmaxInput } from "./plans.ts";

describe("model tensors", () => {
  it("of image-cnn carry PyTorch's names and shapes, with odd sides rounded down by the pooling", () => {
    expect(
      modelTensors(planOf()).map(({ name, shape, kind, head }) => [name, shape, kind, head]),
    ).to.deep.equal([
      ["conv1.weight", [2, 1, 3, 3], "conv", false],
      ["conv1.bias", [2], "bias", false],
      ["conv2.weight", [3, 2, 3, 3], "conv", false],
      ["conv2.bias", [3], "bias", false],
      ["fc1.weight", [4, 3], "linear", false],
      ["fc1.bias", [4], "bias", false],
      ["head.weight", [3, 4], "linear", true],
      ["head.bias", [3], "bias", true],
    ]);
  });

  it("of the demo's network number 38,282", () => {
    const plan = planOf({
      model: { family: "image-cnn" },
      input: { kind: "image", width: 16, height: 16, channels: 1 },
      labels: Array.from({ length: 10 }, (_, digit) => `${digit}`),
    });
    expect(trainableLayout(plan).size).to.equal(38_282);
    expect(
      trainableLayout({ ...plan, tuning: { method: "lora", rank: 4, alpha: 8, targets: [], head: true } })
        .size,
    ).to.equal(3_758);
  });

  it("of mlp chain the hidden layers, and without any are the head alone", () => {
    const names = (hidden: number[]) =>
      modelTensors(planOf({ model: { family: "mlp", hidden }, input: softmaxInput })).map(
        ({ name, shape }) => `${name} ${shape.join("x")}`,
      );
    expect(names([4, 2])).to.deep.equal([
      "fc1.weight 4x5",
      "fc1.bias 4",
      "fc2.weight 2x4",
      "fc2.bias 2",
      "head.weight 3x2",
      "head.bias 3",
    ]);
    expect(names([])).to.deep.equal(["head.weight 3x5", "head.bias 3"]);
  });
});

describe("the trainable layout", () => {
  const names = (tuning: Parameters<typeof planOf>[0]) =>
    trainableLayout(planOf(tuning)).entries.map(({ name }) => name);

  it("holds every tensor for full, the head for head, biases and the head for bias", () => {
    expect(names({ tuning: { method: "full" } })).to.deep.equal(
      modelTensors(planOf()).map(({ name }) => name),
    );
    expect(names({ tuning: { method: "head" } })).to.deep.equal(["head.weight", "head.bias"]);
    expect(names({ tuning: { method: "bias" } })).to.deep.equal([
      "conv1.bias",
      "conv2.bias",
      "fc1.bias",
      "head.weight",
      "head.bias",
    ]);
  });

  it("holds A and B of the family's default modules for lora, then the head", () => {
    const { entries } = trainableLayout(planOf({ tuning: { method: "lora", rank: 2 } }));
    expect(entries.map(({ name, shape }) => `${name} ${shape.join("x")}`)).to.deep.equal([
      "conv1.lora_A 2x9",
      "conv1.lora_B 2x2",
      "conv2.lora_A 2x18",
      "conv2.lora_B 3x2",
      "fc1.lora_A 2x3",
      "fc1.lora_B 4x2",
      "head.weight 3x4",
      "head.bias 3",
    ]);
  });

  it("holds the adapters that the plan names, in the network's order, and no head when told so", () => {
    const plan = planOf({ tuning: { method: "lora", rank: 1, targets: ["head", "conv2"], head: false } });
    expect(trainableLayout(plan).entries.map(({ name }) => name)).to.deep.equal([
      "conv2.lora_A",
      "conv2.lora_B",
      "head.lora_A",
      "head.lora_B",
    ]);
    expect([...adapters(plan).keys()]).to.deep.equal(["conv2", "head"]);
  });
});

describe("a plan whose network cannot be", () => {
  const cases = {
    "reads features with convolutions": {
      change: { input: softmaxInput },
      says: /model.family: expected mlp, which reads features, got image-cnn/,
    },
    "pools an image away": {
      change: { model: { family: "image-cnn", filters: [1, 1, 1], hidden: 2 } },
      says: /input.width: expected at least 8, which 3 poolings halve to one pixel, got 6/,
    },
    "names a module it does not have": {
      change: { tuning: { method: "lora", targets: ["cnv2"] } },
      says: /tuning.targets.0: the network has no module "cnv2"; did you mean conv2\?/,
    },
    "names a module twice": {
      change: { tuning: { method: "lora", targets: ["fc1", "fc1"] } },
      says: /tuning.targets.1: "fc1" is already item 1 of the list/,
    },
    "adapts the head that it also trains in full": {
      change: { tuning: { method: "lora", targets: ["head"] } },
      says: /tuning.targets.0: the head is trained in full already; write `head: false`/,
    },
    "adapts vectors that are no words'": {
      change: {
        model: {
          family: "bert",
          vocabSize: 9,
          hiddenSize: 4,
          numHiddenLayers: 1,
          numAttentionHeads: 2,
          intermediateSize: 5,
          maxPositionEmbeddings: 8,
        },
        input: { kind: "text", maximumTokens: 8 },
        tuning: { method: "lora", targets: ["position_embeddings"] },
      },
      says: /tuning.targets.0: the network has no module "position_embeddings"/,
    },
    "trains nothing": {
      change: {
        model: { family: "mlp", hidden: [] },
        input: softmaxInput,
        tuning: { method: "lora", head: false },
      },
      says: /nothing would be trained/,
    },
  } as const satisfies Record<string, { change: unknown; says: RegExp }>;
  for (const [what, { change, says }] of Object.entries(cases)) {
    it(`is refused in a sentence when it ${what}`, () => {
      const plan = planOf(structuredClone(change) as Parameters<typeof planOf>[0]);
      expect(modelProblem(plan)).to.match(says);
      expect(() => trainableLayout(plan)).to.throw(RangeError, says);
    });
  }

  it("is none of the plans that fit", () => {
    expect(modelProblem(planOf())).to.equal(undefined);
    expect(modelProblem(planOf({ tuning: { method: "lora" } }))).to.equal(undefined);
  });
});
