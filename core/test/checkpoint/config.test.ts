import { expect } from "chai";

import { modelSectionOf } from "../../src/checkpoint/index.ts";
import type { CheckpointPlan } from "../../src/checkpoint/index.ts";

type Fields = Readonly<Record<string, unknown>>;

const bert: Fields = {
  architectures: ["BertForMaskedLM"],
  model_type: "bert",
  vocab_size: 30_522,
  hidden_size: 384,
  num_hidden_layers: 6,
  num_attention_heads: 12,
  intermediate_size: 1_536,
  max_position_embeddings: 512,
  layer_norm_eps: 1e-12,
  hidden_act: "gelu",
  classifier_dropout: null,
  gradient_checkpointing: false,
};

const distilbert: Fields = {
  model_type: "distilbert",
  vocab_size: 30_522,
  dim: 768,
  n_layers: 6,
  n_heads: 12,
  hidden_dim: 3_072,
  max_position_embeddings: 512,
  sinusoidal_pos_embds: false,
};

const gpt2: Fields = {
  model_type: "gpt2",
  vocab_size: 50_257,
  n_ctx: 1_024,
  n_positions: 1_024,
  n_embd: 768,
  n_layer: 12,
  n_head: 12,
  n_inner: null,
};

const vit: Fields = {
  model_type: "vit",
  image_size: 224,
  patch_size: [16, 16],
  hidden_size: 192,
  num_hidden_layers: 12,
  num_attention_heads: 3,
  intermediate_size: 768,
};

const resnet: Fields = {
  model_type: "resnet",
  hidden_sizes: [64, 128],
  depths: [2, 2],
  embedding_size: 32,
  layer_type: "basic",
};

const imageNet: Fields = {
  do_resize: true,
  size: { height: 224, width: 224 },
  resample: 2,
  do_rescale: true,
  rescale_factor: 0.00392156862745098,
  do_normalize: true,
  image_mean: [0.485, 0.456, 0.406],
  image_std: [0.229, 0.224, 0.225],
};

interface Folder {
  readonly files?: Readonly<Record<string, unknown>>;
  readonly tensorNames?: readonly string[];
}

function sectionOf(config: Fields, { files = {}, tensorNames = [] }: Folder = {}) {
  const all = Object.entries({ "config.json": config, ...files });
  return modelSectionOf({
    assets: new Map(
      all.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
    ),
    tensorNames,
  });
}

function planOf(config: Fields, folder: Folder = {}): CheckpointPlan {
  const section = sectionOf(config, folder);
  if (!section.ok) throw new Error(section.error);
  return section.value;
}

function refusalOf(config: Fields, folder: Folder = {}): string {
  const section = sectionOf(config, folder);
  if (section.ok) throw new Error("it was accepted");
  return section.error;
}

