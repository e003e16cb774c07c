import { expect } from "chai";

import { readTopology } from "../../../src/model/index.ts";
import { functional, input, layer, reads, sequential, topology } from "./kit.ts";
import type { Fields } from "./kit.ts";

/** Each stage as the names of its layers. */
function stagesOf(model: Fields): readonly string[] {
  const network = readTopology(topology(model));
  if (!network.ok) throw new Error(network.error);
  const { graph, stages } = network.value;
  return stages.map((stage) => stage.map((node) => graph.nodes[node]?.name).join(" "));
}

const conv = (name: string, more?: Fields): Fields => layer("Conv2D", name, { filters: 4, ...more });
const head = layer("Dense", "head", { units: 3 });

describe("the stages of a layers model", () => {
  it("begin with a layer that computes with weights, and hold what follows it", () => {
    const model = sequential(
      layer("Rescaling", "scale", { batch_input_shape: [null, 8, 8, 3] }),
      conv("c1"),
      layer("BatchNormalization", "n1"),
      layer("ReLU", "r1"),
      layer("DepthwiseConv2D", "c2"),
      layer("MaxPooling2D", "pool"),
      layer("Flatten", "flat"),
      head,
      layer("Softmax", "softmax"),
    );
    expect(stagesOf(model)).to.deep.equal(["scale c1 n1 r1", "c2 pool flat", "head softmax"]);
  });

  it("hold a block together which a shortcut goes round", () => {
    const model = functional(
      input(8, 8, 3),
      reads(conv("stem"), "in"),
      reads(layer("ReLU", "r0"), "stem"),
      reads(layer("MaxPooling2D", "shortcut"), "r0"),
      reads(conv("a"), "r0"),
      reads(conv("b"), "a"),
      reads(layer("Add", "sum"), "b", "shortcut"),
      reads(layer("ReLU", "r1"), "sum"),
      reads(conv("c"), "r1"),
      reads(layer("Add", "sum2"), "c", "r1"),
      reads(layer("GlobalAveragePooling2D", "gap"), "sum2"),
      reads(head, "gap"),
    );
    expect(stagesOf(model)).to.deep.equal(["stem r0", "shortcut a b sum r1", "c sum2 gap", "head"]);
  });

  it("have a first one that passes the input on, if the head is all there is", () => {
    expect(
      stagesOf(sequential({ ...head, config: { name: "head", units: 3, batch_input_shape: [null, 4] } })),
    ).to.deep.equal(["", "head"]);
    const pooled = sequential(layer("Flatten", "flat", { batch_input_shape: [null, 4, 4] }), head);
    expect(stagesOf(pooled)).to.deep.equal(["flat", "head"]);
  });

  it("are cut before the head, whatever comes together there", () => {
    const model = functional(
      input(5),
      reads(layer("Dense", "a", { units: 4 }), "in"),
      reads(layer("Dense", "b", { units: 4 }), "a"),
      reads(layer("Concatenate", "both"), "a", "b"),
      reads(head, "both"),
    );
    expect(stagesOf(model)).to.deep.equal(["a", "b both", "head"]);
    const round = functional(
      input(5),
      reads(layer("Dense", "a", { units: 4 }), "in"),
      reads(layer("Dense", "b", { units: 3 }), "in"),
      reads(layer("Concatenate", "both"), "a", "b"),
      reads(head, "both"),
    );
    expect(stagesOf(round)).to.deep.equal(["a b both", "head"]);
  });
});
