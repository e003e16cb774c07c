import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { UserError } from "@tributary/core/support";
import { StorageError, readModelFolder } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { failureOf, place, safetensors, withWholeNumbers } from "./kit.ts";

const index = (map: Readonly<Record<string, string>>): string => JSON.stringify({ weight_map: map });
const card = "---\nlicense: apache-2.0\n---\n# A model\n";

describe("readModelFolder", () => {
  const folder = temporaryFolder();

  async function refusalOf(path: string): Promise<string> {
    const failure = await failureOf(readModelFolder(path));
    expect(failure).to.be.instanceOf(UserError);
    return failure.message;
  }

  it("reads a Hugging Face folder: tensors by name, texts, licence, sizes", async () => {
    const weights = safetensors({ a: [1, 2], b: [3] }, { dtype: "F32", metadata: { format: "pt" } });
    await place(folder(), {
      "model.safetensors": weights,
      "config.json": '{"model_type":"bert"}',
      "tokenizer.json": "{}",
      "1_Pooling/config.json": '{"pooling_mode_mean_tokens":true}',
      "README.md": card,
      "training_args.bin": "not wanted",
    });
    const model = await readModelFolder(folder());
    expect(model).to.include({ kind: "huggingface", licence: "apache-2.0", precision: "F32" });
    expect(model.sizeBytes).to.equal(weights.length);
    expect([...model.tensors]).to.deep.equal([
      ["a", { dtype: "F32", shape: [2] }],
      ["b", { dtype: "F32", shape: [1] }],
    ]);
    expect(await model.read("a")).to.deep.equal({ shape: [2], data: Float32Array.of(1, 2) });
    expect(Object.fromEntries(model.assets)).to.deep.equal({
      "config.json": '{"model_type":"bert"}',
      "tokenizer.json": "{}",
      "1_Pooling/config.json": '{"pooling_mode_mean_tokens":true}',
    });
    expect((await failureOf(model.read("c"))).message).to.contain("has no tensor c");
  });

  it("reads weights in several files, and leaves what the index does not name", async () => {
    await place(folder(), {
      "model.safetensors.index.json": index({ a: "m-1.safetensors", b: "m-2.safetensors" }),
      "m-1.safetensors": safetensors({ a: [1], b: [9] }, { dtype: "BF16" }),
      "m-2.safetensors": safetensors({ b: [2, 3] }, { dtype: "BF16" }),
    });
    const model = await readModelFolder(folder());
    expect([...model.tensors.keys()]).to.deep.equal(["a", "b"]);
    expect((await model.read("b")).data).to.deep.equal(Float32Array.of(2, 3));
    expect(model.precision).to.equal("BF16");
  });

  it("follows symbolic links, of which Hugging Face's cache is made", async () => {
    await place(join(folder(), "blobs"), { "01ab": safetensors({ a: [4] }), "02cd": "{}" });
    const snapshot = join(folder(), "snapshots", "f00");
    await mkdir(snapshot, { recursive: true });
    await symlink("../../blobs/01ab", join(snapshot, "model.safetensors"));
    await symlink("../../blobs/02cd", join(snapshot, "config.json"));
    const model = await readModelFolder(snapshot);
    expect((await model.read("a")).data).to.deep.equal(Float32Array.of(4));
    expect([...model.assets.keys()]).to.deep.equal(["config.json"]);
  });

  it("reads one safetensors file with the texts that its metadata carry", async () => {
    const metadata = { format: "pt", "config.json": "{}", task: "spam" };
    await place(folder(), {
      "base.safetensors": safetensors({ a: [1] }, { dtype: "F16", metadata }),
      "config.json": "not this one",
    });
    const model = await readModelFolder(join(folder(), "base.safetensors"));
    expect(model.precision).to.equal("F16");
    expect(Object.fromEntries(model.assets)).to.deep.equal({ "config.json": "{}" });
    expect(Object.fromEntries(model.metadata)).to.deep.equal(metadata);
  });

  it("reads 16-bit tensors that are larger than what is read at once", async () => {
    const values = Array.from({ length: 2 ** 19 + 5 }, (_, i) => i % 2_047);
    await place(folder(), { "model.safetensors": safetensors({ a: values }, { dtype: "F16" }) });
    const { data } = await (await readModelFolder(folder())).read("a");
    expect(Buffer.from(data.buffer).equals(Buffer.from(Float32Array.from(values).buffer))).to.equal(true);
  });

  it("lists a tensor of whole numbers, and refuses it by name only where it is read", async () => {
    await place(folder(), { "model.safetensors": withWholeNumbers() });
    const model = await readModelFolder(folder());
    expect(model.tensors.get("position_ids")).to.deep.equal({ dtype: "I64", shape: [1] });
    expect((await model.read("weight")).data).to.deep.equal(Float32Array.of(2.5));
    expect((await failureOf(model.read("position_ids"))).message).to.contain(
      'cannot be read: tensor "position_ids" has dtype "I64", expected one of F32, F16, BF16, I8.',
    );
  });

  it("says in one sentence what is wrong with a folder and what to do", async () => {
    await place(folder(), { "pytorch_model.bin": "pickle" });
    expect(await refusalOf(folder())).to.match(/^The model .* cannot be read: pytorch_model\.bin is pickled/);
    expect(await refusalOf(join(folder(), "pytorch_model.bin"))).to.contain(
      "convert it in its folder with: ",
    );
    expect(await failureOf(readModelFolder(join(folder(), "none")))).to.be.instanceOf(StorageError);
  });

  it("tells how a tokenizer is made where it has only the older files", async () => {
    await place(folder(), { "model.safetensors": safetensors({ a: [1] }), "vocab.txt": "[PAD]\n" });
    expect(await refusalOf(folder())).to.contain("it has vocab.txt but no tokenizer.json");
  });

  it("names the file that the index needs and that is missing, or lacks a tensor", async () => {
    await place(folder(), {
      "model.safetensors.index.json": index({ a: "m-1.safetensors", b: "m-2.safetensors" }),
      "m-1.safetensors": safetensors({ a: [1] }),
    });
    expect(await refusalOf(folder())).to.match(
      /m-2\.safetensors is missing, where the index places 1 tensors/,
    );
    await place(folder(), { "m-2.safetensors": safetensors({ c: [1] }) });
    expect(await refusalOf(folder())).to.contain(
      "m-2.safetensors lacks tensor b, which the index places in it",
    );
  });

  it("never leaves the folder by the index", async () => {
    await place(folder(), {
      "evil.safetensors": safetensors({ a: [1] }),
      "model/model.safetensors.index.json": index({ a: "../evil.safetensors" }),
    });
    expect(await refusalOf(join(folder(), "model"))).to.contain('places tensor a in "../evil.safetensors"');
  });

  it("refuses a file that is not as long as its header says, in either direction", async () => {
    const path = join(folder(), "model.safetensors");
    const whole = safetensors({ a: [1, 2] });
    for (const length of [whole.length - 1, whole.length + 1]) {
      await writeFile(path, whole);
      await truncate(path, length);
      expect(await refusalOf(folder())).to.contain(
        `has ${length} bytes, but its header describes ${whole.length}`,
      );
    }
    await truncate(path, 20);
    expect(await refusalOf(folder())).to.match(/ends within its header, at 20 bytes of at least \d+/);
    await writeFile(path, "");
    expect(await refusalOf(folder())).to.match(/ends within its header, at 0 bytes of at least 8/);
  });

  it("refuses a header of absurd size before it makes room for it", async () => {
    const header = Buffer.alloc(8);
    header.writeBigUInt64LE(2n ** 40n);
    await place(folder(), { "model.safetensors": header });
    expect(await refusalOf(folder())).to.contain("the header claims 1099511627776 bytes");
  });

  it("refuses texts that a base model's header cannot hold", async () => {
    await place(folder(), { "model.safetensors": safetensors({ a: [1] }), "tokenizer.json": "" });
    await truncate(join(folder(), "tokenizer.json"), 2 ** 26);
    expect(await refusalOf(folder())).to.match(
      /tokenizer\.json has 67108864 bytes, more than the \d+ that are read/,
    );
    // Quotes take two bytes each in the header.
    await writeFile(join(folder(), "tokenizer.json"), '"'.repeat(2 ** 25));
    expect(await refusalOf(folder())).to.match(
      /tokenizer\.json does not fit: .* with it they have 67108866\./,
    );
  });

  it("refuses a text that is not UTF-8, and weights that are a folder", async () => {
    await place(folder(), {
      "model.safetensors": safetensors({ a: [1] }),
      "config.json": Uint8Array.of(0xff),
    });
    expect(await refusalOf(folder())).to.match(/config\.json is not UTF-8 text\.$/);
    await place(folder(), { "other/model.safetensors/x": "" });
    expect(await refusalOf(join(folder(), "other"))).to.match(/model\.safetensors is not a file\.$/);
  });

  it("notices that a file became shorter after it was opened", async () => {
    await place(folder(), { "model.safetensors": safetensors({ a: [1, 2] }) });
    const model = await readModelFolder(folder());
    await truncate(join(folder(), "model.safetensors"), model.sizeBytes - 1);
    expect((await failureOf(model.read("a"))).message).to.match(/ends at \d+ bytes, expected \d+ at least/);
  });
});
