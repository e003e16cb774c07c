import { expect } from "chai";

import { carriedAssets, describeFolder, licenceOf, tokenizerFault } from "../../src/checkpoint/index.ts";

const sharded = { kind: "huggingface", weights: "sharded", index: "model.safetensors.index.json" };
const single = { kind: "huggingface", weights: "single", file: "model.safetensors" };

function refusal(...names: string[]): string {
  const described = describeFolder(names);
  if (described.ok) throw new Error(`read as ${described.value.kind}`);
  return described.error;
}

describe("describeFolder", () => {
  for (const [what, names, expected] of [
    ["one file of weights", ["config.json", "model.safetensors", "README.md"], single],
    [
      "one file among other forms of the same weights",
      ["model.safetensors", "model.fp16.safetensors", "pytorch_model.bin", "tf_model.h5", "model.onnx"],
      single,
    ],
    [
      "one file of weights where there are several as well",
      ["model.safetensors", "model-00001-of-00001.safetensors", "model.safetensors.index.json"],
      single,
    ],
    [
      "weights in several files by their index",
      [
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
        "model.safetensors.index.json",
      ],
      sharded,
    ],
    [
      "one file of weights of another name",
      ["config.json", "task-round-3.safetensors"],
      { kind: "huggingface", weights: "single", file: "task-round-3.safetensors" },
    ],
    ["a TF.js model", ["model.json", "group1-shard1of1.bin"], { kind: "tfjs", file: "model.json" }],
    ["a TF.js model's file of any name", ["mobilenet.json"], { kind: "tfjs", file: "mobilenet.json" }],
    ["an adapter that lies beside its base", ["model.safetensors", "adapter_model.safetensors"], single],
  ] as const) {
    it(`finds ${what}`, () => {
      expect(describeFolder(names)).to.deep.equal({ ok: true, value: expected });
    });
  }

  for (const [names, sentence] of [
    [
      ["config.json", "pytorch_model.bin", "training_args.bin"],
      /^pytorch_model\.bin is pickled, .*; convert it in its folder with: python -c ".*torch\.load\('pytorch_model\.bin', .*weights_only=True\).*"$/,
    ],
    [
      ["pytorch_model-00001-of-00002.bin", "pytorch_model.bin.index.json"],
      /^pytorch_model-00001-of-00002\.bin is pickled, .*glob\.glob\('pytorch_model-\*\.bin'\)/,
    ],
    [["resnet.pth"], /^resnet\.pth is pickled, .*torch\.load\('resnet\.pth'/],
    [["tf_model.h5"], /^tf_model\.h5 is TensorFlow's form .*from_tf=True/],
    [["flax_model.msgpack"], /^flax_model\.msgpack is Flax's form .*from_flax=True/],
    [
      ["model.h5"],
      "model.h5 is a Keras 2 file, which is read as a TF.js layers model; convert it with: " +
        "tensorflowjs_converter --input_format keras model.h5 FOLDER",
    ],
    [["model.keras"], /^model\.keras is a Keras 3 archive, which is not read yet; .*tensorflowjs_converter/],
    [["saved_model.pb"], /^saved_model\.pb is a TensorFlow SavedModel, .*--output_format tfjs_layers_model/],
    [["model.onnx"], /^model\.onnx is an ONNX graph, .*; take the safetensors .*: hf download /],
    [["model.q4.gguf"], /^model\.q4\.gguf is a quantised GGUF file, .*: hf download /],
    [
      ["adapter_config.json", "adapter_model.safetensors"],
      /^adapter_model\.safetensors is an adapter without its base; merge the two .* with: python -c "from peft.*merged'\)"$/,
    ],
    [
      ["a.safetensors", "b.safetensors"],
      "there are 2 safetensors files (a.safetensors, b.safetensors) and neither model.safetensors nor " +
        "model.safetensors.index.json; fetch the index, or name one of the files.",
    ],
    [
      ["config.json", "training_args.bin", "README.md"],
      /^there is no model in it: expected model\.safetensors/,
    ],
    [["config.json"], /^there is no model in it/],
    [[], /^there is no model in it/],
    [["onnx/model.safetensors"], /^there is no model in it/],
  ] as const) {
    it(`refuses ${names.join(", ") || "an empty folder"} with what to do`, () => {
      if (typeof sentence === "string") expect(refusal(...names)).to.equal(sentence);
      else expect(refusal(...names)).to.match(sentence);
    });
  }

  it("puts no file's name into a command that the name would change", () => {
    expect(refusal("x'); import os #.bin")).to.contain("torch.load('FILE'").and.not.contain("load('x'");
  });
});

describe("tokenizerFault", () => {
  it("tells how a tokenizer.json is made where only the older files are", () => {
    expect(tokenizerFault(["config.json", "vocab.txt"])).to.match(
      /^it has vocab\.txt but no tokenizer\.json, .*AutoTokenizer\.from_pretrained\('\.'\)\.save_pretrained/,
    );
    expect(tokenizerFault(["vocab.txt", "tokenizer.json"])).to.equal(undefined);
    expect(tokenizerFault(["config.json"])).to.equal(undefined);
  });
});

describe("carriedAssets", () => {
  it("are the metadata that were files, and nothing else", () => {
    const metadata = new Map([
      ["format", "pt"],
      ["config.json", "{}"],
      ["1_Pooling/config.json", "{}"],
      ["model.json", "{}"],
      ["tributary.plan", "{}"],
      ["../../evil", ""],
    ]);
    expect([...carriedAssets(metadata).keys()]).to.deep.equal([
      "config.json",
      "1_Pooling/config.json",
      "model.json",
    ]);
  });
});

describe("licenceOf", () => {
  for (const [card, licence] of [
    ["---\nlanguage: en\nlicense: apache-2.0\ntags:\n- x\n---\n# Model\n", "apache-2.0"],
    ['---\r\nlicense: "mit" # as the code\r\n---\r\n', "mit"],
    ["---\nlicense: other\nlicense_name: gemma\n---\n", "gemma"],
    ["---\nlicense: other\n---\n", "other"],
    ["---\ntags: [a]\n---\nlicense: mit\n", undefined],
    ["# Model\nlicense: mit\n", undefined],
    ["", undefined],
  ] as const) {
    it(`is ${licence ?? "unknown"} by ${JSON.stringify(card.slice(0, 40))}`, () => {
      expect(licenceOf(card)).to.equal(licence);
    });
  }
});
