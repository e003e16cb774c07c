import { expect } from "chai";

import { readTopology } from "../../../src/model/index.ts";
import type { LayersTopology } from "../../../src/model/index.ts";
import { dense, functional, input, layer, reads, sequential, topology } from "./kit.ts";
import type { Fields } from "./kit.ts";

function networkOf(model: Fields, around: Fields = {}): LayersTopology {
  const network = readTopology(
    topology(Object.keys(around).length === 0 ? model : { ...around, model_config: model }),
  );
  if (!network.ok) throw new Error(network.error);
  return network.value;
}

/** Each node by the name of its layer, with those that it reads. */
function nodesOf(model: Fields, around?: Fields): readonly string[] {
  const { nodes } = networkOf(model, around).graph;
  return nodes.map(
    ({ name, inputs }) => `${name} < ${inputs.map((at) => nodes[at]?.name ?? "input").join(" ")}`,
  );
}

function refusalOf(model: Fields): string {
  const network = readTopology(topology(model));
  if (network.ok) throw new Error("it was accepted");
  return network.error;
}

const head = layer("Dense", "head", { units: 3 });

describe("the graph of a layers model", () => {
  it("is a row for a sequential model, which may be as old as to have its list for a config", () => {
    const row = [layer("Flatten", "flat", { batch_input_shape: [null, 2, 2] }), head];
    for (const model of [sequential(...row), { class_name: "Sequential", config: row }]) {
      expect(nodesOf(model)).to.deep.equal(["flat < input", "head < flat"]);
      expect(networkOf(model).graph.inputShape).to.deep.equal([2, 2]);
    }
  });

  it("begins with an InputLayer where there is one", () => {
    const model = sequential(layer("InputLayer", "in", { batch_input_shape: [null, null, 4] }), head);
    expect(nodesOf(model)).to.deep.equal(["head < input"]);
    expect(networkOf(model).graph.inputShape).to.deep.equal([null, 4]);
  });

  it("puts layers after those that they read, whatever the order of the list", () => {
    const model = functional(
      reads(layer("Add", "sum"), "left", "right"),
      reads(layer("Dense", "left", { units: 4 }), "in"),
      input(5),
      reads(layer("Dense", "right", { units: 4 }), "left"),
      reads(head, "sum"),
    );
    expect(nodesOf(model, { keras_version: "2.15.0" })).to.deep.equal([
      "left < input",
      "right < left",
      "sum < left right",
      "head < sum",
    ]);
  });

  it("has the layers of nested models in their place, whose uses are counted from any number", () => {
    const inner = functional(
      input(5),
      reads(layer("Dense", "a", { units: 5 }), "in"),
      reads(layer("ReLU", "b"), "a"),
    );
    const body = { ...inner, config: { ...(inner["config"] as Fields), name: "body" } };
    const row = sequential(layer("Dense", "c", { units: 5 }));
    const model = functional(
      input(5),
      reads(body, "in"),
      reads({ ...row, config: { ...(row["config"] as Fields), name: "row" } }, ["body", 1]),
      reads(head, ["row", 1]),
    );
    expect(nodesOf(model)).to.deep.equal(["a < input", "b < a", "c < b", "head < c"]);
    expect(nodesOf(sequential(inner, row, head))).to.deep.equal(["a < input", "b < a", "c < b", "head < c"]);
  });

  it("uses a layer without weights as often as the model does", () => {
    const twice = { ...reads(layer("ReLU", "relu"), "in"), inbound_nodes: [[["in", 0, 0]], [["d", 0, 0]]] };
    const model = functional(
      input(5),
      twice,
      reads(layer("Dense", "d", { units: 5 }), "relu"),
      reads(layer("Add", "sum"), ["relu", 0], ["relu", 1]),
      reads(head, "sum"),
    );
    expect(nodesOf(model)).to.deep.equal([
      "relu < input",
      "d < relu",
      "relu < d",
      "sum < relu relu",
      "head < sum",
    ]);
  });

  it("leaves out what has no effect on the output", () => {
    const model = functional(
      input(5),
      reads(layer("Dense", "aside", { units: 4 }), "in"),
      reads(layer("ReLU", "relu"), "in"),
      reads(head, "relu"),
    );
    expect(nodesOf(model)).to.deep.equal(["relu < input", "head < relu"]);
  });

  const two = functional(input(5), reads(layer("ReLU", "relu"), "in"), reads(head, "relu"));
  const changed = (change: Fields): Fields => ({
    ...two,
    config: { ...(two["config"] as Fields), ...change },
  });
  for (const [what, model, sentence] of [
    [
      "a layer of code",
      sequential(layer("Lambda", "lambda", { batch_input_shape: [null, 2] }), head),
      "layer lambda (class Lambda) is not supported; rebuild the model without it",
    ],
    [
      "a layer of code that another wraps",
      sequential(layer("TimeDistributed", "td", { layer: layer("Lambda", "l") }), head),
      "layer l (class Lambda) is not supported; rebuild the model without it",
    ],
    [
      "a wrapper of what it does not fit",
      sequential(layer("Bidirectional", "bi", { layer: layer("Dense", "d") }), head),
      "layer bi (class Bidirectional) wraps a layer of class Dense, which is not supported; rebuild the model without it",
    ],
    [
      "a wrapper of nothing",
      sequential(layer("Bidirectional", "bi"), head),
      "layer bi (class Bidirectional) wraps no layer",
    ],
    [
      "channels first",
      sequential(layer("Conv2D", "c", { data_format: "channels_first" }), head),
      'layer c (class Conv2D) has data_format "channels_first", which is not supported; save the model with channels_last',
    ],
    [
      "bilinear interpolation",
      sequential(layer("UpSampling2D", "u", { interpolation: "bilinear" }), head),
      'layer u (class UpSampling2D) has interpolation "bilinear", which is not supported; expected nearest, since TF.js\'s gradient of others is wrong',
    ],
    [
      "holes in a kernel",
      sequential(layer("Conv2D", "c", { dilation_rate: [2, 2] }), head),
      "layer c (class Conv2D) has dilation_rate [2,2], which is not supported; expected 1, since TF.js has no gradient of others",
    ],
    [
      "Keras's own kind of GRU",
      sequential(layer("GRU", "g", { reset_after: true }), head),
      "layer g (class GRU) has reset_after true, which is not supported; TF.js computes a GRU with reset_after=False alone",
    ],
    [
      "an activation that TF.js does not know",
      sequential(layer("Dense", "d", { activation: { class_name: "Custom" } }), head),
      /^layer d \(class Dense\) has the activation \{"class_name":"Custom"\}, expected one of elu, /,
    ],
    [
      "a name that TF.js does not take",
      sequential(layer("ReLU", "__proto__"), head),
      /^layer "__proto__": expected a name of at most 200 letters/,
    ],
    [
      "no shape of the input",
      sequential(head),
      "no layer states the shape of the model's input (batch_input_shape)",
    ],
    [
      "no layers",
      sequential(layer("InputLayer", "in", { batch_input_shape: [null, 2] })),
      "the model has no layers",
    ],
    [
      "weights that are used twice",
      functional(
        input(5),
        { ...reads(layer("Dense", "d"), "in"), inbound_nodes: [[["in", 0, 0]], [["d", 0, 0]]] },
        reads(layer("Add", "sum"), ["d", 0], ["d", 1]),
        reads(head, "sum"),
      ),
      "layer d is used twice, which is supported for layers without weights alone",
    ],
    [
      "a model that is used twice",
      functional(
        input(5),
        {
          ...reads({ ...dense, config: { ...(dense["config"] as Fields), name: "row" } }, "in"),
          inbound_nodes: [[["in", 0, 0]], [["row", 0, 0]]],
        },
        reads(head, ["row", 1]),
      ),
      "the model row is used twice, which is not supported",
    ],
    [
      "a circle",
      functional(input(5), reads(layer("ReLU", "a"), "b"), reads(layer("ReLU", "b"), "a"), reads(head, "b")),
      "layer a reads what no layer before it gives",
    ],
    [
      "a layer that is not there",
      functional(input(5), reads(layer("ReLU", "a"), "none"), reads(head, "a")),
      "layer a reads what no layer before it gives",
    ],
    [
      "a layer that reads nothing",
      functional(input(5), reads(layer("ReLU", "a")), reads(head, "a")),
      "layer a reads nothing",
    ],
    [
      "a second output of a layer",
      functional(
        input(5),
        { ...reads(layer("ReLU", "a"), "in"), inbound_nodes: [[["in", 0, 1]]] },
        reads(head, "a"),
      ),
      "layer a: it reads output 1 of in, and a layer has only the first",
    ],
    [
      "an argument of a call",
      functional(
        input(5),
        { ...reads(layer("ReLU", "a"), "in"), inbound_nodes: [[["in", 0, 0, { training: false, axis: 1 }]]] },
        reads(head, "a"),
      ),
      "layer a: it is called with the argument axis, which is not supported",
    ],
    [
      "two inputs",
      changed({
        input_layers: [
          ["in", 0, 0],
          ["in", 0, 0],
        ],
      }),
      "the model has 2 inputs, expected one",
    ],
    ["no outputs", changed({ output_layers: [] }), "the model has 0 outputs, expected one"],
    [
      "an output of nowhere",
      changed({ output_layers: [["none", 0, 0]] }),
      "the model's output none is no layer of it",
    ],
    [
      "an input that is none",
      changed({ input_layers: [["relu", 0, 0]] }),
      "the model's input relu is no InputLayer",
    ],
  ] as const) {
    it(`is refused for ${what}`, () => {
      const refusal = refusalOf(model);
      if (typeof sentence === "string") expect(refusal).to.equal(`model.json: ${sentence}`);
      else expect(refusal.replace(/^model\.json: /, "")).to.match(sentence);
    });
  }

  it("is refused for more layers than any network has", () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      layer("ReLU", `r${index}`, { batch_input_shape: [null, 2] }),
    );
    expect(refusalOf(sequential(...many, head))).to.equal("model.json: there are more than 4096 layers");
  });
});
