import { expect } from "chai";

import { layersModelFiles, readLayersModel, writeLayersModel } from "../../../src/checkpoint/index.ts";
import type { LayersModel } from "../../../src/checkpoint/index.ts";
import { bytesOf, dense, denseWeights, files, json, layer, sequential, weight } from "./kit.ts";
import type { Fields } from "./kit.ts";

function read(text: string, bytes: Uint8Array): LayersModel {
  const model = readLayersModel(text, files(bytes));
  if (!model.ok) throw new Error(model.error);
  return model.value;
}

/** A model of these layers, whose weights have values that do not matter. */
function kindsOf(topology: Fields, ...weights: readonly Fields[]): readonly (readonly unknown[])[] {
  const size = weights.reduce(
    (sum, { shape }) => sum + (shape as readonly number[]).reduce((product, side) => product * side, 1),
    0,
  );
  return read(json(topology, weights), new Uint8Array(4 * size)).weights.map(
    ({ name, kind, layer, head }) => [name, kind, layer, head],
  );
}

describe("readLayersModel", () => {
  it("gives weights by layer, in the topology's order, with what each of them does", () => {
    const topology = sequential(
      layer("Conv2D", "c"),
      layer("DepthwiseConv2D", "dw"),
      layer("SeparableConv2D", "sep"),
      layer("Conv2DTranspose", "up"),
      layer("BatchNormalization", "bn"),
      layer("Flatten", "flat"),
      layer("Dense", "d"),
      layer("Activation", "softmax"),
    );
    const kinds = kindsOf(
      topology,
      weight("d/kernel", 4, 2),
      weight("d/bias", 2),
      weight("c/kernel", 3, 3, 1, 2),
      weight("c/bias", 2),
      weight("dw/depthwise_kernel", 3, 3, 2, 1),
      weight("sep/depthwise_kernel", 3, 3, 2, 1),
      weight("sep/pointwise_kernel", 1, 1, 2, 2),
      weight("up/kernel", 2, 2, 1, 2),
      weight("bn/gamma", 2),
      weight("bn/beta", 2),
      weight("bn/moving_mean", 2),
      weight("bn/moving_variance", 2),
    );
    expect(kinds).to.deep.equal([
      ["c/kernel", "kernel", "c", false],
      ["c/bias", "bias", "c", false],
      ["dw/depthwise_kernel", "depthwise", "dw", false],
      ["sep/depthwise_kernel", "depthwise", "sep", false],
      ["sep/pointwise_kernel", "kernel", "sep", false],
      ["up/kernel", "kernel", "up", false],
      ["bn/gamma", "norm", "bn", false],
      ["bn/beta", "bias", "bn", false],
      ["bn/moving_mean", "statistic", "bn", false],
      ["bn/moving_variance", "statistic", "bn", false],
      ["d/kernel", "conv1d", "d", true],
      ["d/bias", "bias", "d", true],
    ]);
  });

  it("knows recurrent, wrapped and embedding layers", () => {
    const topology = sequential(
      layer("Embedding", "e"),
      layer("Bidirectional", "bi", { layer: layer("LSTM", "lstm") }),
      layer("TimeDistributed", "td", { layer: layer("Conv2D", "inner") }),
      layer("PReLU", "p"),
    );
    const kinds = kindsOf(
      topology,
      weight("e/embeddings", 5, 2),
      weight("bi/forward_lstm/lstm_cell/kernel", 2, 4),
      weight("bi/forward_lstm/recurrent_kernel", 1, 4),
      weight("td/kernel", 1, 1, 2, 2),
      weight("p/alpha", 3),
    );
    expect(kinds.map(([, kind, at]) => [kind, at])).to.deep.equal([
      ["embedding", "e"],
      ["conv1d", "bi"],
      ["conv1d", "bi"],
      ["kernel", "td"],
      ["norm", "p"],
    ]);
  });

  it("reads the converter's form, a functional model and models in models", () => {
    const functional = {
      class_name: "Functional",
      config: {
        layers: [
          layer("InputLayer", "image", { batch_input_shape: [null, 32, 32, 3] }),
          layer("Conv2D", "c", { batch_input_shape: [null, 9] }),
          { class_name: "Functional", config: { name: "body", layers: [layer("Dense", "c/1")] } },
        ],
        input_layers: [["image", 0, 0]],
        output_layers: [["body", 1, 0]],
      },
    };
    const weights = [weight("c/1/kernel", 1, 1), weight("c/kernel", 1, 1, 1, 1)];
    const text = json({ keras_version: "2.15.0", backend: "tensorflow", model_config: functional }, weights);
    const model = read(text, bytesOf(5, 6));
    expect(model.weights.map(({ name, layer, head }) => [name, layer, head])).to.deep.equal([
      ["c/kernel", "c", false],
      ["c/1/kernel", "c/1", true],
    ]);
    expect(model.inputShapes).to.deep.equal([[32, 32, 3]]);
    expect(model.outputs).to.equal(1);
  });

  it("reads an old sequential model, whose config is its list of layers", () => {
    const old = { class_name: "Sequential", config: [layer("Dense", "d", { batch_input_shape: [null, 2] })] };
    const model = read(json(old, denseWeights), bytesOf(1, 2, 3));
    expect(model.inputShapes).to.deep.equal([[2]]);
    expect([...model.arrays]).to.deep.equal([
      ["d/kernel", { shape: [2, 1], data: Float32Array.of(1, 2) }],
      ["d/bias", { shape: [1], data: Float32Array.of(3) }],
    ]);
  });

  it("joins the files of a group, across which a weight may lie", () => {
    const text = JSON.stringify({
      modelTopology: dense,
      weightsManifest: [{ paths: ["a", "sub/b"], weights: denseWeights }],
    });
    expect(layersModelFiles(text)).to.deep.equal({ ok: true, value: ["a", "sub/b"] });
    const bytes = bytesOf(1, 2, 3);
    const model = readLayersModel(
      text,
      new Map([
        ["a", bytes.subarray(0, 5)],
        ["sub/b", bytes.subarray(5)],
      ]),
    );
    expect(model.ok && model.value.arrays.get("d/kernel")?.data).to.deep.equal(Float32Array.of(1, 2));
  });

  it("keeps of model.json all but weights and optimiser", () => {
    const text = json(dense, denseWeights, { trainingConfig: { loss: "x" }, generatedBy: "y" });
    expect(JSON.parse(read(text, bytesOf(1, 2, 3)).topology)).to.deep.equal({
      format: "layers-model",
      modelTopology: dense,
      generatedBy: "y",
    });
  });
});

describe("writeLayersModel", () => {
  it("is undone by readLayersModel, from arrays in any order", () => {
    const model = read(json(dense, denseWeights), bytesOf(1, 2, 3));
    const written = writeLayersModel(model.topology, new Map([...model.arrays].reverse()));
    const again = readLayersModel(
      written["model.json"],
      new Map([["group1-shard1of1.bin", written["group1-shard1of1.bin"]]]),
    );
    if (!again.ok) throw new Error(again.error);
    expect(again.value.topology).to.equal(model.topology);
    expect(again.value.arrays.get("d/kernel")).to.deep.equal(model.arrays.get("d/kernel"));
    expect(again.value.arrays.get("d/bias")).to.deep.equal(model.arrays.get("d/bias"));
  });

  it("refuses a topology that is none", () => {
    expect(() => writeLayersModel("[]", new Map())).to.throw(RangeError, "model.json");
  });
});
