import { expect } from "chai";

import { shardFault, shardIndex } from "../../src/checkpoint/index.ts";

const index = (map: unknown): string => JSON.stringify({ metadata: { total_size: 4 }, weight_map: map });

describe("shardIndex", () => {
  it("gives each file the tensors that it must hold", () => {
    const read = shardIndex(index({ a: "m-1.safetensors", b: "m-2.safetensors", c: "m-1.safetensors" }));
    expect(read).to.deep.equal({
      ok: true,
      value: new Map([
        ["m-1.safetensors", ["a", "c"]],
        ["m-2.safetensors", ["b"]],
      ]),
    });
  });

  for (const [what, text, sentence] of [
    ["text that is not JSON", "{", "the index is not JSON"],
    ["no weight_map", "{}", "the index has no weight_map from tensors to files"],
    ["a list", index([]), "the index has no weight_map from tensors to files"],
    ["no tensor", index({}), "the index names no tensor"],
    ...[
      "../m.safetensors",
      "/etc/m.safetensors",
      "sub/m.safetensors",
      "..\\m.safetensors",
      "C:m.safetensors",
      ".m.safetensors",
      "https://host/m.safetensors",
      "m.bin",
      "",
      7,
      null,
    ].map(
      (file) =>
        [
          `the file ${JSON.stringify(file)}`,
          index({ a: "m.safetensors", w: file }),
          `the index places tensor w in ${JSON.stringify(file)}, expected the name of a safetensors file beside it`,
        ] as const,
    ),
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(shardIndex(text)).to.deep.equal({ ok: false, error: sentence });
    });
  }
});

describe("shardFault", () => {
  const read = shardIndex(index({ a: "m.safetensors", b: "m.safetensors", c: "m.safetensors" }));
  if (!read.ok) throw new Error(read.error);

  it("names a tensor that a file lacks, and how many more", () => {
    expect(shardFault(read.value, "m.safetensors", new Set(["a"]))).to.equal(
      "m.safetensors lacks tensor b and 1 more, which the index places in it; fetch the file again",
    );
  });

  it("is none where a file has what it must, and more", () => {
    expect(shardFault(read.value, "m.safetensors", new Set(["a", "b", "c", "d"]))).to.equal(undefined);
  });
});
