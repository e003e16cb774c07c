import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { safetensorsPieces } from "@tributary/core/tensor";
import { readModelFolder, writeModelFolder } from "@tributary/node-platform";
import { temporaryFolder } from "@tributary/test-support";
import { expect } from "chai";

import { arraysOf, failureOf, place } from "./kit.ts";

describe("writeModelFolder", () => {
  const folder = temporaryFolder();

  it("makes a folder that readModelFolder reads, and leaves nothing beside it", async () => {
    const out = join(folder(), "deep", "merged");
    const arrays = arraysOf({ a: [1, 2], b: [3] });
    await writeModelFolder(
      `${out}/`,
      new Map<string, string | Iterable<Uint8Array>>([
        ["model.safetensors", safetensorsPieces(arrays, { dtype: "F32" })],
        ["config.json", "{}"],
        ["1_Pooling/config.json", "{}"],
      ]),
    );
    const model = await readModelFolder(out);
    expect([...model.assets.keys()]).to.deep.equal(["config.json", "1_Pooling/config.json"]);
    expect(await model.read("a")).to.deep.equal(arrays.get("a"));
    expect(await readdir(join(folder(), "deep"))).to.deep.equal(["merged"]);
  });

  it("fills an empty folder, and never writes over files", async () => {
    const out = join(folder(), "out");
    await mkdir(out);
    await writeModelFolder(out, new Map([["a", "first"]]));
    expect((await failureOf(writeModelFolder(out, new Map([["a", "second"]])))).message).to.equal(
      `The folder ${out} has files already; name one that is new or empty.`,
    );
    expect(await readFile(join(out, "a"), "utf8")).to.equal("first");
  });

  it("leaves nothing when a file fails half way", async () => {
    const out = join(folder(), "out");
    const wrong = arraysOf({ a: [1e38] });
    const failure = await failureOf(
      writeModelFolder(
        out,
        new Map<string, string | Iterable<Uint8Array>>([
          ["config.json", "{}"],
          ["model.safetensors", safetensorsPieces(wrong, { dtype: "F16" })],
        ]),
      ),
    );
    expect(failure.message).to.contain("F16 ends at 65504");
    expect(await readdir(folder())).to.deep.equal([]);
  });

  it("says what is in the way of a folder", async () => {
    await place(folder(), { file: "" });
    for (const out of ["file", "file/out"]) {
      expect((await failureOf(writeModelFolder(join(folder(), out), new Map()))).message).to.contain(
        "ENOTDIR",
      );
    }
  });

  for (const name of ["../a", "/a", "a/../../b", "a\\b", ""]) {
    it(`refuses the file ${JSON.stringify(name)}, which would lie elsewhere`, async () => {
      expect(
        await failureOf(writeModelFolder(join(folder(), "out"), new Map([[name, ""]]))),
      ).to.be.instanceOf(RangeError);
    });
  }
});
