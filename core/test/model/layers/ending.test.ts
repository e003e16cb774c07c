import { expect } from "chai";

import { outputsFor, readTopology, withOutputs } from "../../../src/model/index.ts";
import type { LayersTopology } from "../../../src/model/index.ts";
import { functional, input, layer, reads, sequential, topology } from "./kit.ts";
import type { Fields } from "./kit.ts";

const start = layer("Dense", "start", { units: 4, batch_input_shape: [null, 5] });
const after = (...layers: readonly Fields[]): Fields => sequential(start, ...layers);
const head = (activation: string, units = 3): Fields => layer("Dense", "head", { units, activation });
const conv = layer("Conv2D", "head", { filters: 3, kernel_size: [1, 1] });

function networkOf(text: string): LayersTopology {
  const network = readTopology(text);
  if (!network.ok) throw new Error(network.error);
  return network.value;
}

describe("the end of a layers model", () => {
  for (const [what, model, units, activation, activated] of [
    ["softmax of its head", after(head("softmax")), 3, "softmax", "head"],
    ["logits", after(head("linear")), 3, "none", undefined],
    ["one sigmoid", after(head("sigmoid", 1)), 1, "sigmoid", "head"],
    ["logarithms of probabilities", after(head("log_softmax")), 3, "softmax", "head"],
    ["a layer of its own", after(head("linear"), layer("Softmax", "s", { axis: -1 })), 3, "softmax", "s"],
    [
      "an activation before what changes no value",
      after(
        head("linear"),
        layer("Activation", "a", { activation: "softmax" }),
        layer("Dropout", "drop"),
        layer("Reshape", "shape", { target_shape: [3] }),
      ),
      3,
      "softmax",
      "a",
    ],
    [
      "a convolution, pooled",
      after(
        conv,
        layer("ReLU", "relu"),
        layer("GlobalAveragePooling2D", "gap"),
        layer("Activation", "a", { activation: "softmax" }),
      ),
      3,
      "softmax",
      "a",
    ],
  ] as const) {
    it(`is found in ${what}`, () => {
      const { graph, ending } = networkOf(topology(model));
      expect(graph.nodes[ending.head]?.name).to.equal("head");
      expect(ending.units).to.equal(units);
      expect(ending.activation).to.equal(activation);
      expect(ending.activated === undefined ? undefined : graph.nodes[ending.activated]?.name).to.equal(
        activated,
      );
    });
  }

  const advice = "expected a Dense or Conv2D layer with one output a label, and softmax";
  for (const [what, model, sentence] of [
    [
      "several sigmoids",
      after(head("sigmoid")),
      "the model ends in sigmoid with 3 outputs, several of which may be true at once",
    ],
    ["another activation", after(head("relu")), 'the model ends in "relu"'],
    ["an activation of its own layer", after(head("linear"), layer("ReLU", "r")), 'the model ends in "ReLU"'],
    [
      "a mean of probabilities",
      after(
        { ...conv, config: { name: "head", filters: 3, activation: "softmax" } },
        layer("GlobalAveragePooling2D", "gap"),
      ),
      "layer gap (class GlobalAveragePooling2D) follows the probabilities of layer head (class Conv2D)",
    ],
    [
      "a recurrent layer",
      after(layer("LSTM", "lstm", { units: 3 })),
      "layer lstm (class LSTM) is the last that computes with weights",
    ],
    [
      "a layer that mixes the outputs",
      after(head("linear"), layer("LayerNormalization", "norm")),
      "layer norm (class LayerNormalization) follows layer head (class Dense), the last that computes with weights",
    ],
    [
      "a sum of two layers",
      functional(
        input(5),
        reads(layer("Dense", "a", { units: 3 }), "in"),
        reads(layer("Dense", "b", { units: 3 }), "in"),
        reads(layer("Add", "sum"), "a", "b"),
      ),
      "layer sum (class Add) follows layer b (class Dense), the last that computes with weights",
    ],
    [
      "no weights",
      sequential(layer("ReLU", "r", { batch_input_shape: [null, 2] })),
      "no layer of the model has weights",
    ],
  ] as const) {
    it(`is refused where it is ${what}`, () => {
      const network = readTopology(topology(model));
      expect(!network.ok && network.error).to.equal(`model.json: ${sentence}; ${advice}`);
    });
  }
});

describe("a layers model with another number of outputs", () => {
  it("is the text that it was, if it has them already", () => {
    const text = topology(after(head("softmax")));
    expect(withOutputs(text, 3)).to.equal(text);
  });

  it("has them in its head and in the shapes that follow, and in nothing else", () => {
    const text = topology(
      functional(
        input(5),
        reads(layer("Dense", "body", { units: 3 }), "in"),
        reads({ ...sequential(conv), config: { name: "row", layers: [conv] } }, "body"),
        reads(layer("BatchNormalization", "norm"), ["row", 1]),
        reads(layer("Reshape", "shape", { target_shape: [3, 3] }), "norm"),
        reads(layer("Softmax", "softmax"), "shape"),
      ),
    );
    const before = JSON.parse(text) as unknown;
    const changed = withOutputs(text, 10);
    expect(networkOf(changed).ending.units).to.equal(10);
    expect(changed).to.equal(
      JSON.stringify(before).replace('"filters":3', '"filters":10').replace("[3,3]", "[3,10]"),
    );
  });

  it("keeps the record that the converter puts around it", () => {
    const text = topology({
      keras_version: "2.15.0",
      backend: "tensorflow",
      model_config: after(head("softmax")),
    });
    expect(withOutputs(text, 10)).to.equal(text.replace('"units":3', '"units":10'));
  });

  it("ends in softmax where it ended in one sigmoid", () => {
    const text = withOutputs(topology(after(head("sigmoid", 1))), 3);
    expect(networkOf(text).ending).to.include({ units: 3, activation: "softmax" });
    const apart = after(head("linear", 1), layer("Activation", "a", { activation: "sigmoid" }));
    expect(networkOf(withOutputs(topology(apart), 3)).ending).to.include({ units: 3, activation: "softmax" });
  });

  it("has one sigmoid for two labels, and else an output a label", () => {
    expect(outputsFor("sigmoid", 2)).to.equal(1);
    expect(outputsFor("sigmoid", 3)).to.equal(3);
    expect(outputsFor("softmax", 2)).to.equal(2);
  });
});
