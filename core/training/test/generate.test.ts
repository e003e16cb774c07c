import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { fitBase, modelSectionOf } from "@tributary/core/checkpoint";
import { randomBase } from "@tributary/core/model";
import { parsePlan } from "@tributary/core/plan";
import type { Plan, PlanInput } from "@tributary/core/plan";
import { UserError, cancellationSource } from "@tributary/core/support";
import { decodeSafetensors } from "@tributary/core/tensor";
import type { NamedArray, NamedArrays } from "@tributary/core/tensor";
import { byteTokenizer } from "@tributary/core/text";
import { expect } from "chai";

import { generate } from "../src/index.ts";
import type { Engine, GenerateOptions } from "../src/index.ts";
import { planOf, startEngine } from "./kit.ts";

const greedy: GenerateOptions = { maximumTokens: 5, temperature: 0, seed: 0 };

function bytePlan(positions = 24, template: "plain" | "chatml" = "plain"): Plan {
  const size = { vocabSize: 259, nEmbd: 8, nLayer: 2, nHead: 2, nInner: 16 };
  const change: Partial<PlanInput> = {
    model: { family: "gpt2", ...size, nPositions: positions },
    labels: [],
    input: { kind: "text", maximumTokens: 8, template },
  };
  return planOf(change);
}

/** Weights that are large enough for the text to matter. */
function baseOf(plan: Plan): Map<string, NamedArray> {
  return new Map(
    [...randomBase(plan)].map(([name, { shape, data }]) => [
      name,
      { shape, data: name.includes("ln_") ? data : data.map((value) => 12 * value) },
    ]),
  );
}

/** A base that says the same token whatever came before: only that token's embedding answers to the last norm. */
function saying(plan: Plan, token: number): NamedArrays {
  const base = baseOf(plan);
  const width = 8;
  const table = new Float32Array(259 * width);
  table[token * width] = 1;
  base.set("transformer.wte.weight", { shape: [259, width], data: table });
  base.set("transformer.ln_f.weight", { shape: [width], data: new Float32Array(width) });
  base.set("transformer.ln_f.bias", { shape: [width], data: Float32Array.of(9, 0, 0, 0, 0, 0, 0, 0) });
  return base;
}

/** A base that says its last token again: nothing changes an embedding on its way, and each is most like itself. */
function echoing(plan: Plan): NamedArrays {
  const base = new Map(
    [...baseOf(plan)].map(([name, { shape, data }]) => [
      name,
      { shape, data: name.includes("ln_") ? data : new Float32Array(data.length) },
    ]),
  );
  const table = randomBase(plan).get("transformer.wte.weight")!;
  for (let row = 0; row < table.data.length; row += 8) {
    const values = table.data.subarray(row, row + 8);
    const mean = values.reduce((sum, value) => sum + value, 0) / 8;
    const length = Math.hypot(...values.map((value) => value - mean));
    values.forEach((value, at) => (values[at] = (value - mean) / length));
  }
  return base.set("transformer.wte.weight", table);
}