describe("modelSectionOf", () => {
  it("reads BERT", () => {
    expect(planOf(bert)).to.deep.equal({
      model: {
        family: "bert",
        vocabSize: 30_522,
        hiddenSize: 384,
        numHiddenLayers: 6,
        numAttentionHeads: 12,
        intermediateSize: 1_536,
        maxPositionEmbeddings: 512,
        typeVocabSize: 2,
        layerNormEps: 1e-12,
        hiddenAct: "gelu",
        pooling: "cls",
      },
      longestText: 512,
    });
  });

  it("reads DistilBERT", () => {
    expect(planOf(distilbert)).to.deep.equal({
      model: {
        family: "distilbert",
        vocabSize: 30_522,
        dim: 768,
        nLayers: 6,
        nHeads: 12,
        hiddenDim: 3_072,
        maxPositionEmbeddings: 512,
        activation: "gelu",
      },
      longestText: 512,
    });
  });

  it("reads GPT-2, whose inner size is four times the outer unless it says otherwise", () => {
    expect(planOf(gpt2)).to.deep.equal({
      model: {
        family: "gpt2",
        vocabSize: 50_257,
        nPositions: 1_024,
        nEmbd: 768,
        nLayer: 12,
        nHead: 12,
        nInner: 3_072,
        layerNormEpsilon: 1e-5,
        activationFunction: "gelu_new",
      },
      longestText: 1_024,
    });
    expect(planOf({ ...gpt2, n_inner: 100 }).model).to.include({ nInner: 100 });
  });

  it("reads ViT with its image preparation", () => {
    expect(planOf(vit, { files: { "preprocessor_config.json": imageNet } })).to.deep.equal({
      model: {
        family: "vit",
        imageSize: 224,
        patchSize: 16,
        numChannels: 3,
        hiddenSize: 192,
        numHiddenLayers: 12,
        numAttentionHeads: 3,
        intermediateSize: 768,
        layerNormEps: 1e-12,
        hiddenAct: "gelu",
        qkvBias: true,
      },
      input: {
        kind: "image",
        width: 224,
        height: 224,
        channels: 3,
        range: [0, 1],
        mean: [0.485, 0.456, 0.406],
        std: [0.229, 0.224, 0.225],
      },
    });
  });

  it("reads ResNet, and leaves the image preparation to the plan where the folder does not say", () => {
    expect(planOf(resnet)).to.deep.equal({
      model: {
        family: "resnet",
        numChannels: 3,
        embeddingSize: 32,
        hiddenSizes: [64, 128],
        depths: [2, 2],
        layerType: "basic",
        downsampleInFirstStage: false,
        downsampleInBottleneck: false,
      },
    });
  });

  for (const [name, same] of [
    ["gelu_python", "gelu"],
    ["gelu_pytorch_tanh", "gelu_new"],
    ["gelu_fast", "gelu_new"],
    ["relu", "relu"],
  ] as const) {
    it(`knows ${name} for the function ${same}`, () => {
      expect(planOf({ ...bert, hidden_act: name }).model).to.include({ hiddenAct: same });
      expect(planOf({ ...gpt2, activation_function: name }).model).to.include({ activationFunction: same });
    });
  }

  for (const [what, config, sentence] of [
    [
      "a field of another type",
      { ...bert, hidden_size: "384" },
      'hidden_size: expected a whole number from 1 to 16777216, got "384"',
    ],
    [
      "a missing field",
      { ...bert, vocab_size: undefined },
      "vocab_size: expected a whole number from 1 to 16777216, got nothing",
    ],
    [
      "relative positions",
      { ...bert, position_embedding_type: "relative_key" },
      'position_embedding_type: expected absolute, got "relative_key"',
    ],
    ["a decoder", { ...bert, is_decoder: true }, "is_decoder: expected false, got true"],
    [
      "cross attention",
      { ...gpt2, add_cross_attention: true },
      "add_cross_attention: expected false, got true",
    ],
    [
      "attention scaled by layer",
      { ...gpt2, scale_attn_by_inverse_layer_idx: true },
      "scale_attn_by_inverse_layer_idx: expected false, got true",
    ],
    [
      "attention that is not scaled",
      { ...gpt2, scale_attn_weights: false },
      "scale_attn_weights: expected true, got false",
    ],
    [
      "a head of its own",
      { ...gpt2, tie_word_embeddings: false },
      "tie_word_embeddings: expected true, got false",
    ],
    [
      "another activation",
      { ...bert, hidden_act: "silu" },
      'hidden_act: expected one of gelu, gelu_python, gelu_new, gelu_fast, gelu_pytorch_tanh, relu, got "silu"',
    ],
    [
      "another activation of ResNet",
      { ...resnet, hidden_act: "gelu" },
      'hidden_act: expected relu, got "gelu"',
    ],
    [
      "heads that do not divide",
      { ...bert, num_attention_heads: 7 },
      "num_attention_heads: expected a divisor of hidden_size 384, got 7",
    ],
    [
      "heads that do not divide in DistilBERT",
      { ...distilbert, n_heads: 7 },
      "n_heads: expected a divisor of dim 768, got 7",
    ],
    [
      "heads that do not divide in GPT-2",
      { ...gpt2, n_head: 7 },
      "n_head: expected a divisor of n_embd 768, got 7",
    ],
    [
      "an image that is no square",
      { ...vit, image_size: [224, 192] },
      "image_size: expected a square, got two sides",
    ],
    [
      "a patch larger than the image",
      { ...vit, patch_size: 256 },
      "patch_size: expected at most image_size 224, got 256",
    ],
    [
      "stages of two numbers",
      { ...resnet, depths: [2] },
      "depths: expected as many as hidden_sizes, 2, got 1",
    ],
    [
      "a stage of no width",
      { ...resnet, hidden_sizes: [64, 0] },
      "hidden_sizes[1]: expected a whole number from 1 to 16777216, got 0",
    ],
    [
      "Llama",
      { model_type: "llama" },
      'model_type: "llama" is not supported yet: supported are bert, distilbert, gpt2, vit, resnet, and TF.js layers models',
    ],
    [
      "MobileNet",
      { model_type: "mobilenet_v2" },
      /^config\.json: model_type: "mobilenet_v2" is not supported yet/,
    ],
    ["a name that every object has", { model_type: "constructor" }, /"constructor" is not supported yet/],
    ["no type", {}, /^config\.json: model_type: nothing is not supported yet/],
  ] as const) {
    it(`refuses ${what} and names the field`, () => {
      const refusal = refusalOf(config);
      if (typeof sentence === "string") expect(refusal).to.equal(`config.json: ${sentence}`);
      else expect(refusal).to.match(sentence);
    });
  }

  it("refuses a folder without config.json, and one that is not JSON", () => {
    expect(modelSectionOf({ assets: new Map(), tensorNames: [] })).to.deep.equal({
      ok: false,
      error:
        "there is no config.json, which says what model it is; fetch it, or write the plan's model yourself",
    });
    for (const text of ["{", "[]"]) {
      const section = modelSectionOf({ assets: new Map([["config.json", text]]), tensorNames: [] });
      expect(!section.ok && section.error).to.match(/^config\.json: /);
    }
  });
});

