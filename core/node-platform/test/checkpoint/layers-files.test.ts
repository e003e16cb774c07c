import { join } from "node:path";

import { modelSectionOf, writeLayersModel } from "@tributary/core/checkpoint";
import { UserError } from "@tributary/core/support";
import { StorageError, readModelFolder, readTensors, writeModelFolder } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { arraysOf, failureOf, place } from "./kit.ts";

const topology = JSON.stringify({
  format: "layers-model",
  modelTopology: {
    class_name: "Sequential",
    config: [{ class_name: "Dense", config: { name: "d", units: 1, batch_input_shape: [null, 2] } }],
  },
});

describe("readModelFolder, of a TF.js model", () => {
  const folder = temporaryFolder();
  const arrays = arraysOf({ "d/kernel": [1, 2], "d/bias": [3] });
  const files = writeLayersModel(topology, arrays);

  it("reads the folder, or the model.json in it", async () => {
    const root = join(folder(), "model");
    await writeModelFolder(root, new Map<string, string | Uint8Array>(Object.entries(files)));
    for (const path of [root, join(root, "model.json")]) {
      const model = await readModelFolder(path);
      if (model.kind !== "tfjs") throw new Error(`it is ${model.kind}`);
      const section = modelSectionOf(model);
      expect(section.ok && section.value.model).to.deep.equal(model.layers.section);
      expect(model.sizeBytes).to.equal(12);
      expect([...model.assets]).to.deep.equal([["model.json", topology]]);
      expect([...model.tensors]).to.deep.equal([
        ["d/kernel", { dtype: "F32", shape: [2] }],
        ["d/bias", { dtype: "F32", shape: [1] }],
      ]);
      expect(await readTensors(model, new Map([["b", "d/bias"]]))).to.deep.equal(arraysOf({ b: [3] }));
      expect(await failureOf(model.read("none"))).to.be.instanceOf(RangeError);
    }
  });

  it("names a file of weights that is missing or cut short", async () => {
    await place(folder(), { "model.json": files["model.json"] });
    const missing = await failureOf(readModelFolder(folder()));
    expect(missing).to.be.instanceOf(StorageError);
    expect(missing.message).to.contain("group1-shard1of1.bin");
    await place(folder(), { "group1-shard1of1.bin": new Uint8Array(11) });
    const short = await failureOf(readModelFolder(folder()));
    expect(short).to.be.instanceOf(UserError);
    expect(short.message).to.match(
      /^The model .*model\.json cannot be read: group1-shard1of1\.bin: 11 bytes, but /,
    );
  });

  it("never leaves the folder by the manifest", async () => {
    await place(folder(), {
      "evil.bin": new Uint8Array(12),
      "model/model.json": files["model.json"].replace("group1-shard1of1.bin", "../evil.bin"),
    });
    expect((await failureOf(readModelFolder(join(folder(), "model")))).message).to.contain(
      'places weights in "../evil.bin", expected a file in its folder',
    );
  });

  it("refuses a graph model with what to do", async () => {
    await place(folder(), {
      "model.json": files["model.json"].replace("layers-model", "graph-model"),
      "group1-shard1of1.bin": files["group1-shard1of1.bin"],
    });
    expect((await failureOf(readModelFolder(folder()))).message).to.contain("is a TF.js graph model");
  });
});
