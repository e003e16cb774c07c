import { expect } from "chai";
import fc from "fast-check";

import { concat, fromUtf8, toHex, utf8 } from "../../src/support/index.ts";
import {
  decodeSafetensors,
  defaultLimits,
  encodeSafetensors,
  readHeader,
  readValues,
  safetensorsPieces,
} from "../../src/tensor/index.ts";
import type { NamedArray } from "../../src/tensor/index.ts";
import { fixture } from "./fixtures.ts";

interface Expected {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Readonly<Record<string, { dtype: string; shape: number[]; bits: string[] }>>;
}

const expected = JSON.parse(fromUtf8(fixture("expected.json"))) as Readonly<Record<string, Expected>>;

/** The bits of each value, big-endian, as expected.json has them. */
function bitsOf(data: Float32Array): readonly string[] {
  const view = new DataView(new ArrayBuffer(4));
  return Array.from(data, (value) => {
    view.setFloat32(0, value);
    return toHex(new Uint8Array(view.buffer));
  });
}

/** What ours-f32 and ours-f16 .safetensors hold, which Python has read (make.py ours). */
const ours = new Map<string, NamedArray>([
  ["head.weight", { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 65504, -0, 2 ** -24) }],
  ["\u{1F600}", { shape: [], data: Float32Array.of(7.25) }],
  ["\uffff", { shape: [0, 3], data: new Float32Array(0) }],
  ["conv1.weight", { shape: [1, 1, 1, 3], data: Float32Array.of(0.1, -0.2, 0.3) }],
  ['größe "x"\n', { shape: [1], data: Float32Array.of(3) }],
]);
const ourMetadata = { round: "3", format: "pt", base: "größe \u2028" };

describe("decodeSafetensors", () => {
  for (const [name, { metadata, tensors }] of Object.entries(expected)) {
    it(`reads ${name}.safetensors, written by Hugging Face's package, to the bit`, () => {
      const decoded = decodeSafetensors(fixture(`${name}.safetensors`));
      if (!decoded.ok) throw new Error(decoded.error);
      expect(Object.fromEntries(decoded.value.metadata)).to.deep.equal(metadata);
      expect([...decoded.value.arrays.keys()].toSorted()).to.deep.equal(Object.keys(tensors).toSorted());
      for (const [tensor, { shape, bits }] of Object.entries(tensors)) {
        expect(decoded.value.arrays.get(tensor)?.shape).to.deep.equal(shape);
        expect(bitsOf(decoded.value.arrays.get(tensor)?.data ?? new Float32Array(0))).to.deep.equal(bits);
      }
    });
  }

  it("reads the wanted tensors alone, and names the others", () => {
    const decoded = decodeSafetensors(
      fixture("mixed.safetensors"),
      defaultLimits,
      (name) => name === "head.bias",
    );
    if (!decoded.ok) throw new Error(decoded.error);
    expect([...decoded.value.arrays]).to.deep.equal([
      ["head.bias", { shape: [3], data: Float32Array.of(1, -2, 3) }],
    ]);
    expect(decoded.value.skipped.toSorted()).to.deep.equal(
      Object.keys(expected["mixed"]?.tensors ?? {})
        .filter((name) => name !== "head.bias")
        .toSorted(),
    );
  });

  it("gives copies, from bytes that begin anywhere in their buffer", () => {
    const file = fixture("f32.safetensors");
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    const decoded = decodeSafetensors(shifted.subarray(3));
    shifted.fill(0);
    expect(
      decoded.ok && bitsOf(decoded.value.arrays.get("values")?.data ?? new Float32Array(0)),
    ).to.deep.equal(expected["f32"]?.tensors["values"]?.bits);
  });
});

describe("readValues", () => {
  it("refuses bytes of another number of values", () => {
    expect(() => readValues(new Float32Array(2), "F16", new Uint8Array(3))).to.throw(
      RangeError,
      "3 bytes are not 2 values in F16",
    );
  });
});

