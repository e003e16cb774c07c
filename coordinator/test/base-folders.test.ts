import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { modelTensors } from "@tributary/core/model";
import { UserError } from "@tributary/core/support";
import { decodeSafetensors, trustedLimits } from "@tributary/core/tensor";
import { temporaryFolder } from "@tributary/test-support";

import { readPlanFile } from "../src/config/index.ts";
import { testCoordinator } from "./support/test-coordinator.ts";

const checkpoints = fileURLToPath(
  new URL("../../../core/training/test/fixtures/checkpoints", import.meta.url),
);
const three = "preset: text-classification\nbase: ./model\nlabels: [ham, spam]\n";

describe("a plan whose base is a folder of Hugging Face's", () => {
  const folder = temporaryFolder();
  const plan = (): string => join(folder(), "plan.yaml");

  async function put(checkpoint: string, text = three): Promise<void> {
    await cp(join(checkpoints, checkpoint), join(folder(), "model"), { recursive: true });
    await writeFile(plan(), text);
  }

  /** What the coordinator stores as the base, and what it says of it. */
  async function stored() {
    const file = await readPlanFile(plan());
    const test = await testCoordinator();
    try {
      const notes: string[] = [];
      const task = await test.coordinator.createTask(file.plan, file.base, (note) => notes.push(note));
      const state = test.coordinator.state.tasks.get(task);
      const bytes = state && (await test.coordinator.blobs.get(state.base));
      const decoded = bytes && decodeSafetensors(bytes, trustedLimits);
      if (decoded?.ok !== true) throw new Error("the base was not stored");
      return { plan: file.plan, notes, bytes, ...decoded.value };
    } finally {
      await test.end();
    }
  }

  it("takes its model from config.json and carries the tokenizer with the weights", async () => {
    await put("bert");
    const { plan: whole, arrays, metadata, notes } = await stored();
    expect(whole.model).to.include({ family: "bert", hiddenSize: 16, pooling: "pooler" });
    expect([...arrays.keys()].toSorted()).to.deep.equal(
      modelTensors(whole)
        .map(({ name }) => name)
        .toSorted(),
    );
    expect(metadata.get("tokenizer.json")).to.equal(
      await readFile(join(folder(), "model", "tokenizer.json"), "utf8"),
    );
    // Its head is for three labels, the plan has two.
    expect(notes.join("\n")).to.match(/classifier\.weight is freshly initialised: .*\[3, 16\].*\[2, 16\]/);
  });

  it("finds tensors under the names of older files, and names those that it passes over", async () => {
    await put("bert/hub");
    const { arrays, notes } = await stored();
    expect(arrays.has("bert.embeddings.LayerNorm.weight")).to.equal(true);
    expect(notes.join("\n")).to.match(/ignored.*: cls\./);
  });

  it("publishes a base in halves where the plan says so, and that is what its digest names", async () => {
    await put("bert", `${three}precision: F16\n`);
    const halves = await stored();
    await writeFile(plan(), three);
    const whole = await stored();
    expect(halves.bytes!.length).to.be.lessThan(whole.bytes!.length);
    const [half, full] = [halves, whole].map(
      ({ arrays }) => arrays.get("bert.pooler.dense.weight")!.data[0]!,
    );
    expect(half).to.not.equal(full);
    expect(half).to.be.closeTo(full!, 1e-3);
  });

  it("is refused by name for a tensor that is missing, for a model that is not supported, and for a pickle", async () => {
    await put("bert");
    const config = JSON.parse(await readFile(join(folder(), "model", "config.json"), "utf8")) as object;
    const put3 = (change: object): Promise<void> =>
      writeFile(join(folder(), "model", "config.json"), JSON.stringify({ ...config, ...change }));
    await put3({ num_hidden_layers: 3 });
    expect(await refusal(stored())).to.match(
      /does not fit the plan: tensor bert\.encoder\.layer\.2\.attention\.self\.query\.weight of shape \[16, 16\] is missing/,
    );
    await put3({ model_type: "llama" });
    expect(await refusal(stored())).to.match(/model_type: "llama" is not supported yet: supported are bert/);
    await rm(join(folder(), "model"), { recursive: true });
    await mkdir(join(folder(), "model"));
    await writeFile(join(folder(), "model", "pytorch_model.bin"), "");
    expect(await refusal(stored())).to.match(/pytorch_model\.bin.*python -c /s);
  });
});

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(UserError);
  return String(error);
}
