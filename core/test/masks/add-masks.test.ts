import { expect } from "chai";
import fc from "fast-check";

import { portablePrimitives } from "../../src/identity/index.ts";
import { addMasks, toSigned } from "../../src/masks/index.ts";
import type { Mask, MaskSource } from "../../src/masks/index.ts";
import { addMasksBy } from "../../src/masks/add-masks.ts";
import { maskPieceBytes, plainModularAdd, wasmModularAdd } from "../../src/masks/modular-add.ts";
import type { ModularAdd } from "../../src/masks/modular-add.ts";
import { fromHex, seededRandom, utf8 } from "../../src/support/index.ts";

const pieceWords = maskPieceBytes / 4;
const seedOf = (name: number): Uint8Array => new Uint8Array(32).fill(name);

/** Word by word from the definition: little-endian words of the stream, in BigInt. */
function reference(words: Uint32Array, masks: readonly Mask[], firstWord: number): Uint32Array {
  const sums = Array.from(words, BigInt);
  for (const { seed, sign } of masks) {
    const stream = new Uint8Array(4 * (firstWord + words.length));
    portablePrimitives.keystream(seed, 0, stream);
    const view = new DataView(stream.buffer);
    for (let i = 0; i < sums.length; i++) {
      sums[i]! += BigInt(sign) * BigInt(view.getUint32(4 * (firstWord + i), true));
    }
  }
  return Uint32Array.from(sums, (sum) => Number(BigInt.asUintN(32, sum)));
}

const wasm = wasmModularAdd();
const kernels: readonly (readonly [string, ModularAdd | undefined])[] = [
  ["WebAssembly", wasm],
  ["plain loops", plainModularAdd()],
];

const lengths = fc.oneof(
  fc.nat(70),
  fc.integer({ min: pieceWords - 3, max: pieceWords + 3 }),
  fc.constant(40_001),
);
const maskList = fc.array(
  fc.record({ seed: fc.uint8Array({ minLength: 32, maxLength: 32 }), sign: fc.constantFrom<1 | -1>(1, -1) }),
  { maxLength: 3 },
);

for (const [name, kernel] of kernels) {
  describe(`masks added by ${name}`, function () {
    this.timeout(20_000);

    it("are the streams' little-endian words, for any length, place in memory and range", () => {
      if (kernel === undefined) throw new Error("this Node has no WebAssembly with SIMD");
      fc.assert(
        fc.property(
          lengths,
          fc.nat(5),
          fc.nat(4),
          maskList,
          fc.nat(),
          (length, offset, block, masks, seed) => {
            const random = seededRandom(utf8(String(seed)), "words");
            const memory = new Uint32Array(random.bytes(4 * (offset + length + 2)).buffer);
            const before = memory.slice();
            const words = memory.subarray(offset, offset + length);
            const expected = reference(words, masks, 16 * block);
            addMasksBy(kernel, words, masks, portablePrimitives, 16 * block);
            expect(Buffer.compare(Buffer.from(words.slice().buffer), Buffer.from(expected.buffer))).to.equal(
              0,
            );
            // Nothing around them has changed.
            expect(memory.subarray(0, offset)).to.deep.equal(before.subarray(0, offset));
            expect(memory.subarray(offset + length)).to.deep.equal(before.subarray(offset + length));
          },
        ),
        { numRuns: 25 },
      );
    });

    it("leave neither mask nor vector behind, even if the source fails", () => {
      if (kernel === undefined) throw new Error("this Node has no WebAssembly with SIMD");
      const isClean = (): boolean =>
        kernel.mask.every((byte) => byte === 0) && kernel.accumulator.every((word) => word === 0);
      const words = new Uint32Array(20_000).fill(7);
      addMasksBy(kernel, words, [{ seed: seedOf(1), sign: 1 }], portablePrimitives, 0);
      expect(isClean()).to.equal(true);
      let calls = 0;
      const failing: MaskSource = {
        keystream(key, counter, out) {
          if (++calls === 2) throw new Error("no stream");
          portablePrimitives.keystream(key, counter, out);
        },
      };
      const masks: readonly Mask[] = [
        { seed: seedOf(1), sign: 1 },
        { seed: seedOf(2), sign: 1 },
      ];
      expect(() => addMasksBy(kernel, words, masks, failing, 0)).to.throw("no stream");
      expect(isClean()).to.equal(true);
    });
  });
}

