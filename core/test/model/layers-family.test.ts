import { expect } from "chai";

import { formatPlanProblems, parsePlan } from "../../src/plan/index.ts";
import type { PlanInput } from "../../src/plan/index.ts";
import { layersSection, modelTensors, startOf, trainables } from "../../src/model/index.ts";
import { layer, sequential, topology } from "./layers/kit.ts";
import { planOf } from "./plans.ts";

type Model = Extract<PlanInput["model"], { family: "layers" }>;

const classifier = topology(
  sequential(
    layer("Conv2D", "conv", { batch_input_shape: [null, 5, 6, 1] }),
    layer("BatchNormalization", "norm"),
    layer("GRU", "gru"),
    layer("Dense", "dense", { units: 7 }),
    layer("Activation", "end", { activation: "softmax" }),
  ),
);
const shapes = {
  "conv/kernel": [3, 3, 1, 4],
  "conv/bias": [4],
  "norm/gamma": [4],
  "norm/moving_mean": [4],
  "norm/moving_variance": [4],
  "gru/gru_cell/kernel": [4, 9],
  "gru/gru_cell/recurrent_kernel": [3, 9],
  "dense/kernel": [3, 7],
  "dense/bias": [7],
};

const model: Model = (() => {
  const tensors = new Map(Object.entries(shapes).map(([name, shape]) => [name, { shape }]));
  const section = layersSection(classifier, tensors);
  if (!section.ok) throw new Error(section.error);
  return section.value;
})();

const image = { kind: "image", width: 6, height: 5, channels: 1 } as const;

function problemsOf(change: Partial<PlanInput>): string {
  const plan = {
    task: "t",
    base: "model",
    labels: ["a", "b"],
    input: image,
    cohort: { goal: 3 },
    model,
    tuning: { method: "head" },
    ...change,
  };
  const parsed = parsePlan(JSON.stringify(plan), "plan");
  return parsed.ok ? "" : formatPlanProblems(parsed.error);
}

describe("the family of layers models", () => {
  const plan = planOf({ base: "model", model, input: image, tuning: { method: "full" } });

  it("has the manifest's names, and an output a label in its head", () => {
    expect(modelTensors(plan).map(({ name, shape }) => [name, shape])).to.deep.equal([
      ...Object.entries(shapes).slice(0, -2),
      ["dense/kernel", [3, 3]],
      ["dense/bias", [3]],
    ]);
  });

  it("keeps one output for two labels where the model ends in sigmoid", () => {
    const two = planOf({ model: { ...model, activation: "sigmoid" }, input: image, labels: ["a", "b"] });
    expect(modelTensors(two).at(-1)?.shape).to.deep.equal([1]);
  });

  it("never trains the statistics of a normalisation, and adapts each weight that computes before the head", () => {
    const names = (tuning: PlanInput["tuning"]): readonly string[] =>
      trainables(planOf({ model, input: image, tuning })).map(({ name }) => name);
    expect(names({ method: "full" })).to.not.include.members(["norm/moving_mean"]);
    expect(names({ method: "lora", head: false })).to.deep.equal(
      ["conv", "gru/gru_cell", "gru/gru_cell/recurrent_kernel"].flatMap((name) => [
        `${name}.lora_A`,
        `${name}.lora_B`,
      ]),
    );
    expect(names({ method: "head" })).to.deep.equal(["dense/kernel", "dense/bias"]);
    expect(names({ method: "freeze", stages: 1 })).to.deep.equal([
      "gru/gru_cell/kernel",
      "gru/gru_cell/recurrent_kernel",
      "dense/kernel",
      "dense/bias",
    ]);
  });

  it("starts a new head near nothing, with a normalisation that changes nothing", () => {
    const start = new Map(modelTensors(plan).map((spec) => [spec.name, startOf(spec, plan)]));
    expect(start.get("dense/bias")?.data).to.deep.equal(new Float32Array(3));
    expect(start.get("dense/kernel")?.data.every((value) => value !== 0 && Math.abs(value) <= 1)).to.equal(
      true,
    );
    expect(start.get("norm/gamma")?.data).to.deep.equal(Float32Array.of(1, 1, 1, 1));
    expect(start.get("norm/moving_mean")?.data).to.deep.equal(new Float32Array(4));
    expect(start.get("norm/moving_variance")?.data).to.deep.equal(Float32Array.of(1, 1, 1, 1));
  });

  it("reads images of its shape, or of any where it has no shape, and features that fill it", () => {
    for (const [inputShape, input] of [
      [[5, 6, 1], image],
      [[null, null, 1], image],
      [[30], image],
      [[30], { kind: "features", size: 30 }],
      [[10, 3], { kind: "features", size: 30 }],
      [[null, 3], { kind: "features", size: 30 }],
    ] as const) {
      expect(problemsOf({ model: { ...model, inputShape: [...inputShape] }, input })).to.equal("");
    }
  });

  for (const [what, change, sentence] of [
    [
      "images of another size",
      { input: { ...image, height: 6 } },
      "expected images of the shape [5, 6, 1] that the network reads, got height x width x channels 6 x 6 x 1",
    ],
    [
      "images for a network of sequences",
      { model: { ...model, inputShape: [30, 1] } },
      "expected images of the shape [30, 1] that the network reads, got height x width x channels 5 x 6 x 1",
    ],
    [
      "features that do not fill the input",
      { input: { kind: "features", size: 29 } },
      "expected as many as fill the shape [5, 6, 1] that the network reads, got 29",
    ],
    [
      "features for an input of any size",
      { model: { ...model, inputShape: [null, null, 1] }, input: { kind: "features", size: 30 } },
      "expected as many as fill the shape [any, any, 1] that the network reads, got 30",
    ],
    [
      "texts",
      { input: { kind: "text" } },
      "expected image or features, since the network reads numbers of shape [5, 6, 1], got text",
    ],
    [
      "no folder",
      { base: "random" },
      "expected the folder of a TF.js model, whose model.json says what its layers compute, got random",
    ],
  ] as const satisfies readonly (readonly [string, object, string])[]) {
    it(`refuses a plan with ${what}`, () => {
      expect(problemsOf(change as Partial<PlanInput>)).to.contain(sentence);
    });
  }

  const [kernel, bias, ...others] = model.weights;
  for (const [what, weights, sentence] of [
    ["a weight twice", [kernel!, kernel!, ...others], "conv/kernel is there already"],
    [
      "two to adapt in a layer",
      [kernel!, { ...kernel!, name: "conv/pointwise_kernel" }, ...others],
      "conv has a weight to adapt already",
    ],
    [
      "a kernel without sides",
      [{ ...kernel!, shape: [4] }, ...others],
      "expected at least 3 sides of a kernel, got 1",
    ],
    [
      "a head that is not last",
      [{ ...bias!, head: true }, ...others],
      "expected the last, after the first, since it is of the head, got 0",
    ],
    ["no head", [kernel!, bias!], "expected a head with a kernel, got none"],
  ] satisfies readonly (readonly [string, Model["weights"], string])[]) {
    it(`refuses a model with ${what}`, () => {
      expect(problemsOf({ model: { ...model, weights } })).to.contain(sentence);
    });
  }
});
