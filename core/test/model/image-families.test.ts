import { expect } from "chai";

import { elementCount } from "@tributary/core/tensor";
import type { PlanInput } from "@tributary/core/plan";
import { modelProblem, modelTensors, trainableLayout } from "../../src/model/index.ts";
import { planOf } from "./plans.ts";

const side = 224;
const image = { kind: "image", width: side, height: side, channels: 3 } as const;

type Model = PlanInput["model"];

const vit: Model = {
  family: "vit",
  imageSize: side,
  patchSize: 16,
  hiddenSize: 192,
  numHiddenLayers: 12,
  numAttentionHeads: 3,
  intermediateSize: 768,
};
const vitBase: Model = {
  ...vit,
  hiddenSize: 768,
  numAttentionHeads: 12,
  intermediateSize: 3072,
};
const resnet18: Model = {
  family: "resnet",
  hiddenSizes: [64, 128, 256, 512],
  depths: [2, 2, 2, 2],
  layerType: "basic",
};
const vgg11: Model = {
  family: "vgg",
  features: [64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"],
};

describe("networks that read images", () => {
  const labels = Array.from({ length: 1000 }, (_, label) => `${label}`);

  // As torchvision and timm count them; statistics are no parameters there.
  for (const [name, model, parameters] of [
    ["ViT-Ti/16", vit, 5_717_416],
    ["ViT-B/16", vitBase, 86_567_656],
    ["ResNet-18", resnet18, 11_689_512],
    ["ResNet-50", { family: "resnet" }, 25_557_032],
    ["VGG-16", { family: "vgg" }, 138_357_544],
    ["VGG-11 with batch normalisation", { ...vgg11, batchNorm: true }, 132_868_840],
  ] as const satisfies readonly (readonly [string, Model, number])[]) {
    it(`have as many weights as ${name}`, () => {
      const plan = planOf({ model, input: image, labels });
      const learned = modelTensors(plan).filter(({ kind }) => kind !== "statistic");
      expect(learned.reduce((sum, { shape }) => sum + elementCount(shape), 0)).to.equal(parameters);
      expect(trainableLayout(plan).size).to.equal(parameters);
    });
  }

  const trained = (model: Model, tuning: PlanInput["tuning"]): readonly string[] =>
    trainableLayout(planOf({ model, input: image, labels: ["a", "b"], tuning })).entries.map(
      ({ name }) => name,
    );

  it("train no statistics, whatever the method", () => {
    for (const method of ["full", "bias", "freeze"] as const) {
      const names = trained(resnet18, { method });
      expect(names.filter((name) => name.includes("running"))).to.deep.equal([]);
      expect(names).to.include("resnet.encoder.stages.3.layers.1.layer.1.normalization.bias");
      expect(names).to.include("classifier.1.weight");
    }
  });

  it("train the last stage of a ResNet as its last block", () => {
    const last = trained(resnet18, { method: "freeze" }).filter((name) =>
      name.endsWith("convolution.weight"),
    );
    expect(last).to.deep.equal([
      "resnet.encoder.stages.3.layers.0.shortcut.convolution.weight",
      "resnet.encoder.stages.3.layers.0.layer.0.convolution.weight",
      "resnet.encoder.stages.3.layers.0.layer.1.convolution.weight",
      "resnet.encoder.stages.3.layers.1.layer.0.convolution.weight",
      "resnet.encoder.stages.3.layers.1.layer.1.convolution.weight",
    ]);
  });

  it("train the fully connected layers of a VGG as its last block, and its last layer as its head", () => {
    const layers = ["classifier.0", "classifier.3", "classifier.6"];
    const both = layers.flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]);
    expect(trained(vgg11, { method: "freeze" })).to.deep.equal(both);
    expect(trained(vgg11, { method: "head" })).to.deep.equal(both.slice(-2));
  });

  it("adapt queries and values of a ViT, the last stage of a ResNet, and the fully connected layers of a VGG", () => {
    const adapted = (model: Model): readonly string[] =>
      trained(model, { method: "lora" }).flatMap((name) =>
        name.endsWith(".lora_A") ? [name.slice(0, -".lora_A".length)] : [],
      );
    expect(adapted(vit)).to.have.length(24);
    expect(adapted(vit).slice(-2)).to.deep.equal([
      "vit.encoder.layer.11.attention.attention.query",
      "vit.encoder.layer.11.attention.attention.value",
    ]);
    expect(adapted(resnet18)).to.have.length(5);
    expect(adapted(vgg11)).to.deep.equal(["classifier.0", "classifier.3"]);
  });

  for (const [what, change, sentence] of [
    [
      "an image of another size than a ViT's",
      { model: vit, input: { ...image, height: 96 } },
      "input.height: expected the model's imageSize, 224, got 96",
    ],
    [
      "patches that do not fill a ViT's image",
      { model: { ...vit, patchSize: 15 } },
      "model.patchSize: expected a divisor of imageSize, 224, got 15",
    ],
    [
      "heads that do not divide a ViT's width",
      { model: { ...vit, numAttentionHeads: 5 } },
      "model.numAttentionHeads: expected a divisor of hiddenSize, 192, got 5",
    ],
    [
      "grey images for a network of three channels",
      { model: resnet18, input: { ...image, channels: 1 } },
      "input.channels: expected the model's numChannels, 3, got 1",
    ],
    [
      "text",
      { model: vgg11, input: { kind: "text" } },
      "input.kind: expected image, which vgg reads, got text",
    ],
    [
      "a depth too few",
      { model: { ...resnet18, depths: [2, 2, 2] } },
      "model.depths: expected as many as hiddenSizes, 4, got 3",
    ],
    [
      "a bottleneck without a channel",
      { model: { family: "resnet", hiddenSizes: [8, 2], depths: [1, 1] } },
      "model.hiddenSizes.1: expected at least 4, of which a bottleneck has a quarter, got 2",
    ],
    [
      "an image that VGG's poolings use up",
      { model: vgg11, input: { ...image, width: 31 } },
      "input.width: expected at least 32, which 5 poolings halve to one pixel, got 31",
    ],
    [
      "a VGG of poolings alone",
      { model: { family: "vgg", features: ["M"] } },
      "model.features: expected a convolution at least, got none",
    ],
  ] as const satisfies readonly (readonly [string, Partial<PlanInput>, string])[]) {
    it(`are refused in a sentence with ${what}`, () => {
      expect(modelProblem(planOf({ input: image, ...change }))).to.equal(sentence);
    });
  }
});