describe("readHeader", () => {
  it("tells of tensors whose values are not read, such as Python's whole numbers", () => {
    const read = readHeader(fixture("i64.safetensors"));
    if (!read.ok || !read.value.complete) throw new Error("the header was not read");
    expect(read.value.header.tensors.get("values")).to.include({ dtype: "I64", sizeBytes: 24 });
  });

  it("lets a tensor without elements lie where another begins, in any order of the header", () => {
    const json = utf8(
      '{"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}',
    );
    const read = readHeader(concat(Uint8Array.of(json.length, 0, 0, 0, 0, 0, 0, 0), json));
    expect(read.ok && read.value.complete && read.value.header.fileBytes).to.equal(8 + json.length + 4);
  });

  it("says of any prefix how many bytes it takes, and needs no data", () => {
    const file = fixture("mixed.safetensors");
    const headerEnd = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
    for (let length = 0; length < headerEnd; length++) {
      expect(readHeader(file.subarray(0, length))).to.deep.equal({
        ok: true,
        value: { complete: false, neededBytes: length < 8 ? 8 : headerEnd },
      });
    }
    const read = readHeader(file.subarray(0, headerEnd));
    if (!read.ok || !read.value.complete) throw new Error("the header was not read");
    const { tensors, fileBytes } = read.value.header;
    expect(fileBytes).to.equal(file.length);
    expect([...tensors].map(([name, { dtype }]) => [name, dtype])).to.deep.equal(
      [...tensors.keys()].map((name) => [name, expected["mixed"]?.tensors[name]?.dtype]),
    );
  });
});

