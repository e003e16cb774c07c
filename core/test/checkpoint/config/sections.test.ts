import { expect } from "chai";

import { modelSectionOf } from "../../../src/checkpoint/index.ts";
import { bert, distilbert, gpt2, imageNet, planOf, refusalOf, resnet, vit } from "./kit.ts";

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
    expect(modelSectionOf({ assets: new Map(), tensors: new Map() })).to.deep.equal({
      ok: false,
      error:
        "there is no config.json, which says what model it is; fetch it, or write the plan's model yourself",
    });
    for (const text of ["{", "[]"]) {
      const section = modelSectionOf({ assets: new Map([["config.json", text]]), tensors: new Map() });
      expect(!section.ok && section.error).to.match(/^config\.json: /);
    }
  });
});