describe("the pooling of BERT", () => {
  const pooled = (folder: Folder): unknown => Reflect.get(planOf(bert, folder).model, "pooling");
  const poolerNames = ["bert.pooler.dense.weight"];

  for (const [what, folder, pooling] of [
    ["its pooler", { tensorNames: poolerNames }, "pooler"],
    ["its pooler without a prefix", { tensorNames: ["pooler.dense.weight"] }, "pooler"],
    ["the first token without a pooler", { tensorNames: ["bert.embeddings.word_embeddings.weight"] }, "cls"],
    [
      "the mean by sentence-transformers' own file, though there is a pooler",
      {
        tensorNames: poolerNames,
        files: { "1_Pooling/config.json": { pooling_mode_mean_tokens: true, pooling_mode_cls_token: false } },
      },
      "mean",
    ],
    [
      "the first token by that file",
      { files: { "1_Pooling/config.json": { pooling_mode_cls_token: true } } },
      "cls",
    ],
    [
      "the mean by that file's newer form",
      { files: { "1_Pooling/config.json": { pooling_mode: "mean" } } },
      "mean",
    ],
    ["the mean where that file says nothing", { files: { "1_Pooling/config.json": {} } }, "mean"],
    [
      "the mean by the list of modules",
      {
        tensorNames: poolerNames,
        files: { "modules.json": [{ path: "1_Pooling", type: "sentence_transformers.models.Pooling" }] },
      },
      "mean",
    ],
    [
      "its pooler where the list of modules has no pooling",
      {
        tensorNames: poolerNames,
        files: { "modules.json": [{ path: "", type: "sentence_transformers.models.Transformer" }] },
      },
      "pooler",
    ],
  ] as const) {
    it(`is ${what}`, () => {
      expect(pooled(folder)).to.equal(pooling);
    });
  }

  it("is refused where it is none of these", () => {
    const files = {
      "1_Pooling/config.json": { pooling_mode_mean_tokens: true, pooling_mode_max_tokens: true },
    };
    expect(refusalOf(bert, { files })).to.equal(
      "1_Pooling/config.json: pooling_mode: expected mean or cls, got mean_tokens and max_tokens",
    );
  });
});