describe("generating text", () => {
  let engine: Engine;
  before(async () => (engine = await startEngine("cpu")));
  after(() => engine.dispose());

  const continued = (
    plan: Plan,
    tensors: NamedArrays,
    prompt: string,
    options: Partial<GenerateOptions> = {},
  ) => generate(engine, plan, { tensors, assets: new Map() }, prompt, { ...greedy, ...options });

  it("takes the token that Python's logits say is the likeliest", async () => {
    const folder = fileURLToPath(new URL("../../test/fixtures/checkpoints/gpt2/", import.meta.url));
    const text = (name: string) => readFile(`${folder}${name}`, "utf8");
    const assets = new Map([
      ["config.json", await text("config.json")],
      ["tokenizer.json", await text("tokenizer.json")],
    ]);
    const arraysOf = async (name: string): Promise<NamedArrays> => {
      const file = decodeSafetensors(await readFile(`${folder}${name}`));
      if (!file.ok) throw new Error(file.error);
      return file.value.arrays;
    };
    const weights = await arraysOf("model.safetensors");
    const found = modelSectionOf({ assets, tensors: weights });
    if (!found.ok) throw new Error(found.error);
    const written = { task: "tea", base: "./gpt2", labels: [], input: { kind: "text", maximumTokens: 8 } };
    const plan = parsePlan(JSON.stringify({ ...written, cohort: { goal: 3 } }), "plan.json", found.value);
    if (!plan.ok) throw new Error("the plan was refused");
    const tensors = new Map([...weights].map(([name, array]) => [name, { ...array, dtype: "F32" }]));
    const base = await fitBase(plan.value, {
      source: "gpt2",
      tensors,
      read: async (name) => weights.get(name)!,
      assets,
    });
    if (!base.ok) throw new Error(base.error);
    const { shape, data } = (await arraysOf("expected.safetensors")).get("base.logits")!;
    const [, places = 0, vocabulary = 0] = shape;
    // The second text of the fixture fills its row, so that its last logits are those of what comes next.
    const last = data.slice((2 * places - 1) * vocabulary, 2 * places * vocabulary);
    const tokenizer = JSON.parse(assets.get("tokenizer.json")!) as {
      readonly model: { readonly vocab: Readonly<Record<string, number>> };
    };
    const [token = ""] =
      Object.entries(tokenizer.model.vocab).find(([, id]) => id === last.indexOf(Math.max(...last))) ?? [];
    const answer = await generate(
      engine,
      plan.value,
      { tensors: base.value.arrays, assets },
      "a toast, she has",
      { ...greedy, maximumTokens: 1 },
    );
    expect(answer).to.deep.equal({ text: token.replaceAll("Ġ", " "), tokenCount: 1, ended: false });
  });

  it("goes on from the last token, past the length that it was trained with", async () => {
    const plan = bytePlan();
    expect(await continued(plan, echoing(plan), "abc", { maximumTokens: 12 })).to.deep.equal({
      text: "c".repeat(12),
      tokenCount: 12,
      ended: false,
    });
  });

  it("sees the end of a text that is longer than its positions", async () => {
    const plan = bytePlan(8);
    const base = baseOf(plan);
    const long = await continued(plan, base, "xxxxxxxxxx abcdefgh", { maximumTokens: 1 });
    const end = await continued(plan, base, "yy abcdefgh", { maximumTokens: 1 });
    expect(long).to.deep.equal(end);
  });

  it("draws the same from the same seed, and another with another or at no temperature", async () => {
    const plan = bytePlan();
    const base = baseOf(plan);
    const drawn = async (temperature: number, seed: number) =>
      (await continued(plan, base, "abc", { temperature, seed, maximumTokens: 8 })).text;
    expect(await drawn(2, 1)).to.equal(await drawn(2, 1));
    expect(await drawn(2, 1)).to.not.equal(await drawn(2, 2));
    expect(await drawn(0, 1)).to.equal(await drawn(0, 2));
    expect(await drawn(1e-4, 1)).to.equal(await drawn(0, 1));
  });

  it("stops where the model ends the text", async () => {
    const plan = bytePlan();
    const { endId = -1 } = byteTokenizer;
    expect(await continued(plan, saying(plan, endId), "abc")).to.deep.equal({
      text: "",
      tokenCount: 0,
      ended: true,
    });
    const z = "z".charCodeAt(0);
    expect(await continued(plan, saying(plan, z), "abc")).to.deep.equal({
      text: "zzzzz",
      tokenCount: 5,
      ended: false,
    });
  });

  it("takes a prompt of a conversation as its first turn", async () => {
    const asked = "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n";
    const [chat, plain] = [bytePlan(64, "chatml"), bytePlan(64)];
    const base = baseOf(chat);
    expect((await continued(chat, base, "hi", { maximumTokens: 3 })).text).to.equal(
      (await continued(plain, base, asked, { maximumTokens: 3 })).text,
    );
  });

  it("begins from nothing where there is no prompt", async () => {
    const plan = bytePlan();
    expect((await continued(plan, saying(plan, 97), "")).text).to.equal("aaaaa");
  });

  it("leaves nothing on the engine, and stops when it is told to", async () => {
    const plan = bytePlan();
    const { numTensors } = engine.tf.memory();
    await continued(plan, baseOf(plan), "abc");
    expect(engine.tf.memory().numTensors).to.equal(numTensors);
    const { signal, cancel } = cancellationSource();
    cancel(new Error("enough"));
    const model = { tensors: baseOf(plan), assets: new Map() };
    const stopped = await generate(engine, plan, model, "abc", greedy, signal).catch(
      (error: unknown) => error,
    );
    expect(String(stopped)).to.equal("Error: enough");
    expect(engine.tf.memory().numTensors).to.equal(numTensors);
  });

  it("is refused for a model that tells labels apart", async () => {
    const plan = planOf();
    const refused = await continued(plan, randomBase(plan), "abc").catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(UserError);
    expect(String(refused)).to.match(
      /a model of family image-cnn continues no prompt: it tells 3 labels apart/,
    );
  });
});
