import { expect } from "chai";
import fc from "fast-check";

import { concat, utf8 } from "../../src/support/index.ts";
import { baseLimits, decodeSafetensors, trustedLimits } from "../../src/tensor/index.ts";
import { fixture } from "./fixtures.ts";

/** A file with this header and so many bytes of data. */
function fileOf(header: string | Uint8Array, dataBytes = 0, claimed?: bigint): Uint8Array {
  const json = typeof header === "string" ? utf8(header) : header;
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, claimed ?? BigInt(json.length), true);
  return concat(length, json, new Uint8Array(dataBytes));
}

const tensor = (shape: string, begin: number | string, end: number | string, dtype = "F32"): string =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${begin},${end}]}`;

describe("a hostile safetensors file", () => {
  for (const [what, file, sentence] of [
    ["an empty file", new Uint8Array(0), "the file ends within its header: 0 bytes of at least 8"],
    [
      "a file that ends within its header",
      fileOf("{", 0, 100n),
      "the file ends within its header: 9 bytes of at least 108",
    ],
    [
      "a header longer than is read",
      fileOf("{", 0, 2n ** 20n + 1n),
      "the header claims 1048577 bytes, more than the 1048576 that are read",
    ],
    [
      "a header of 2^64 - 1 bytes",
      fileOf("{", 0, 2n ** 64n - 1n),
      "the header claims 18446744073709551615 bytes, more than the 1048576 that are read",
    ],
    ["a header of no bytes", fileOf(""), "the header does not begin with {: this is not a safetensors file"],
    [
      "a header that is a list",
      fileOf("[]"),
      "the header does not begin with {: this is not a safetensors file",
    ],
    ["a header that is not JSON", fileOf('{"a":'), "the header is not JSON"],
    ["a header followed by a second one", fileOf("{}{}"), "the header is not JSON"],
    ["a header that is not UTF-8", fileOf(Uint8Array.of(0x7b, 0xff, 0x7d)), "the header is not UTF-8"],
    [
      "deep nesting",
      fileOf(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
      'tensor "a" nests deeper than 3 levels',
    ],
    [
      "a tensor that comes twice",
      fileOf(`{"a":${tensor("[1]", 0, 4)},"a":${tensor("[1]", 0, 4)}}`, 4),
      'the key "a" comes twice in the header',
    ],
    [
      "a tensor that comes twice, spelled in two ways",
      fileOf(`{"a":${tensor("[1]", 0, 4)},"\\u0061" :${tensor("[1]", 0, 4)}}`, 4),
      'the key "a" comes twice in the header',
    ],
    [
      "a shape that comes twice",
      fileOf('{"a":{"dtype":"F32","shape":[1],"shape":[2],"data_offsets":[0,4]}}', 4),
      'the key "shape" comes twice in tensor "a"',
    ],
    [
      "a metadata key that comes twice",
      fileOf('{"__metadata__":{"k":"1","k":"2"}}'),
      'the key "k" comes twice in tensor "__metadata__"',
    ],
    [
      "a tensor called __proto__",
      fileOf(`{"__proto__":${tensor("[1]", 0, 4)}}`, 4),
      'the name "__proto__" is not allowed',
    ],
    ["a member called __proto__", fileOf('{"a":{"__proto__":{}}}'), 'the name "__proto__" is not allowed'],
    [
      "metadata that are not an object",
      fileOf('{"__metadata__":[]}'),
      "__metadata__ is not an object of texts",
    ],
    [
      "metadata that are not text",
      fileOf('{"__metadata__":{"k":1}}'),
      '__metadata__ has a value that is not text at "k"',
    ],
    [
      "a tensor that is not an object",
      fileOf('{"a":null}'),
      'tensor "a" is not an object with dtype, shape and data_offsets',
    ],
    [
      "a tensor without a dtype",
      fileOf('{"a":{"shape":[1],"data_offsets":[0,4]}}', 4),
      'tensor "a" has no dtype',
    ],
    [
      "a dtype that is not read",
      fileOf(`{"a":${tensor("[1]", 0, 8, "F64")}}`, 8),
      'tensor "a" has dtype "F64", expected one of F32, F16, BF16, I8',
    ],
    [
      "a dtype that every object has",
      fileOf(`{"a":${tensor("[1]", 0, 8, "toString")}}`, 8),
      'tensor "a" has dtype "toString", expected one of F32, F16, BF16, I8',
    ],
    [
      "a tensor without a shape",
      fileOf('{"a":{"dtype":"F32","data_offsets":[0,4]}}', 4),
      'tensor "a" has no shape of whole numbers',
    ],
    [
      "a shape of texts",
      fileOf(`{"a":${tensor('["1"]', 0, 4)}}`, 4),
      'tensor "a" has no shape of whole numbers',
    ],
    [
      "a negative side",
      fileOf(`{"a":${tensor("[-1,-1]", 0, 4)}}`, 4),
      'tensor "a" has the number "-1", expected a whole number that is not negative',
    ],
    [
      "a side that is not whole",
      fileOf(`{"a":${tensor("[1.5]", 0, 6)}}`, 6),
      'tensor "a" has the number "1.5", expected a whole number that is not negative',
    ],
    [
      "a side with an exponent",
      fileOf(`{"a":${tensor("[1e0]", 0, 4)}}`, 4),
      'tensor "a" has the number "1e0", expected a whole number that is not negative',
    ],
    [
      "a side beyond 2^53",
      fileOf(`{"a":${tensor("[9007199254740993]", 0, 4)}}`, 4),
      'tensor "a" has no shape of whole numbers',
    ],
    [
      "a product that overflows",
      fileOf(`{"a":${tensor("[4294967296,4294967296]", 0, 0)}}`),
      'tensor "a" of shape [4294967296, 4294967296] in F32 takes 73786976294838210000 bytes, its offsets 0 to 0 hold 0',
    ],
    [
      "a product that overflows to infinity, times zero",
      fileOf(`{"a":${tensor(`[${Array(40).fill("9007199254740991").join(",")},0]`, 0, 0)}}`),
      /^tensor "a" of shape .* takes NaN bytes/,
    ],
    [
      "a tensor without offsets",
      fileOf('{"a":{"dtype":"F32","shape":[1]}}', 4),
      'tensor "a" has no pair of data_offsets',
    ],
    [
      "three offsets",
      fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}', 4),
      'tensor "a" has no pair of data_offsets',
    ],
    [
      "offsets that hold too little",
      fileOf(`{"a":${tensor("[2]", 0, 4)}}`, 4),
      'tensor "a" of shape [2] in F32 takes 8 bytes, its offsets 0 to 4 hold 4',
    ],
    [
      "offsets that run backwards",
      fileOf(`{"a":${tensor("[1]", 4, 0)}}`, 4),
      'tensor "a" of shape [1] in F32 takes 4 bytes, its offsets 4 to 0 hold -4',
    ],
    [
      "an unknown member",
      fileOf('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}', 4),
      'tensor "a" has an unknown member "x"',
    ],
    [
      "tensors that overlap",
      fileOf(`{"a":${tensor("[2]", 0, 8)},"b":${tensor("[2]", 4, 12)}}`, 12),
      'tensor "b" overlaps tensor "a": it begins at 4, expected 8',
    ],
    [
      "tensors that share their data",
      fileOf(`{"a":${tensor("[1]", 0, 4)},"b":${tensor("[1]", 0, 4)}}`, 4),
      'tensor "b" overlaps tensor "a": it begins at 0, expected 4',
    ],
    [
      "a hole between tensors",
      fileOf(`{"a":${tensor("[1]", 0, 4)},"b":${tensor("[1]", 8, 12)}}`, 12),
      'tensor "b" leaves a hole after tensor "a": it begins at 8, expected 4',
    ],
    [
      "a hole before the first tensor",
      fileOf(`{"a":${tensor("[1]", 4, 8)}}`, 8),
      'tensor "a" leaves a hole after the header: it begins at 4, expected 0',
    ],
    [
      "an empty tensor within another",
      fileOf(`{"a":${tensor("[2]", 0, 8)},"b":${tensor("[0]", 4, 4)}}`, 8),
      'tensor "b" overlaps tensor "a": it begins at 4, expected 8',
    ],
    [
      "data that are cut short",
      fileOf(`{"a":${tensor("[1]", 0, 4)},"b":${tensor("[2]", 4, 12)}}`, 11),
      /^the file is cut short within tensor "b": \d+ bytes of \d+$/,
    ],
    [
      "bytes after the last tensor",
      fileOf(`{"a":${tensor("[1]", 0, 4)}}`, 5),
      /^the file ends at \d+ bytes by its header, but has \d+$/,
    ],
  ] as const) {
    it(`is refused for ${what}`, () => {
      const decoded = decodeSafetensors(file);
      if (decoded.ok) throw new Error("the file was accepted");
      if (typeof sentence === "string") expect(decoded.error).to.equal(sentence);
      else expect(decoded.error).to.match(sentence);
    });
  }

  it("is refused for a dtype of Python's that is not read, by name", () => {
    expect(decodeSafetensors(fixture("i64.safetensors"))).to.deep.equal({
      ok: false,
      error: 'tensor "values" has dtype "I64", expected one of F32, F16, BF16, I8',
    });
  });

  it("is read for its other tensors where nobody wants that dtype", () => {
    const file = fileOf(`{"a":${tensor("[1]", 0, 8, "I64")},"b":${tensor("[1]", 8, 12)}}`, 12);
    const decoded = decodeSafetensors(file, trustedLimits, (name) => name !== "a");
    if (!decoded.ok) throw new Error(decoded.error);
    expect([...decoded.value.arrays.keys()]).to.deep.equal(["b"]);
    expect(decoded.value.skipped).to.deep.equal(["a"]);
  });

  it("is refused for a tensor that nobody wants where its bytes are not those of its shape", () => {
    const file = fileOf(`{"a":${tensor("[2]", 0, 8, "I64")},"b":${tensor("[1]", 8, 12)}}`, 12);
    expect(decodeSafetensors(file, trustedLimits, (name) => name !== "a")).to.deep.equal({
      ok: false,
      error: 'tensor "a" of shape [2] in I64 takes 16 bytes, its offsets 0 to 8 hold 8',
    });
  });

  it("costs time in proportion to its length, whatever its quotes and backslashes", () => {
    for (const piece of ['"', "\\", '\\"', '\\\\"', '{"', '":']) {
      const header = utf8(`{"${piece.repeat(2 ** 18)}`);
      expect(decodeSafetensors(fileOf(header)).ok).to.equal(false);
    }
    const name = '\\"'.repeat(2 ** 18);
    expect(decodeSafetensors(fileOf(`{"${name}":${tensor("[0]", 0, 0)}}`)).ok).to.equal(true);
  });

  it("is cut short anywhere and refused", () => {
    const file = fixture("mixed.safetensors");
    for (let length = 0; length < file.length; length++) {
      expect(decodeSafetensors(file.subarray(0, length)).ok).to.equal(false);
    }
  });

  it("may have a longer header where the caller trusts it", () => {
    const file = fileOf(`{}${" ".repeat(2 ** 20)}`);
    expect(decodeSafetensors(file).ok).to.equal(false);
    expect(decodeSafetensors(file, baseLimits).ok).to.equal(true);
    expect(decodeSafetensors(file, trustedLimits).ok).to.equal(true);
  });

  it("never causes an exception, whatever byte is changed", () => {
    const file = fixture("mixed.safetensors");
    fc.assert(
      fc.property(fc.nat({ max: file.length - 1 }), fc.nat({ max: 255 }), (place, byte) => {
        const changed = file.slice();
        changed[place] = byte;
        expect(decodeSafetensors(changed)).to.have.property("ok");
      }),
      { numRuns: 1_000 },
    );
  }).timeout(10_000);
});
