import { expect } from "chai";

import { layersSection, topologyProblem } from "../../../src/model/index.ts";
import type { LayersSection } from "../../../src/model/index.ts";
import { sha256Digest } from "../../../src/tensor/index.ts";
import { utf8 } from "../../../src/support/index.ts";
import { dense, layer, sequential, topology } from "./kit.ts";

type Shapes = Readonly<Record<string, readonly number[]>>;

const tensorsOf = (shapes: Shapes) =>
  new Map(Object.entries(shapes).map(([name, shape]) => [name, { shape }] as const));

function sectionOf(model: object, shapes: Shapes): LayersSection {
  const section = layersSection(topology(model), tensorsOf(shapes));
  if (!section.ok) throw new Error(section.error);
  return section.value;
}

describe("layersSection", () => {
  it("gives weights by layer, with what each of them does and the stage that reads it", () => {
    const model = sequential(
      layer("Conv2D", "c", { batch_input_shape: [null, 8, 8, 1] }),
      layer("DepthwiseConv2D", "dw"),
      layer("SeparableConv2D", "sep"),
      layer("Conv2DTranspose", "up"),
      layer("BatchNormalization", "bn"),
      layer("Flatten", "flat"),
      layer("Dense", "d", { units: 2 }),
      layer("BatchNormalization", "last"),
      layer("Activation", "softmax", { activation: "softmax" }),
    );
    const {
      weights,
      inputShape,
      activation,
      topology: digest,
    } = sectionOf(model, {
      "d/kernel": [4, 2],
      "d/bias": [2],
      "last/gamma": [2],
      "c/kernel": [3, 3, 1, 2],
      "c/bias": [2],
      "dw/depthwise_kernel": [3, 3, 2, 1],
      "sep/depthwise_kernel": [3, 3, 2, 1],
      "sep/pointwise_kernel": [1, 1, 2, 2],
      "up/kernel": [2, 2, 1, 2],
      "bn/gamma": [2],
      "bn/beta": [2],
      "bn/moving_mean": [2],
      "bn/moving_variance": [2],
    });
    expect(weights.map(({ name, kind, stage, head }) => [name, kind, stage, head])).to.deep.equal([
      ["c/kernel", "kernel", 0, false],
      ["c/bias", "bias", 0, false],
      ["dw/depthwise_kernel", "depthwise", 1, false],
      ["sep/depthwise_kernel", "depthwise", 2, false],
      ["sep/pointwise_kernel", "kernel", 2, false],
      ["up/kernel", "kernel", 3, false],
      ["bn/gamma", "norm", 3, false],
      ["bn/beta", "bias", 3, false],
      ["bn/moving_mean", "statistic", 3, false],
      ["bn/moving_variance", "statistic", 3, false],
      ["d/kernel", "conv1d", 4, true],
      ["d/bias", "bias", 4, true],
      ["last/gamma", "norm", 4, true],
    ]);
    expect(inputShape).to.deep.equal([8, 8, 1]);
    expect(activation).to.equal("softmax");
    expect(digest).to.equal(sha256Digest(utf8(topology(model))));
  });

  it("knows recurrent, wrapped and embedding layers", () => {
    const model = sequential(
      layer("Embedding", "e", { batch_input_shape: [null, 4] }),
      layer("Bidirectional", "bi", { layer: layer("LSTM", "lstm") }),
      layer("TimeDistributed", "td", { layer: layer("Conv2D", "inner") }),
      layer("PReLU", "p"),
      layer("Dense", "bi/forward", { units: 2 }),
    );
    const { weights } = sectionOf(model, {
      "e/embeddings": [5, 2],
      "bi/forward_lstm/lstm_cell/kernel": [2, 4],
      "bi/forward_lstm/recurrent_kernel": [1, 4],
      "td/kernel": [1, 1, 2, 2],
      "p/alpha": [3],
      // Of the layer with the longer name.
      "bi/forward/kernel": [3, 2],
    });
    expect(weights.map(({ kind, stage, head }) => `${kind} ${stage} ${head}`)).to.deep.equal([
      "embedding 0 false",
      "conv1d 1 false",
      "conv1d 1 false",
      "kernel 2 false",
      "norm 2 false",
      "conv1d 3 true",
    ]);
  });

  it("refuses a weight of no layer", () => {
    const section = layersSection(topology(dense), tensorsOf({ "d/kernel": [2, 1], "e/kernel": [2, 1] }));
    expect(!section.ok && section.error).to.equal("weight e/kernel belongs to no layer of model.json");
  });
});

describe("topologyProblem", () => {
  const text = topology(dense);
  const model = sectionOf(dense, { "d/kernel": [2, 1], "d/bias": [1] });

  it("has nothing to say of the model.json that the plan was made from", () => {
    expect(topologyProblem(model, text)).to.equal(undefined);
  });

  it("tells another one by its digest, and one that is missing", () => {
    expect(topologyProblem(model, `${text} `)).to.match(
      /^model\.json has the SHA-256 [0-9a-f]{64}, and the plan was made for /,
    );
    expect(topologyProblem(model, undefined)).to.equal(
      "model.json is missing, which says what a layers model computes",
    );
  });

  it("tells a plan that says otherwise than its model.json where a weight is read, or how the model ends", () => {
    const [kernel, ...others] = model.weights;
    const moved = { ...model, weights: [{ ...kernel!, stage: 2 }, ...others] };
    const ended = { ...model, activation: "softmax" as const };
    for (const other of [moved, ended]) {
      expect(topologyProblem(other, text)).to.equal(
        "the plan says other weights, stages or ends of the model than its model.json; make the plan from the model's folder",
      );
    }
  });
});
