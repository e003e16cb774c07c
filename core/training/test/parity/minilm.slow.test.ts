import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { fitBase, modelSectionOf } from "@tributary/core/checkpoint";
import type { Plan } from "@tributary/core/plan";
import { decodeSafetensors, trustedLimits } from "@tributary/core/tensor";
import { minilm, repositoryRoot, requires } from "@tributary/test-support";
import { prepareExamples } from "../../src/batches/index.ts";
import { tokenizerOf } from "../../src/encoder.ts";
import { cacheFeatures } from "../../src/feature-cache.ts";
import { loadTask } from "../../src/local-task.ts";
import { planOf, startEngine } from "../kit.ts";

const assetNames = [
  "config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "modules.json",
  "1_Pooling/config.json",
];

interface Expected {
  readonly cases: readonly {
    readonly text: string;
    readonly ids: readonly number[];
    readonly embedding: string;
  }[];
}

describe("MiniLM-L6, 22.7 million parameters", function () {
  this.timeout(120_000);
  const folder = requires(minilm);

  it("makes of sentences the tokens and the vectors that Python makes", async () => {
    const read = (name: string): Promise<string> => readFile(join(folder(), name), "utf8");
    const assets = new Map<string, string>();
    for (const name of assetNames) assets.set(name, await read(name));
    const file = decodeSafetensors(
      await readFile(join(folder(), "model.safetensors")),
      trustedLimits,
      (name) => !name.endsWith("position_ids"),
    );
    if (!file.ok) throw new Error(file.error);
    const { arrays } = file.value;
    const tensors = new Map([...arrays].map(([name, { shape }]) => [name, { shape, dtype: "F32" }]));
    const section = modelSectionOf({ assets, tensors });
    if (!section.ok) throw new Error(section.error);
    const plan: Plan = planOf({
      model: section.value.model as never,
      labels: ["a", "b"],
      input: { kind: "text", maximumTokens: 256 },
      tuning: { method: "head" },
    });
    const base = await fitBase(plan, {
      source: folder(),
      tensors,
      read: async (name) => arrays.get(name)!,
      assets,
    });
    if (!base.ok) throw new Error(base.error);

    const path = join(repositoryRoot, "core/training/test/fixtures/checkpoints/minilm-expected.json");
    const { cases } = JSON.parse(await readFile(path, "utf8")) as Expected;
    const engine = await startEngine("wasm");
    const { tf } = engine;
    const task = loadTask(tf, { plan, base: base.value.arrays, assets });
    const examples = cases.map(({ text }) => ({ text, label: 0 }));
    const prepared = prepareExamples(plan, tokenizerOf(plan, assets), examples);
    // What enters the head is the mean of the last hidden states.
    const frozen = { network: task.network, weights: task.view([]) };
    const features = await cacheFeatures(tf, plan, frozen, task.network.stages.length, prepared, undefined);
    for (const [index, { ids, embedding }] of cases.entries()) {
      expect([...prepared[index]!.values]).to.deep.equal(ids);
      const batch = { kind: "values", count: 1 } as never;
      const ours = features!.upload([index], batch);
      const bytes = Buffer.from(embedding, "base64");
      const theirs = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
      const far = Math.max(...Array.from(ours.dataSync(), (value, at) => Math.abs(value - theirs[at]!)));
      expect(far).to.be.lessThan(1e-4);
      ours.dispose();
    }
    task.dispose();
    await engine.dispose();
  });
});