describe("the image preparation", () => {
  const inputOf = (changes: Fields, config: Fields = resnet) =>
    planOf(config, { files: { "preprocessor_config.json": { ...imageNet, ...changes } } }).input;

  it("takes a size in each of its forms", () => {
    for (const size of [96, { shortest_edge: 96 }, { height: 96, width: 96 }]) {
      expect(inputOf({ size })).to.include({ width: 96, height: 96 });
    }
    expect(inputOf({ size: { height: 60, width: 80 } })).to.include({ width: 80, height: 60 });
  });

  it("takes the size of the crop where there is one", () => {
    const changes = { size: { shortest_edge: 256 }, crop_size: { height: 224, width: 224 } };
    expect(inputOf({ ...changes, do_center_crop: true })).to.include({ width: 224 });
    expect(inputOf({ ...changes, do_center_crop: false })).to.include({ width: 256 });
  });

  it("takes other scales of pixels", () => {
    expect(inputOf({ do_rescale: false })?.range).to.deep.equal([0, 255]);
    expect(inputOf({ rescale_factor: 2 / 255 })?.range).to.deep.equal([0, 2]);
  });

  it("leaves out mean and deviation where nothing is normalised, and repeats a single number", () => {
    expect(inputOf({ do_normalize: false })).to.not.have.any.keys("mean", "std");
    expect(inputOf({ image_mean: 0.5, image_std: 0.5 })).to.deep.include({
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.5, 0.5],
    });
  });

  for (const [what, changes, config, sentence] of [
    ["no size", { size: undefined }, resnet, /^preprocessor_config\.json: size: expected .*, got nothing$/],
    [
      "a size that is text",
      { size: "224" },
      resnet,
      /^preprocessor_config\.json: size: expected .*, got "224"$/,
    ],
    [
      "a mean of two channels",
      { image_mean: [0.5, 0.5] },
      resnet,
      /^preprocessor_config\.json: image_mean: expected 3 numbers$/,
    ],
    ["a deviation of nothing", { image_std: [0, 1, 1] }, resnet, /image_std: expected 3 numbers above 0$/],
    ["two channels", {}, { ...resnet, num_channels: 2 }, "config.json: num_channels: expected 1 or 3, got 2"],
    [
      "a size that is not ViT's",
      { size: 256 },
      vit,
      "preprocessor_config.json: size: expected config.json's image_size 224, got 256 x 256",
    ],
  ] as const) {
    it(`is refused for ${what}`, () => {
      const refusal = refusalOf(config, {
        files: { "preprocessor_config.json": { ...imageNet, ...changes } },
      });
      if (typeof sentence === "string") expect(refusal).to.equal(sentence);
      else expect(refusal).to.match(sentence);
    });
  }
});

describe("the labels of a checkpoint", () => {
  const labelsOf = (id2label: unknown) => planOf({ ...bert, id2label }).labels;

  it("are in the order of their numbers", () => {
    expect(labelsOf({ 1: "spam", 0: "ham" })).to.deep.equal(["ham", "spam"]);
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [String(i), `class ${i}`]).reverse(),
    );
    expect(labelsOf(many)?.[11]).to.equal("class 11");
  });

  for (const [what, id2label] of [
    ["made-up names", { 0: "LABEL_0", 1: "LABEL_1" }],
    ["a single one", { 0: "only" }],
    ["a hole", { 0: "a", 2: "c" }],
    ["one name twice", { 0: "a", 1: "a" }],
    ["numbers", { 0: 1, 1: 2 }],
    ["a list", ["a", "b"]],
    ["a key that is no number", { 0: "a", x: "b" }],
    ["a key of absurd size", { 0: "a", 9007199254740991: "b" }],
    ["nothing", undefined],
  ] as const) {
    it(`are none for ${what}`, () => {
      expect(labelsOf(id2label)).to.equal(undefined);
    });
  }
});
