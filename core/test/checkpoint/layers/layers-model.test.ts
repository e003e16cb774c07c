import { expect } from "chai";

import {
  layersModelFiles,
  readLayersModel,
  weightFilesOf,
  writeLayersModel,
} from "../../../src/checkpoint/index.ts";
import type { LayersModel } from "../../../src/checkpoint/index.ts";
import { utf8 } from "../../../src/support/index.ts";
import { sha256Digest } from "../../../src/tensor/index.ts";
import {
  bytesOf,
  dense,
  denseWeights,
  files,
  json,
  layer,
  sequential,
  weight,
} from "../../model/layers/kit.ts";

function read(text: string, bytes: Uint8Array): LayersModel {
  const model = readLayersModel(text, files(bytes));
  if (!model.ok) throw new Error(model.error);
  return model.value;
}

describe("readLayersModel", () => {
  it("gives what a plan says of it, and the weights in that order", () => {
    const model = read(json(dense, [...denseWeights].reverse()), bytesOf(1, 2, 3));
    expect(model.section.topology).to.equal(sha256Digest(utf8(model.topology)));
    expect(model.section.weights.map(({ name }) => name)).to.deep.equal(["d/bias", "d/kernel"]);
    const two = sequential(
      layer("Dense", "first", { units: 2, batch_input_shape: [null, 2] }),
      layer("Dense", "d", { units: 1 }),
    );
    const weights = [...denseWeights, weight("first/kernel", 2, 2)];
    expect([...read(json(two, weights), bytesOf(1, 2, 3, 4, 5, 6, 7)).arrays.keys()]).to.deep.equal([
      "first/kernel",
      "d/kernel",
      "d/bias",
    ]);
  });

  it("reads the values of each weight", () => {
    const model = read(json(dense, denseWeights), bytesOf(1, 2, 3));
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
    expect(weightFilesOf(text)).to.deep.equal({ ok: true, value: ["a", "sub/b"] });
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

describe("layersModelFiles", () => {
  const read2 = (): LayersModel => read(json(dense, denseWeights), bytesOf(1, 2, 3));

  it("writes the network of a plan, its head with an output a label", () => {
    const { section, topology, arrays } = read2();
    const assets = new Map([["model.json", topology]]);
    const plan = { model: section, labels: ["a", "b", "c"] };
    const files = layersModelFiles(plan, assets, arrays);
    expect(files["group1-shard1of1.bin"]).to.deep.equal(bytesOf(1, 2, 3));
    expect(files["model.json"]).to.contain('"units":3');
    const one = layersModelFiles({ ...plan, labels: ["a"] }, assets, arrays);
    expect(one).to.deep.equal(writeLayersModel(topology, arrays));
  });

  it("is for layers models that came with their model.json", () => {
    const { section, topology, arrays } = read2();
    expect(() => layersModelFiles({ model: section, labels: ["a"] }, new Map(), arrays)).to.throw(RangeError);
    const mlp = { model: { family: "mlp", hidden: [] }, labels: ["a"] } as const;
    expect(() => layersModelFiles(mlp, new Map([["model.json", topology]]), arrays)).to.throw(RangeError);
  });
});
