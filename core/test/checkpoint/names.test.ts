import { expect } from "chai";

import {
  bertNames,
  distilbertNames,
  gpt2Names,
  matchTensors,
  nameTableOf,
} from "../../src/checkpoint/index.ts";
import type { AvailableTensor, NameTable, TensorMatch, WantedTensor } from "../../src/checkpoint/index.ts";

const tensor = (name: string, ...shape: readonly number[]): WantedTensor => ({
  name,
  module: name.slice(0, name.lastIndexOf(".")),
  shape,
  head: name.startsWith("classifier."),
});

const file = (
  ...names: readonly (string | readonly [string, AvailableTensor])[]
): ReadonlyMap<string, AvailableTensor> =>
  new Map(names.map((name) => (typeof name === "string" ? [name, { dtype: "F32", shape: [2] }] : name)));

function matched(...given: Parameters<typeof matchTensors>): TensorMatch {
  const match = matchTensors(...given);
  if (!match.ok) throw new Error(match.error.join("; "));
  return match.value;
}

const table: NameTable = {
  prefixes: ["net.", "model.net."],
  renames: [
    [/^module\./, ""],
    [/\.gamma$/, ".weight"],
  ],
  ignored: [/^aux\./, /\.mask$/],
};

describe("matchTensors", () => {
  it("finds tensors by their own names, without a prefix, and renamed", () => {
    const wanted = [
      tensor("net.a.weight", 2),
      tensor("net.b.weight", 2),
      tensor("model.net.c.bias", 2),
      tensor("d.bias", 2),
    ];
    const match = matched(table, wanted, file("module.d.bias", "c.bias", "b.gamma", "net.a.weight"));
    expect([...match.sources]).to.deep.equal([
      ["net.a.weight", "net.a.weight"],
      ["net.b.weight", "b.gamma"],
      ["model.net.c.bias", "c.bias"],
      ["d.bias", "module.d.bias"],
    ]);
    expect(match).to.deep.include({ fresh: [], ignored: [], unexpected: [] });
  });

  it("tells useless tensors from unknown ones, and ignores none that the network reads", () => {
    const match = matched(
      table,
      [tensor("net.aux.mask", 2)],
      file("aux.weight", "x.mask", "net.aux.mask", "y.weight"),
    );
    expect([...match.sources]).to.deep.equal([["net.aux.mask", "net.aux.mask"]]);
    expect(match.ignored).to.deep.equal(["aux.weight", "x.mask"]);
    expect(match.unexpected).to.deep.equal(["y.weight"]);
  });

  it("does not mind the dtype of what nobody wants", () => {
    const match = matched(
      table,
      [tensor("a.weight", 2)],
      file("a.weight", ["x.mask", { dtype: "I64", shape: [] }]),
    );
    expect(match.ignored).to.deep.equal(["x.mask"]);
  });

  it("reports a head that is missing, or has the shape of other labels, as fresh", () => {
    const wanted = [
      tensor("net.a.weight", 2),
      tensor("classifier.weight", 3, 2),
      tensor("classifier.bias", 3),
    ];
    expect(matched(table, wanted, file("a.weight")).fresh).to.deep.equal([
      { name: "classifier.weight", why: "the file has none" },
      { name: "classifier.bias", why: "the file has none" },
    ]);
    const others = file(
      "a.weight",
      ["classifier.weight", { dtype: "F32", shape: [5, 2] }],
      ["classifier.bias", { dtype: "F32", shape: [5] }],
    );
    const match = matched(table, wanted, others);
    expect(match.fresh).to.deep.equal([
      { name: "classifier.weight", why: "the file's has shape [5, 2], the plan needs [3, 2]" },
      { name: "classifier.bias", why: "the file's has shape [5], the plan needs [3]" },
    ]);
    expect([...match.sources.keys()]).to.deep.equal(["net.a.weight"]);
    expect(match.unexpected).to.deep.equal([]);
  });

  it("makes a head's module new as a whole", () => {
    const wanted = [tensor("classifier.weight", 2, 4), tensor("classifier.bias", 2)];
    const match = matched(table, wanted, file("classifier.bias"));
    expect(match.fresh).to.deep.equal([
      { name: "classifier.weight", why: "the file has none" },
      { name: "classifier.bias", why: "the rest of classifier is new" },
    ]);
    expect(match.sources.size).to.equal(0);
  });

  it("names every other tensor that is missing, with the nearest name of the file", () => {
    const match = matchTensors(
      table,
      [tensor("net.layer.0.weight", 4, 2), tensor("net.zzz.bias", 4)],
      file("net.layr.0.weight", "unrelated"),
    );
    expect(match).to.deep.equal({
      ok: false,
      error: [
        "tensor net.layer.0.weight of shape [4, 2] is missing; the file has net.layr.0.weight",
        "tensor net.zzz.bias of shape [4] is missing",
      ],
    });
  });

  it("names a tensor of another shape or dtype, and one that comes twice", () => {
    const match = matchTensors(
      table,
      [tensor("net.a.weight", 3), tensor("net.b.weight", 2), tensor("net.c.weight", 2)],
      file("a.weight", ["b.weight", { dtype: "F64", shape: [2] }], "c.gamma", "net.c.weight"),
    );
    expect(match).to.deep.equal({
      ok: false,
      error: [
        "tensors c.gamma and net.c.weight of the file are both net.c.weight",
        "tensor a.weight has shape [2], the network needs [3] for net.a.weight",
        'tensor "b.weight" has dtype "F64", expected one of F32, F16, BF16, I8',
      ],
    });
  });
});