describe("encodeSafetensors", () => {
  for (const dtype of ["F32", "F16"] as const) {
    it(`writes the ${dtype} file that Hugging Face's package has read, to the byte`, () => {
      const file = encodeSafetensors(ours, { dtype, metadata: ourMetadata });
      expect(toHex(file)).to.equal(toHex(fixture(`ours-${dtype.toLowerCase()}.safetensors`)));
    });
  }

  for (const [name, dtype] of [
    ["f32", "F32"],
    ["f16", "F16"],
    ["bf16", "BF16"],
  ] as const) {
    it(`writes ${name}.safetensors as Hugging Face's package does, to the byte`, () => {
      const file = fixture(`${name}.safetensors`);
      const decoded = decodeSafetensors(file);
      if (!decoded.ok) throw new Error(decoded.error);
      const { arrays, metadata } = decoded.value;
      const options = metadata.size === 0 ? { dtype } : { dtype, metadata: Object.fromEntries(metadata) };
      expect(toHex(encodeSafetensors(arrays, options))).to.equal(toHex(file));
    });
  }

  for (const dtype of ["F32", "F16", "BF16"] as const) {
    it(`writes the same ${dtype} file piece by piece, whole tensors or parts of a large one`, () => {
      const data = Float32Array.from({ length: 2 ** 18 + 3 }, (_, i) => (i % 2_048) / 7);
      const arrays = new Map([...ours, ["large", { shape: [2 ** 18 + 3], data }]]);
      const pieces: Uint8Array[] = [];
      for (const piece of safetensorsPieces(arrays, { dtype, metadata: ourMetadata }))
        pieces.push(piece.slice());
      expect(pieces.length).to.equal(1 + (ours.size - 1) + 2);
      expect(concat(...pieces)).to.deep.equal(encodeSafetensors(arrays, { dtype, metadata: ourMetadata }));
    });
  }

  it("names the place of a value that does not fit, far into a tensor", () => {
    const data = new Float32Array(2 ** 18 + 3);
    data[2 ** 18 + 1] = 1e5;
    const arrays = new Map([["w", { shape: [data.length], data }]]);
    expect(() => encodeSafetensors(arrays, { dtype: "F16" })).to.throw(
      RangeError,
      "tensor w has 100000 at 262145; F16 ends at 65504",
    );
  });

  it("begins the data at a multiple of 8", () => {
    for (let length = 1; length <= 8; length++) {
      const file = encodeSafetensors(
        new Map([["x".repeat(length), { shape: [], data: Float32Array.of(1) }]]),
        { dtype: "F32" },
      );
      expect((file.length - 4) % 8).to.equal(0);
    }
  });

  it("puts counts in I64 before the tensors, where half-sized ones do not shift them", () => {
    const tensors = new Map<string, NamedArray>([["a", { shape: [1], data: Float32Array.of(1) }]]);
    const file = encodeSafetensors(tensors, { dtype: "F16", counts: { "c.seen": 258, "b.seen": 0 } });
    const read = readHeader(file);
    if (!read.ok || !read.value.complete) throw new Error("the header was refused");
    const { tensors: infos } = read.value.header;
    const start = infos.get("b.seen")?.offset ?? NaN;
    expect(start % 8).to.equal(0);
    expect([...infos].map(([name, { dtype, offset }]) => [name, dtype, offset - start])).to.deep.equal([
      ["b.seen", "I64", 0],
      ["c.seen", "I64", 8],
      ["a", "F16", 16],
    ]);
    expect(toHex(file.subarray(start))).to.equal(["0000000000000000", "0201000000000000", "003c"].join(""));
  });

  it("gives one file for one model, whatever the order of its tensors and metadata", () => {
    const backwards = new Map([...ours].reverse());
    const metadata = Object.fromEntries(Object.entries(ourMetadata).reverse());
    expect(encodeSafetensors(backwards, { dtype: "F32", metadata })).to.deep.equal(
      encodeSafetensors(ours, { dtype: "F32", metadata: ourMetadata }),
    );
  });

  it("is undone by decodeSafetensors", () => {
    const name = fc
      .string({ unit: "grapheme", maxLength: 12 })
      .filter((text) => !/^__(?:proto|metadata)__$/.test(text));
    const array = fc.array(fc.nat({ max: 4 }), { maxLength: 3 }).chain((shape) => {
      const length = shape.reduce((product, side) => product * side, 1);
      return fc
        .float32Array({ minLength: length, maxLength: length, noNaN: true })
        .map((data) => ({ shape, data }));
    });
    const text = fc.string({ unit: "grapheme" }).filter((key) => key !== "__proto__");
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, array), { selector: ([key]) => key, maxLength: 6 }),
        fc.dictionary(text, text),
        (entries, metadata) => {
          const file = encodeSafetensors(new Map(entries), { dtype: "F32", metadata });
          const decoded = decodeSafetensors(file);
          if (!decoded.ok) throw new Error(decoded.error);
          expect(decoded.value.metadata).to.deep.equal(new Map(Object.entries(metadata)));
          expect(decoded.value.arrays).to.deep.equal(new Map(entries));
        },
      ),
      { numRuns: 200 },
    );
  }).timeout(10_000);

  for (const [what, entry, dtype, sentence] of [
    [
      "values that do not fit the shape",
      ["w", { shape: [2], data: new Float32Array(3) }],
      "F32",
      "tensor w has 3 values for shape [2]",
    ],
    [
      "a finite value that F16 would make infinite",
      ["w", { shape: [2], data: Float32Array.of(0, -65520) }],
      "F16",
      "tensor w has -65520 at 1; F16 ends at 65504",
    ],
    [
      "a finite value that BF16 would make infinite",
      ["w", { shape: [1], data: Float32Array.of(3.4e38) }],
      "BF16",
      "tensor w has 3.3999999521443642e+38 at 0; BF16 ends at 3.3895313892515355e+38",
    ],
    [
      "the name of the metadata",
      ["__metadata__", { shape: [0], data: new Float32Array(0) }],
      "F32",
      "no tensor may be called __metadata__",
    ],
    [
      "the name __proto__",
      ["__proto__", { shape: [0], data: new Float32Array(0) }],
      "F32",
      'the name "__proto__" is not allowed',
    ],
    [
      "a name that UTF-8 cannot carry",
      ["\ud800", { shape: [0], data: new Float32Array(0) }],
      "F32",
      '"\\ud800" is not well-formed Unicode',
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => encodeSafetensors(new Map([entry]), { dtype })).to.throw(RangeError, sentence);
    });
  }
});
