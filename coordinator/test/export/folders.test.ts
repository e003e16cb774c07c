import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { fitBase, readLayersModel } from "@tributary/core/checkpoint";
import { checkBase, fromLayers, mergeModel } from "@tributary/core/model";
import { decodePlan } from "@tributary/core/plan";
import { UserError, concat, utf8 } from "@tributary/core/support";
import {
  decodeSafetensors,
  floatToHalf,
  halfToFloat,
  readHeader,
  trustedLimits,
} from "@tributary/core/tensor";
import { expect } from "chai";

import { exportedFile, exportedFolder } from "../../src/export/index.ts";
import type { FileContents, TrainedModel } from "../../src/export/index.ts";
import { checkpoints, expectedOf, smallModel, textOf, trainedOn, under } from "./kit.ts";

const lora = { method: "lora", rank: 2, alpha: 4 };

function folderOf(format: "peft" | "merged" | "tfjs", model: TrainedModel, dtype?: "F32" | "F16" | "BF16") {
  const files = exportedFolder({ format, model, scores: new Map(), rounds: [] }, dtype);
  return {
    names: [...files.keys()].toSorted(),
    text: (name: string): string => textOf(files.get(name)),
    json: (name: string) => JSON.parse(textOf(files.get(name))) as Readonly<Record<string, unknown>>,
    weights: (name: string) => weightsIn(files.get(name)),
    bytes: (name: string) => bytesIn(files.get(name)),
  };
}

function bytesIn(contents: FileContents | undefined): Uint8Array {
  if (contents === undefined || typeof contents === "string") throw new Error("expected pieces");
  // Pieces are lent until the next is asked for.
  return concat(...Array.from(contents, (piece) => piece.slice()));
}

function weightsIn(contents: FileContents | undefined) {
  const bytes = bytesIn(contents);
  const file = decodeSafetensors(bytes, trustedLimits);
  if (!file.ok) throw new Error(file.error);
  return { ...file.value, bytes };
}

describe("an exported PEFT folder", () => {
  // Of ViT what both transformers 4 and 5 find.
  for (const [family, adapter] of [
    ["bert", "adapter"],
    ["distilbert", "adapter"],
    ["gpt2", "adapter"],
    ["vit", "adapter-both-names"],
    ["resnet-basic", "adapter"],
  ] as const) {
    it(`holds for ${family} the tensors that PEFT itself writes`, async () => {
      const expected = await expectedOf(family);
      const model = await trainedOn(family, { tuning: lora }, under(expected, "lora.values."));
      const { weights } = folderOf("peft", model);
      const python = decodeSafetensors(
        await readFile(join(checkpoints, family, adapter, "adapter_model.safetensors")),
      );
      if (!python.ok) throw new Error(python.error);
      const ours = weights("adapter_model.safetensors");
      expect(ours.arrays).to.deep.equal(python.value.arrays);
      expect(ours.metadata.get("format")).to.equal("pt");
    });
  }

  it("brings the tokenizer and a card, and leaves the base's config where it is", async () => {
    const { names, text, json } = folderOf("peft", await trainedOn("bert", { tuning: lora }));
    expect(names).to.deep.equal([
      "README.md",
      "adapter_config.json",
      "adapter_model.safetensors",
      "tokenizer.json",
      "tokenizer_config.json",
    ]);
    expect(text("tokenizer.json")).to.equal(
      await readFile(join(checkpoints, "bert", "tokenizer.json"), "utf8"),
    );
    expect(json("adapter_config.json")).to.include({
      peft_type: "LORA",
      task_type: "SEQ_CLS",
      base_model_name_or_path: "./tiny-bert",
    });
  });

  it("names the base as others find it, where that is known", async () => {
    const model = await trainedOn("bert", { tuning: lora });
    const named = { ...model, base: { ...model.base, hubName: "example/tiny" } };
    expect(folderOf("peft", named).json("adapter_config.json")).to.include({
      base_model_name_or_path: "example/tiny",
    });
  });

  it("is refused where the head alone has an adapter, with what to do", async () => {
    const tuning = { method: "lora", rank: 2, head: false, targets: ["classifier"] };
    const model = await trainedOn("bert", { tuning });
    expect(() => folderOf("peft", model)).to.throw(
      "Task tea has adapters on the head alone, which PEFT takes whole; export with --format merged.",
    );
  });

  it("is refused for another method, with what to do", async () => {
    const model = await trainedOn("bert", { tuning: { method: "bias" } });
    expect(() => folderOf("peft", model)).to.throw(
      UserError,
      "Task tea trains with method bias, for which PEFT has no adapter; export with --format merged.",
    );
  });
});