describe("masks", () => {
  it("have the words of a fixed stream", () => {
    // RFC 8439, appendix A.1, test vectors 1 and 2: the seed of zeros.
    const words = new Uint32Array(17);
    addMasks(words, [{ seed: new Uint8Array(32), sign: 1 }], portablePrimitives);
    expect([words[0], words[1], words[16]]).to.deep.equal([0xade0b876, 0x903df1a0, 0xbee7079f]);
  });

  it("cancel where one vector adds what another subtracts", () => {
    const a = new Uint32Array(pieceWords + 5).fill(11);
    const b = new Uint32Array(pieceWords + 5).fill(31);
    addMasks(a, [{ seed: seedOf(1), sign: 1 }], portablePrimitives);
    addMasks(b, [{ seed: seedOf(1), sign: -1 }], portablePrimitives);
    expect(a.every((word, i) => ((word + b[i]!) | 0) === 42)).to.equal(true);
    expect(a.filter((word) => word === 11).length).to.be.below(2);
  });

  it("are the same in ranges as in the whole, over signed and unsigned words", () => {
    const masks: readonly Mask[] = [
      { seed: seedOf(1), sign: 1 },
      { seed: seedOf(2), sign: -1 },
    ];
    const whole = new Uint32Array(3 * pieceWords);
    addMasks(whole, masks, portablePrimitives);
    const parts = new Int32Array(3 * pieceWords);
    for (const [start, end] of [
      [0, 48],
      [48, pieceWords + 32],
      [pieceWords + 32, parts.length],
    ] as const) {
      addMasks(parts.subarray(start, end), masks, portablePrimitives, start);
    }
    expect(Buffer.compare(Buffer.from(parts.buffer), Buffer.from(whole.buffer))).to.equal(0);
  });

  it("come from the source that they are given, one stream for a seed, pieces in order", () => {
    const asked: (readonly [number, number, number])[] = [];
    const source: MaskSource = {
      keystream(key, counter, out) {
        asked.push([key[0]!, counter, out.length]);
        out.fill(key[0]!);
      },
    };
    const words = new Uint32Array(pieceWords + 2);
    const masks: readonly Mask[] = [
      { seed: seedOf(3), sign: 1 },
      { seed: seedOf(1), sign: -1 },
    ];
    addMasks(words, masks, source);
    expect(words.every((word) => word === 0x02020202)).to.equal(true);
    expect(asked).to.deep.equal([
      [3, 0, maskPieceBytes],
      [1, 0, maskPieceBytes],
      [3, 1_024, 8],
      [1, 1_024, 8],
    ]);
  });

  it("begin at a block's edge alone", () => {
    for (const firstWord of [-16, 8, 0.5]) {
      expect(() => addMasks(new Uint32Array(1), [], portablePrimitives, firstWord)).to.throw(
        RangeError,
        "multiple of 16",
      );
    }
  });

  it("sum modulo 2^24 as if each word had been cut to 24 bits", () => {
    const plain = [5, -3, 2 ** 23 - 1, -(2 ** 23)];
    const masked = Int32Array.from(plain);
    addMasks(masked, [{ seed: seedOf(4), sign: 1 }], portablePrimitives);
    const cut = masked.map((word) => word & 0xff_ffff);
    const stream = new Uint8Array(16);
    portablePrimitives.keystream(seedOf(4), 0, stream);
    const view = new DataView(stream.buffer);
    const unmasked = cut.map((word, i) => word - (view.getUint32(4 * i, true) & 0xff_ffff));
    toSigned(unmasked, "u24");
    expect([...unmasked]).to.deep.equal(plain);
    const same = Int32Array.of(2 ** 31 - 1, -(2 ** 31), 2 ** 24);
    toSigned(same, "u32");
    expect([...same]).to.deep.equal([2 ** 31 - 1, -(2 ** 31), 2 ** 24]);
  });

  it("are uniform: a masked vector says nothing about what it hides", () => {
    // Chi-square over the bytes of 2^18 masked words: 255 degrees of freedom, mean 255, deviation 22.6.
    const words = new Uint32Array(2 ** 18).fill(1_234_567);
    addMasks(words, [{ seed: fromHex("5a".repeat(32)), sign: 1 }], portablePrimitives);
    const seen = new Uint32Array(256);
    for (const byte of new Uint8Array(words.buffer)) seen[byte]!++;
    const expected = (4 * words.length) / 256;
    const chiSquare = seen.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquare).to.be.within(165, 345);
  });
});
