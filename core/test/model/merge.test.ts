import { expect } from "chai";

import { unflatten } from "@tributary/core/tensor";
import {
  adapterConfig,
  adapterTensors,
  checkBase,
  initialTrainables,
  mergeAdapter,
  mergeModel,
  modelTensors,
  randomBase,
  trainableLayout,
} from "../../src/model/index.ts";
import { planOf, softmaxInput } from "./plans.ts";

const lora = { method: "lora", rank: 2, alpha: 6 } as const;

describe("merging", () => {
  it("adds alpha / rank times B A to an adapted weight", () => {
    const plan = planOf({
      model: { family: "mlp", hidden: [2] },
      input: { ...softmaxInput, size: 3 },
      tuning: { ...lora, head: false },
    });
    const base = randomBase(plan);
    const flat = new Float32Array(trainableLayout(plan).size);
    // A = [[1, 2, 3], [4, 5, 6]], B = [[1, 0], [1, -1]], so B A = [[1, 2, 3], [-3, -3, -3]]; scale 6 / 2.
    flat.set([1, 2, 3, 4, 5, 6, 1, 0, 1, -1]);
    const merged = mergeModel(plan, base, flat);
    const before = base.get("fc1.weight")!.data;
    const expected = [3, 6, 9, -9, -9, -9].map((change, index) => Math.fround(before[index]! + change));
    expect([...merged.get("fc1.weight")!.data]).to.deep.equal(expected);
    expect(merged.get("head.weight")).to.equal(base.get("head.weight"));
  });

  it("gives a model of the family for every method, without touching the base or sharing the vector", () => {
    for (const tuning of [{ method: "full" }, { method: "head" }, { method: "bias" }, lora] as const) {
      const plan = planOf({ tuning });
      const base = randomBase(plan);
      const before = structuredClone(base);
      const flat = initialTrainables(plan, base).map((value) => value + 1);
      const merged = mergeModel(plan, base, flat);
      expect(checkBase(plan, merged).ok).to.equal(true);
      flat.fill(Number.NaN);
      expect(checkBase(plan, merged).ok).to.equal(true);
      expect(base).to.deep.equal(before);
      expect(merged.get("head.bias")!.data).to.not.deep.equal(base.get("head.bias")!.data);
    }
  });
});

describe("a base model", () => {
  const plan = planOf();

  it("passes when it holds exactly the network's tensors, and comes back in the network's order", () => {
    const shuffled = new Map([...randomBase(plan)].reverse());
    const checked = checkBase(plan, shuffled);
    if (!checked.ok) throw new Error("refused");
    expect([...checked.value.keys()]).to.deep.equal(modelTensors(plan).map(({ name }) => name));
  });

  it("is refused with every tensor at fault by name", () => {
    const base = new Map(randomBase(plan));
    base.set("fc1.wieght", base.get("fc1.weight")!);
    base.delete("fc1.weight");
    base.set("conv1.bias", { shape: [3], data: new Float32Array(3) });
    base.set("head.bias", { shape: [3], data: Float32Array.of(0, Number.POSITIVE_INFINITY, 0) });
    const checked = checkBase(plan, base);
    if (checked.ok) throw new Error("passed");
    expect(checked.error.map(({ reason, name }) => `${reason} ${name}`)).to.deep.equal([
      "wrong-shape conv1.bias",
      "missing-tensor fc1.weight",
      "out-of-range head.bias",
      "extra-tensor fc1.wieght",
    ]);
    expect(checked.error[0]!.message).to.equal(
      "tensor conv1.bias has shape [3], the plan's network needs [2]",
    );
    expect(checked.error[1]!.message).to.match(/the file has fc1.wieght$/);
  });
});

