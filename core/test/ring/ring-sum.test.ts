import { readFile } from "node:fs/promises";

import { expect } from "chai";
import fc from "fast-check";

import { pack, packedBytes } from "../../src/ring/index.ts";
import { plainRingSum, wasmRingSum } from "../../src/ring/ring-sum.ts";

// A script and not part of the build: it is found at run time, where it lies in the sources.
const assembler = new URL("../../../scripts/assemble.mjs", import.meta.url).href;
const checkedIn = new URL("../../../src/ring/ring-kernel-bytes.ts", import.meta.url);

describe("the kernel of sums", () => {
  it("is what the assembler makes of the text in the repository", async function () {
    this.timeout(30_000);
    const script: { assemble(exported: string): Promise<string> } = await import(assembler);
    expect(await script.assemble("ringKernelBytes")).to.equal(await readFile(checkedIn, "utf8"));
  });
});

describe("a sum with room for an update", () => {
  for (const profile of ["u24", "u32"] as const) {
    const half = 2 ** (8 * packedBytes(profile) - 1);
    const integer = fc.oneof(
      fc.integer({ min: -half, max: half - 1 }),
      fc.constantFrom(-half, half - 1, -1, 0, 1),
    );

    it(`of ${profile} integers adds up and measures the same by WebAssembly and by plain loops`, () => {
      fc.assert(
        fc.property(
          fc.array(integer, { maxLength: 70 }),
          integer,
          fc.nat({ max: 9 }),
          (list, first, offset) => {
            const updateBytes = list.length * packedBytes(profile);
            const shape = {
              coordinates: list.length,
              metaWords: 3,
              profile,
              roomBytes: offset + updateBytes,
            };
            const wasm = wasmRingSum(shape);
            if (wasm === undefined) throw new Error("this Node has no WebAssembly with SIMD");
            for (const sum of [wasm, plainRingSum(shape)]) {
              expect(sum.room.length).to.equal(offset + updateBytes);
              expect([...sum.words]).to.deep.equal(Array.from({ length: list.length + 3 }, () => 0));
              pack(Int32Array.from(list), profile, sum.room, offset);
              const { peak, sumOfSquares } = sum.statistics(offset);
              expect(peak).to.equal(list.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
              const squares = list.reduce((total, value) => total + value * value, 0);
              expect(sumOfSquares).to.be.closeTo(squares, squares * 1e-12);
              sum.words.fill(first).set([1, 2, 3], list.length);
              const update = sum.room.slice();
              sum.add(offset);
              const expected = list.map((value) => (first + value) >>> 0);
              expect([...sum.words]).to.deep.equal([...expected, 1, 2, 3]);
              expect(sum.room).to.deep.equal(update);
              const part = Math.floor(list.length / 3);
              sum.add(offset, list.length - part, part);
              const twice = expected.map((word, i) => (word + (list[i - list.length + part] ?? 0)) >>> 0);
              expect([...sum.words]).to.deep.equal([...twice, 1, 2, 3]);
            }
          },
        ),
      );
    });
  }

  it("measures 32-bit integers whose squares no 64-bit integer could add up", () => {
    const list = Int32Array.from({ length: 48 }, (_, i) => (i % 2 === 0 ? -(2 ** 31) : 2 ** 31 - 1));
    const shape = { coordinates: list.length, metaWords: 0, profile: "u32", roomBytes: 4 * 48 } as const;
    for (const sum of [wasmRingSum(shape), plainRingSum(shape)]) {
      pack(list, "u32", sum?.room ?? new Uint8Array(), 0);
      expect(sum?.statistics(0).sumOfSquares).to.be.closeTo(48 * 2 ** 62, 2 ** 40);
    }
  });

  it("falls back to plain loops where no WebAssembly memory is large enough", () => {
    const shape = { coordinates: 0, metaWords: 0, profile: "u24", roomBytes: 2 ** 32 } as const;
    expect(wasmRingSum(shape)).to.equal(undefined);
  });
});
