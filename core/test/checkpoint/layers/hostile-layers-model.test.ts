import { expect } from "chai";

import { readLayersModel } from "../../../src/checkpoint/index.ts";
import { dense, denseWeights, files, json, layer, sequential, weight } from "../../model/layers/kit.ts";
import type { Fields } from "../../model/layers/kit.ts";

describe("a layers model", () => {
  for (const [what, text, bytes, sentence] of [
    ["text that is not JSON", "{", 12, "model.json: it is not JSON"],
    ["another file's JSON", "{}", 12, "model.json: modelTopology: expected a map, got nothing"],
    [
      "a graph model",
      json({ node: [] }, denseWeights, { format: "graph-model" }),
      12,
      /^model\.json is a TF\.js graph model, .*tensorflowjs_converter --input_format keras MODEL\.h5 FOLDER$/,
    ],
    [
      "a graph model without a format",
      json({ node: [] }, denseWeights, { format: undefined }),
      12,
      /graph model/,
    ],
    [
      "a model of Keras 3",
      json({ keras_version: "3.4.1", model_config: dense }, denseWeights),
      12,
      /^model\.json was made by Keras 3\.4\.1, which is not read yet; .*TF_USE_LEGACY_KERAS=1/,
    ],
    [
      "a model in code",
      json({ class_name: "MyModel", config: {} }, denseWeights),
      12,
      'model.json: the model\'s class is "MyModel", expected Sequential or Functional',
    ],
    [
      "models nested without end",
      json(
        Array.from({ length: 20 }).reduce<Fields>((inner) => sequential(inner), dense),
        denseWeights,
      ),
      12,
      "model.json: models are nested deeper than 8 levels",
    ],
    [
      "a layer without a name",
      json(sequential({ class_name: "Dense", config: {} }), []),
      0,
      "model.json: a layer of class Dense has no name",
    ],
    [
      "a layer without a class",
      json(sequential({ config: {} }), []),
      0,
      "model.json: a layer has no class_name",
    ],
    [
      "no layers",
      json({ class_name: "Sequential", config: {} }, []),
      0,
      "model.json: a model has no list of layers",
    ],
    [
      "two layers of one name",
      json(sequential(layer("Dense", "d"), layer("Dense", "d")), []),
      0,
      'model.json: two layers are called "d"',
    ],
    [
      "a weight of no layer",
      json(dense, [weight("e/kernel", 3)]),
      12,
      "weight e/kernel belongs to no layer of model.json",
    ],
    [
      "a weight that comes twice",
      json(dense, [weight("d/bias", 1), weight("d/bias", 2)]),
      12,
      "weight d/bias comes twice in model.json",
    ],
    [
      "whole numbers",
      json(dense, [{ ...weight("d/bias", 3), dtype: "int32" }]),
      12,
      'weight d/bias has dtype "int32", expected float32',
    ],
    [
      "quantised whole numbers",
      json(dense, [
        { ...weight("d/bias", 3), dtype: "int32", quantization: { dtype: "uint8", min: 0, scale: 1 } },
      ]),
      3,
      'weight d/bias has dtype "int32", expected float32',
    ],
    [
      "a quantisation without its scale",
      json(dense, [{ ...weight("d/bias", 3), quantization: { dtype: "uint8", min: 0 } }]),
      3,
      "weight d/bias is quantised to uint8 without min and scale",
    ],
    [
      "a quantisation that is not read",
      json(dense, [{ ...weight("d/bias", 3), quantization: { dtype: "uint4" } }]),
      3,
      'model.json: weightsManifest[0].weights[0].quantization.dtype: expected one of uint8, uint16, float16, got "uint4"',
    ],
    [
      "too few bytes",
      json(dense, denseWeights),
      11,
      "w.bin: 11 bytes, but weight d/bias ends at 12; fetch the files again",
    ],
    [
      "too many bytes",
      json(dense, denseWeights),
      13,
      "w.bin: 13 bytes, but the weights in model.json take 12; they are not of one model",
    ],
    [
      "an absurd shape",
      json(dense, [weight("d/bias", 2 ** 50, 2 ** 50)]),
      12,
      /^w\.bin: 12 bytes, but weight d\/bias ends at /,
    ],
    [
      "a shape that overflows to infinity, times zero",
      json(dense, [weight("d/bias", ...Array.from({ length: 7 }, () => 2 ** 53 - 1), 0)]),
      12,
      /^(?:w\.bin: 12 bytes, but the weights|w\.bin: 12 bytes, but weight)/,
    ],
    [
      "a negative side",
      json(dense, [weight("d/bias", -1)]),
      12,
      /shape\[0\]: expected a whole number at least 0, got -1$/,
    ],
    ...["../w.bin", "/w.bin", "a/../../w.bin", "http://host/w.bin", "C:w.bin", "a\\w.bin", ""].map(
      (path) =>
        [
          `weights in ${JSON.stringify(path)}`,
          JSON.stringify({ modelTopology: dense, weightsManifest: [{ paths: [path], weights: [] }] }),
          12,
          `model.json places weights in ${JSON.stringify(path)}, expected a file in its folder`,
        ] as const,
    ),
    [
      "a missing file",
      JSON.stringify({ modelTopology: dense, weightsManifest: [{ paths: ["v.bin"], weights: [] }] }),
      12,
      "v.bin is missing, where model.json places weights",
    ],
  ] as const) {
    it(`is refused for ${what}`, () => {
      const model = readLayersModel(text, files(new Uint8Array(bytes)));
      if (model.ok) throw new Error("the model was accepted");
      if (typeof sentence === "string") expect(model.error).to.equal(sentence);
      else expect(model.error).to.match(sentence);
    });
  }
});