describe("the adapter that PEFT reads", () => {
  it("carries its names, a convolution's A and B as kernels, and the head whole", () => {
    const plan = planOf({ tuning: lora });
    const flat = initialTrainables(plan, randomBase(plan));
    const tensors = adapterTensors(plan, randomBase(plan), flat);
    expect([...tensors].map(([name, { shape }]) => `${name} ${shape.join("x")}`)).to.deep.equal([
      "base_model.model.conv1.lora_A.weight 2x1x3x3",
      "base_model.model.conv1.lora_B.weight 2x2x1x1",
      "base_model.model.conv2.lora_A.weight 2x2x3x3",
      "base_model.model.conv2.lora_B.weight 3x2x1x1",
      "base_model.model.fc1.lora_A.weight 2x3",
      "base_model.model.fc1.lora_B.weight 4x2",
      "base_model.model.head.weight 3x4",
      "base_model.model.head.bias 3",
    ]);
    const own = unflatten(trainableLayout(plan), flat);
    expect(tensors.get("base_model.model.conv2.lora_A.weight")!.data).to.deep.equal(
      own.get("conv2.lora_A")!.data,
    );
    expect(adapterConfig(plan, "base")).to.include({ r: 2, lora_alpha: 6, bias: "none" });
    expect(adapterConfig(plan, "base").target_modules).to.deep.equal(["conv1", "conv2", "fc1"]);
    expect(adapterConfig(plan, "base").modules_to_save).to.deep.equal(["head"]);
  });

  it("carries a head that is not trained, since a base that is fetched again may have another", () => {
    const plan = planOf({ tuning: { ...lora, head: false } });
    const base = randomBase(plan);
    const tensors = adapterTensors(plan, base, initialTrainables(plan, base));
    expect(tensors.get("base_model.model.head.weight")).to.equal(base.get("head.weight"));
    expect(adapterConfig(plan, "base").modules_to_save).to.deep.equal(["head"]);
  });

  it("carries an adapted head whole, with its adapter in it, since it may be none that the base has", () => {
    const plan = planOf({ tuning: { ...lora, head: false, targets: ["fc1", "head"] } });
    const base = randomBase(plan);
    const flat = initialTrainables(plan, base).map((value, index) => value + (index % 7) / 10);
    const file = adapterTensors(plan, base, flat);
    expect([...file.keys()]).to.deep.equal([
      "base_model.model.fc1.lora_A.weight",
      "base_model.model.fc1.lora_B.weight",
      "base_model.model.head.weight",
      "base_model.model.head.bias",
    ]);
    const config = adapterConfig(plan, "base");
    expect(config).to.deep.include({ target_modules: ["fc1"], modules_to_save: ["head"] });
    const body = new Map([...base].filter(([name]) => !name.startsWith("head.")));
    const merged = mergeAdapter(plan, body, file);
    expect(merged).to.deep.equal({ ok: true, value: mergeModel(plan, base, flat) });
  });

  it("makes with its base the model that it was written from", () => {
    for (const ffa of [false, true]) {
      const plan = planOf({ tuning: { ...lora, ffa } });
      const base = randomBase(plan);
      const flat = initialTrainables(plan, base).map((value, index) => value + (index % 7) / 10);
      const file = adapterTensors(plan, base, flat);
      const body = new Map([...base].filter(([name]) => !name.startsWith("head.")));
      const merged = mergeAdapter(plan, body, file);
      if (!merged.ok) throw new Error(merged.error);
      expect(merged.value).to.deep.equal(mergeModel(plan, base, flat));
    }
  });

  it("has the adapter of an embedding transposed, which PEFT keeps with its rows as columns", () => {
    const plan = planOf({
      model: {
        family: "bert",
        vocabSize: 3,
        hiddenSize: 2,
        numHiddenLayers: 1,
        numAttentionHeads: 1,
        intermediateSize: 2,
        maxPositionEmbeddings: 8,
      },
      input: { kind: "text", maximumTokens: 8 },
      tuning: { ...lora, head: false, targets: ["word_embeddings"] },
    });
    const base = randomBase(plan);
    // A = [[1, 2], [3, 4]], B = [[5, 6], [7, 8], [9, 10]].
    const flat = Float32Array.from({ length: 10 }, (_, index) => index + 1);
    const file = adapterTensors(plan, base, flat);
    const module = "base_model.model.bert.embeddings.word_embeddings";
    expect(file.get(`${module}.lora_embedding_A`)).to.deep.equal({
      shape: [2, 3],
      data: Float32Array.of(5, 7, 9, 6, 8, 10),
    });
    expect(file.get(`${module}.lora_embedding_B`)).to.deep.equal({
      shape: [2, 2],
      data: Float32Array.of(1, 3, 2, 4),
    });
    const merged = mergeAdapter(plan, base, file);
    expect(merged).to.deep.equal({ ok: true, value: mergeModel(plan, base, flat) });
  });

  it("is refused with a sentence where a tensor is missing or of another shape", () => {
    const plan = planOf({ tuning: lora });
    const base = randomBase(plan);
    const file = new Map(adapterTensors(plan, base, initialTrainables(plan, base)));
    const refused = (): string => {
      const merged = mergeAdapter(plan, base, file);
      return merged.ok ? "taken" : merged.error;
    };
    file.set("base_model.model.fc1.lora_B.weight", { shape: [4, 3], data: new Float32Array(12) });
    expect(refused()).to.equal(
      "tensor base_model.model.fc1.lora_B.weight has shape [4, 3], the plan's is [4, 2]",
    );
    file.delete("base_model.model.conv1.lora_A.weight");
    expect(refused()).to.equal(
      "tensor base_model.model.conv1.lora_A.weight of shape [2, 1, 3, 3] is missing",
    );
  });

  it("is of a task type where transformers has a class of that type with the names of its modules", () => {
    const text = { input: { kind: "text", maximumTokens: 8 } } as const;
    const size = {
      vocabSize: 9,
      hiddenSize: 4,
      numHiddenLayers: 1,
      numAttentionHeads: 2,
      intermediateSize: 5,
    };
    const bert = { family: "bert", ...size, maxPositionEmbeddings: 8 } as const;
    const typeOf = (change: Parameters<typeof planOf>[0]): string | null =>
      adapterConfig(planOf({ ...text, tuning: lora, ...change }), "base").task_type;
    expect(typeOf({ model: bert })).to.equal("SEQ_CLS");
    expect(typeOf({ model: { ...bert, pooling: "mean" } })).to.equal(null);
    const adapted = { ...lora, head: false, targets: ["query", "classifier"] };
    expect(typeOf({ model: bert, tuning: adapted })).to.equal("SEQ_CLS");
    const gpt2 = { vocabSize: 9, nPositions: 8, nEmbd: 4, nLayer: 1, nHead: 2, nInner: 8 };
    expect(typeOf({ model: { family: "gpt2", ...gpt2 }, labels: [] })).to.equal("CAUSAL_LM");
  });

  it("is refused for a method that is not lora", () => {
    expect(() => adapterTensors(planOf(), new Map(), new Float32Array(0))).to.throw(
      RangeError,
      /export the merged model/,
    );
    expect(() => adapterConfig(planOf({ tuning: { method: "head" } }), "base")).to.throw(
      RangeError,
      /method is head/,
    );
  });
});