describe("an exported merged folder", () => {
  it("has the whole model under the names of its class, in F32, with the plan", async () => {
    const model = await trainedOn("bert", { tuning: lora }, under(await expectedOf("bert"), "lora.values."));
    const { names, weights } = folderOf("merged", model);
    expect(names).to.deep.equal([
      "README.md",
      "config.json",
      "model.safetensors",
      "tokenizer.json",
      "tokenizer_config.json",
    ]);
    const { arrays, metadata } = weights("model.safetensors");
    const checked = checkBase(model.plan, arrays);
    expect(checked).to.deep.equal({
      ok: true,
      value: mergeModel(model.plan, model.base.tensors, model.vector),
    });
    expect(decodePlan(utf8(metadata.get("tributary.plan") ?? ""))).to.deep.equal({
      ok: true,
      value: model.plan,
    });
    expect(metadata.get("round")).to.equal("2");
  });

  it("says in the base's config.json which labels and which class there are now, and leaves the rest", async () => {
    const model = await trainedOn("bert", { tuning: lora, labels: ["spam", "ham"] });
    const config = folderOf("merged", model).json("config.json");
    const before = JSON.parse(model.base.assets.get("config.json") ?? "") as object;
    expect(config).to.deep.equal({
      ...before,
      architectures: ["BertForSequenceClassification"],
      num_labels: 2,
      id2label: { 0: "spam", 1: "ham" },
      label2id: { spam: 0, ham: 1 },
    });
  });

  it("keeps a language model's config, and a base's other task out of it", async () => {
    const gpt2 = await trainedOn("gpt2", { tuning: lora });
    expect(folderOf("merged", gpt2).json("config.json")).to.deep.equal(
      JSON.parse(gpt2.base.assets.get("config.json") ?? ""),
    );
    const bert = await trainedOn("bert", { tuning: lora });
    const config = JSON.stringify({ model_type: "bert", problem_type: "regression", torch_dtype: "float32" });
    const assets = new Map(bert.base.assets).set("config.json", config);
    const written = folderOf("merged", { ...bert, base: { ...bert.base, assets } }).json("config.json");
    expect(written).to.include({ problem_type: "single_label_classification", torch_dtype: "float32" });
    expect(written).to.not.have.property("dtype");
  });

  it("is the body that AutoModel loads where no class has its head, with what sentence-transformers need", async () => {
    const base = await trainedOn("bert", { tuning: lora, model: { pooling: "mean" } });
    const assets = new Map(base.base.assets).set("modules.json", "[]").set("1_Pooling/config.json", "{}");
    const { names, json, weights } = folderOf("merged", { ...base, base: { ...base.base, assets } });
    expect(names).to.include.members(["modules.json", "1_Pooling/config.json"]);
    expect(json("config.json")["architectures"]).to.deep.equal(["BertModel"]);
    expect([...weights("model.safetensors").arrays.keys()]).to.include.members([
      "bert.embeddings.word_embeddings.weight",
      "classifier.weight",
    ]);
  });

  it("has a config.json made of the plan where the base came without one", async () => {
    const model = await trainedOn("bert", { tuning: lora });
    const { json } = folderOf("merged", { ...model, base: { ...model.base, assets: new Map() } });
    expect(json("config.json")).to.include({
      model_type: "bert",
      hidden_size: 16,
      num_hidden_layers: 2,
      layer_norm_eps: 1e-12,
      torch_dtype: "float32",
    });
    expect(json("config.json")).to.not.have.any.keys("family", "pooling");
  });

  it("is stored as the plan publishes, as a base of 16 bits was, or as it is told", async () => {
    const model = await trainedOn("bert", { tuning: lora });
    const name = "bert.pooler.dense.weight";
    const stored = (config: object, precision: "F32" | "F16", dtype?: "F32" | "F16" | "BF16") => {
      const before = JSON.parse(model.base.assets.get("config.json") ?? "") as object;
      const assets = new Map(model.base.assets).set("config.json", JSON.stringify({ ...before, ...config }));
      const plan = { ...model.plan, precision };
      const { weights, json } = folderOf(
        "merged",
        { ...model, plan, base: { ...model.base, assets } },
        dtype,
      );
      const { bytes, arrays } = weights("model.safetensors");
      const [, found = ""] = /"dtype":"(\w+)"/.exec(Buffer.from(bytes).toString("latin1")) ?? [];
      return { found, named: json("config.json")["dtype"], first: arrays.get(name)?.data[0] };
    };
    const first = model.base.tensors.get(name)?.data[0] ?? NaN;
    expect(stored({}, "F32")).to.deep.equal({ found: "F32", named: "float32", first });
    expect(stored({}, "F16")).to.deep.equal({
      found: "F16",
      named: "float16",
      first: halfToFloat(floatToHalf(first)),
    });
    expect(stored({ dtype: "bfloat16" }, "F32")).to.include({ found: "BF16", named: "bfloat16" });
    expect(stored({ dtype: "float16" }, "F32", "F32")).to.include({ found: "F32", named: "float32" });
  });

  it("is refused in F16 where a value is beyond it, naming the tensor and what to do", () => {
    const model = smallModel();
    const wide = { ...model, vector: model.vector.map((value, index) => (index === 0 ? 70_000 : value)) };
    expect(() => folderOf("merged", wide, "F16")).to.throw(
      UserError,
      "Tensor fc1.weight has the value 70000, and F16 ends at 65504; export with --dtype BF16 or F32.",
    );
    expect(weightsIn(exportedFile(wide, false, "BF16")).arrays.get("fc1.weight")?.data[0]).to.be.closeTo(
      70_000,
      300,
    );
  });

  it("counts no batch of PyTorch's normalisations, and can be the base of another task", async () => {
    const model = await trainedOn("resnet-basic", { tuning: lora });
    const { bytes } = folderOf("merged", model);
    const file = bytes("model.safetensors");
    const read = readHeader(file);
    if (!read.ok || !read.value.complete) throw new Error("the header was refused");
    const { tensors } = read.value.header;
    expect(tensors.get("resnet.embedder.embedder.normalization.num_batches_tracked")).to.include({
      dtype: "I64",
    });
    const floats = decodeSafetensors(file, trustedLimits, (name) => tensors.get(name)?.dtype === "F32");
    if (!floats.ok) throw new Error(floats.error);
    const { arrays } = floats.value;
    const read1 = async (name: string) => arrays.get(name)!;
    const next = await fitBase(model.plan, { source: "first", tensors, read: read1, assets: new Map() });
    expect(next.ok && next.value.arrays).to.deep.equal(
      mergeModel(model.plan, model.base.tensors, model.vector),
    );
  });

  it("is for a family that transformers does not know its weights and a card", () => {
    const { names, weights } = folderOf("merged", smallModel());
    expect(names).to.deep.equal(["README.md", "model.safetensors"]);
    expect([...weights("model.safetensors").arrays.keys()]).to.include("head.bias");
  });
});

