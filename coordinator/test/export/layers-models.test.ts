import { readLayersModel } from "@tributary/core/checkpoint";
import {
  initialTrainables,
  layersSection,
  mergeModel,
  modelTensors,
  startOf,
  topologyProblem,
} from "@tributary/core/model";
import type { Plan } from "@tributary/core/plan";
import { UserError, concat, digest } from "@tributary/core/support";
import { decodeSafetensors } from "@tributary/core/tensor";
import { expect } from "chai";

import { exportedFolder } from "../../src/export/index.ts";
import type { FileContents, TrainedModel } from "../../src/export/index.ts";
import { planOf } from "../support/plans.ts";
import { textOf } from "./kit.ts";

/** A model of TF.js with one sigmoid. */
const topology = JSON.stringify({
  modelTopology: {
    class_name: "Sequential",
    config: [
      {
        class_name: "Dense",
        config: { name: "d", units: 1, activation: "sigmoid", batch_input_shape: [null, 4] },
      },
    ],
  },
  userDefinedMetadata: { of: "before" },
});

function modelFor(labels: readonly string[]): TrainedModel & { readonly plan: Plan } {
  const shapes = new Map([
    ["d/kernel", { shape: [4, 1] }],
    ["d/bias", { shape: [1] }],
  ]);
  const section = layersSection(topology, shapes);
  if (!section.ok) throw new Error(section.error);
  const plan = planOf({ base: "model", model: section.value, labels: [...labels] });
  const tensors = new Map(modelTensors(plan).map((spec) => [spec.name, startOf(spec, plan)]));
  const base = { digest: digest("0".repeat(64)), tensors, licence: undefined, hubName: undefined };
  return {
    plan,
    round: 1,
    base: { ...base, assets: new Map([["model.json", topology]]) },
    vector: initialTrainables(plan, tensors).map((value) => value + 0.5),
  };
}

function bytesOf(contents: FileContents | undefined): Uint8Array {
  if (contents === undefined || typeof contents === "string") throw new Error("expected pieces");
  return concat(...contents);
}

describe("a model of TF.js, exported", () => {
  for (const [labels, outputs, activation, said] of [
    [["no", "yes"], 1, "sigmoid", 'its output is the probability of "yes"'],
    [["a", "b", "c"], 3, "softmax", "its outputs are probabilities"],
  ] as const) {
    it(`is a model of TF.js again, for ${labels.length} labels`, () => {
      const model = modelFor(labels);
      const files = exportedFolder({ format: "tfjs", model, scores: new Map(), rounds: [] }, undefined);
      const name = "group1-shard1of1.bin";
      const read = readLayersModel(
        textOf(files.get("model.json")),
        new Map([[name, bytesOf(files.get(name))]]),
      );
      if (!read.ok) throw new Error(read.error);
      expect(read.value.arrays).to.deep.equal(mergeModel(model.plan, model.base.tensors, model.vector));
      expect(read.value.section.activation).to.equal(activation);
      expect(read.value.section.weights[0]?.shape).to.deep.equal([4, outputs]);
      expect(JSON.parse(read.value.topology)).to.have.nested.property("userDefinedMetadata.of", "before");
      expect(JSON.parse(read.value.topology)).to.have.deep.nested.property(
        "userDefinedMetadata.labels",
        labels,
      );
      expect(textOf(files.get("README.md"))).to.include(`// ${said}`);
    });
  }

  it("is no adapter of PEFT, and the refusal says what it can be", () => {
    const { plan, ...model } = modelFor(["a", "b", "c"]);
    const lora = { ...plan, tuning: { method: "lora", rank: 1, alpha: 1, targets: [], head: true } } as const;
    const facts = { format: "peft", model: { ...model, plan: lora }, scores: new Map(), rounds: [] } as const;
    expect(() => exportedFolder(facts, undefined)).to.throw(
      UserError,
      "Task small trains layers of TF.js, to which PEFT puts no adapter; export with --format tfjs.",
    );
  });

  it("carries the topology of its plan in the header of merged weights, and not in a file of the folder", () => {
    const model = modelFor(["a", "b", "c"]);
    const files = exportedFolder({ format: "merged", model, scores: new Map(), rounds: [] }, undefined);
    expect([...files.keys()].toSorted()).to.deep.equal(["README.md", "model.safetensors"]);
    const file = decodeSafetensors(bytesOf(files.get("model.safetensors")));
    if (!file.ok || model.plan.model.family !== "layers") throw new Error("expected a layers model");
    expect(topologyProblem(model.plan.model, file.value.metadata.get("model.json"))).to.equal(undefined);
  });
});
