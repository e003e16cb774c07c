import { join } from "node:path";

import {
  bertNames,
  distilbertNames,
  gpt2Names,
  matchTensors,
  modelSectionOf,
} from "@tributary/core/checkpoint";
import type { NameTable } from "@tributary/core/checkpoint";
import { modelTensors } from "@tributary/core/model";
import type { TensorSpec } from "@tributary/core/model";
import { planSchema } from "@tributary/core/plan";
import { bfloatToFloat, floatToBfloat, floatToHalf, halfToFloat } from "@tributary/core/tensor";
import type { NamedArray } from "@tributary/core/tensor";
import { readModelFolder, readTensors } from "@tributary/node-platform";
import type { ModelFolder } from "@tributary/node-platform";
import { repositoryRoot } from "@tributary/test-support";
import { expect } from "chai";

// Folders that transformers wrote (core/training/test/fixtures/checkpoints, whose README says how).
const root = join(repositoryRoot, "core/training/test/fixtures/checkpoints");
const open = (...path: readonly string[]): Promise<ModelFolder> => readModelFolder(join(root, ...path));

/** The tensors of the network that a folder's config describes, for three labels where it has any. */
function wantedBy({ assets, tensors }: ModelFolder): readonly TensorSpec[] {
  const section = modelSectionOf({ assets, tensors });
  if (!section.ok) throw new Error(section.error);
  const model = planSchema.shape.model.parse(section.value.model);
  const labels = model.family === "gpt2" ? [] : ["a", "b", "c"];
  return modelTensors({ model, input: { kind: "text", maximumTokens: 12, template: "plain" }, labels });
}

async function allOf(folder: ModelFolder): Promise<ReadonlyMap<string, NamedArray>> {
  return readTensors(folder, new Map([...folder.tensors.keys()].map((name) => [name, name])));
}

describe("model folders that Python wrote", () => {
  for (const [family, form, names, fresh, ignored] of [
    ["bert", "hub", bertNames, ["classifier"], /^cls\./],
    ["bert", "sentence-transformers", bertNames, ["classifier"], /^embeddings\.position_ids$/],
    ["distilbert", "hub", distilbertNames, ["pre_classifier", "classifier"], /^vocab_/],
    ["gpt2", "hub", gpt2Names, [], /^h\.\d+\.attn\.bias$/],
    ["gpt2", "transformers-4", gpt2Names, [], /\.attn\.(?:masked_)?bias$|^lm_head\.weight$/],
  ] as const satisfies readonly (readonly [string, string, NameTable, readonly string[], RegExp])[]) {
    it(`are read under the names of ${family} from a file as ${form} has it`, async () => {
      const folder = await open(family, form);
      const match = matchTensors(names, wantedBy(folder), folder.tensors);
      if (!match.ok) throw new Error(match.error.join("; "));
      const { sources, ignored: left, unexpected } = match.value;
      expect(unexpected).to.deep.equal([]);
      expect(left).to.not.be.empty;
      for (const name of left) expect(name).to.match(ignored);
      const modules = new Set(match.value.fresh.map(({ name }) => name.slice(0, name.lastIndexOf("."))));
      expect([...modules].toSorted()).to.deep.equal([...fresh].toSorted());
      const own = await allOf(await open(family));
      for (const [name, array] of await readTensors(folder, sources)) {
        expect(array, name).to.deep.equal(own.get(name));
      }
    });
  }

  it("are read from several files as from one", async () => {
    expect(Object.fromEntries(await allOf(await open("bert", "sharded")))).to.deep.equal(
      Object.fromEntries(await allOf(await open("bert"))),
    );
  });

  for (const [form, precision, rounded] of [
    ["f16", "F16", (value: number) => halfToFloat(floatToHalf(value))],
    ["bf16", "BF16", (value: number) => bfloatToFloat(floatToBfloat(value))],
  ] as const) {
    it(`are read in ${precision}, rounded as we round`, async () => {
      const folder = await open("bert", form);
      expect(folder.precision).to.equal(precision);
      const arrays = await allOf(folder);
      for (const [name, { shape, data }] of await allOf(await open("bert"))) {
        expect(arrays.get(name), name).to.deep.equal({ shape, data: data.map(rounded) });
      }
    });
  }

  for (const [family, expected] of [
    ["bert", { family: "bert", pooling: "pooler", hiddenAct: "gelu", numHiddenLayers: 2 }],
    ["distilbert", { family: "distilbert", nLayers: 2 }],
    ["gpt2", { family: "gpt2", nLayer: 2, activationFunction: "gelu_new" }],
    ["vit", { family: "vit", patchSize: 4, imageSize: 12, qkvBias: true }],
    ["resnet-basic", { family: "resnet", layerType: "basic", downsampleInBottleneck: false }],
    ["resnet-downsampling", { family: "resnet", layerType: "bottleneck", downsampleInBottleneck: true }],
  ] as const) {
    it(`say by their config what model ${family} is`, async () => {
      const { assets, tensors } = await open(family);
      const section = modelSectionOf({ assets, tensors });
      if (!section.ok) throw new Error(section.error);
      expect(section.value.model).to.include(expected);
    });
  }
});