describe("the tables of names", () => {
  it("read bert-base-uncased as the hub has it: gamma, beta and pre-training heads", () => {
    const names = [
      "bert.embeddings.LayerNorm.weight",
      "bert.embeddings.LayerNorm.bias",
      "bert.pooler.dense.weight",
    ];
    const wanted = names.map((name) => tensor(name, 2));
    const hub = file(
      "bert.embeddings.LayerNorm.gamma",
      "bert.embeddings.LayerNorm.beta",
      "bert.embeddings.position_ids",
      "bert.pooler.dense.weight",
      "cls.predictions.transform.LayerNorm.gamma",
      "cls.seq_relationship.weight",
    );
    const match = matched(bertNames, wanted, hub);
    expect([...match.sources.keys()]).to.deep.equal(names);
    expect(match.ignored).to.deep.equal([
      "bert.embeddings.position_ids",
      "cls.predictions.transform.LayerNorm.gamma",
      "cls.seq_relationship.weight",
    ]);
    expect(match.unexpected).to.deep.equal([]);
  });

  it("rename gamma only inside a layer norm", () => {
    const match = matchTensors(bertNames, [tensor("bert.scale.weight", 2)], file("bert.scale.gamma"));
    expect(match.ok).to.equal(false);
  });

  it("read a sentence transformer, which has no prefix and a pooler that mean pooling does not read", () => {
    const match = matched(
      bertNames,
      [tensor("bert.embeddings.LayerNorm.weight", 2)],
      file("embeddings.LayerNorm.weight", "embeddings.position_ids", "pooler.dense.weight"),
    );
    expect(match.sources.get("bert.embeddings.LayerNorm.weight")).to.equal("embeddings.LayerNorm.weight");
    expect(match.ignored).to.deep.equal(["embeddings.position_ids", "pooler.dense.weight"]);
  });

  it("read DistilBERT with its pre-training head", () => {
    const match = matched(
      distilbertNames,
      [tensor("distilbert.embeddings.LayerNorm.weight", 2)],
      file(
        "distilbert.embeddings.LayerNorm.weight",
        "vocab_transform.weight",
        "vocab_layer_norm.bias",
        "vocab_projector.bias",
      ),
    );
    expect(match.ignored).to.have.length(3);
    expect(match.unexpected).to.deep.equal([]);
  });

  it("read GPT-2 as the hub has it: no prefix, causal masks that are not biases of c_attn", () => {
    const match = matched(
      gpt2Names,
      [tensor("transformer.wte.weight", 2), tensor("transformer.h.0.attn.c_attn.bias", 2)],
      file("wte.weight", "h.0.attn.c_attn.bias", "h.0.attn.bias", "h.11.attn.masked_bias", "lm_head.weight"),
    );
    expect([...match.sources.values()]).to.deep.equal(["wte.weight", "h.0.attn.c_attn.bias"]);
    expect(match.ignored).to.deep.equal(["h.0.attn.bias", "h.11.attn.masked_bias", "lm_head.weight"]);
  });

  it("read ViT's old names and those that transformers 5 has for its modules, without a prefix too", () => {
    const wanted = [
      "attention.attention.query.weight",
      "attention.attention.key.bias",
      "attention.attention.value.weight",
      "attention.output.dense.bias",
      "intermediate.dense.weight",
      "output.dense.bias",
      "layernorm_before.weight",
    ].map((name) => tensor(`vit.encoder.layer.10.${name}`, 2));
    const now = [
      "attention.q_proj.weight",
      "attention.k_proj.bias",
      "attention.v_proj.weight",
      "attention.o_proj.bias",
      "mlp.fc1.weight",
      "mlp.fc2.bias",
      "layernorm_before.weight",
    ];
    for (const names of [
      wanted.map(({ name }) => name),
      wanted.map(({ name }) => name.slice("vit.".length)),
      now.map((name) => `vit.layers.10.${name}`),
      now.map((name) => `layers.10.${name}`),
    ]) {
      const match = matched(
        nameTableOf({ family: "vit" }),
        wanted,
        file(...names, "pooler.dense.weight", "vit.embeddings.mask_token"),
      );
      expect([...match.sources.values()]).to.deep.equal(names);
      expect(match.ignored).to.deep.equal(["pooler.dense.weight", "vit.embeddings.mask_token"]);
    }
  });

  for (const family of ["resnet", "vgg"] as const) {
    it(`read ${family} with the counts of batches that its normalisations have seen`, () => {
      const name = `${family === "vgg" ? "features.1" : "resnet.embedder.embedder.normalization"}.running_mean`;
      const count = name.replace("running_mean", "num_batches_tracked");
      const match = matched(
        nameTableOf({ family }),
        [tensor(name, 2)],
        file(name, [count, { dtype: "I64", shape: [] }]),
      );
      expect(match.ignored).to.deep.equal([count]);
      expect(match.unexpected).to.deep.equal([]);
    });
  }
});