describe("an exported folder for TF.js", () => {
  it("has layers and weights that are the model's, with its labels and its plan", () => {
    const model = smallModel();
    const { names, text, bytes } = folderOf("tfjs", model);
    expect(names).to.deep.equal(["README.md", "group1-shard1of1.bin", "model.json"]);
    const file = "group1-shard1of1.bin";
    const read = readLayersModel(text("model.json"), new Map([[file, bytes(file)]]));
    if (!read.ok) throw new Error(read.error);
    expect(fromLayers(model.plan, read.value.arrays)).to.deep.equal(
      mergeModel(model.plan, model.base.tensors, model.vector),
    );
    expect(JSON.parse(read.value.topology)).to.have.nested.property("userDefinedMetadata.labels[1]", "yes");
    expect(text("README.md")).to.include('```js\nconst model = await tf.loadLayersModel("model.json");');
  });

  it("is refused for a network that layers cannot say, with what to do", async () => {
    const model = await trainedOn("bert", { tuning: lora });
    expect(() => folderOf("tfjs", model)).to.throw(
      UserError,
      "Task tea trains a bert, for which TF.js has no layers; export with --format merged.",
    );
  });
});

describe("an exported file", () => {
  it("carries what came with the base, so that it is enough by itself", async () => {
    const model = await trainedOn("bert", { tuning: lora });
    const { metadata } = weightsIn(exportedFile(model, false));
    expect(metadata.get("tokenizer.json")).to.equal(model.base.assets.get("tokenizer.json"));
    expect(weightsIn(exportedFile(model, true)).metadata.has("tokenizer.json")).to.equal(false);
  });
});
