import { createCipheriv } from "node:crypto";

import { expect } from "chai";
import fc from "fast-check";

import { portablePrimitives } from "../../src/identity/index.ts";
import { addMasks, simdMasks } from "../../src/masks/index.ts";
import type { Mask, MaskSource, PausingMasks } from "../../src/masks/index.ts";
import { fromHex, seededRandom, toHex, utf8 } from "../../src/support/index.ts";
import { chacha20Block, maskedWords } from "./reference/chacha20.ts";

const noPause = (): Promise<void> => Promise.resolve();

function masksInSimd(pause = noPause): PausingMasks {
  const port = simdMasks(pause);
  if (port === undefined) throw new Error("this Node has no WebAssembly with SIMD");
  return port;
}

function bytesOf(words: Uint32Array): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength);
}

/** OpenSSL's stream: the third implementation, beside noble's and the one that is written down in this folder. */
const opensslSource: MaskSource = {
  keystream(key, counter, out) {
    const nonce = Buffer.alloc(16);
    nonce.writeUInt32LE(counter);
    out.set(createCipheriv("chacha20", key, nonce).update(Buffer.alloc(out.length)));
  },
};

/** RFC 8439, appendix A.1, the test vectors whose nonce is 0. */
const vectors = [
  [
    "1",
    "00".repeat(32),
    0,
    "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586",
  ],
  [
    "2",
    "00".repeat(32),
    1,
    "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f",
  ],
  [
    "3",
    `${"00".repeat(31)}01`,
    1,
    "3aeb5224ecf849929b9d828db1ced4dd832025e8018b8160b82284f3c949aa5a8eca00bbb4a73bdad192b5c42f73f2fd4e273644c8b36125a64addeb006c13a0",
  ],
  [
    "4",
    `00ff${"00".repeat(30)}`,
    2,
    "72d54dfbf12ec44b362692df94137f328fea8da73990265ec1bbbea1ae9af0ca13b25aa26cb4a648cb9b9d1be65b2c0924a66c54d545ec1b7374f4872e99f096",
  ],
] as const;

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const maskList = fc.array(fc.record({ seed: seeds, sign: fc.constantFrom<1 | -1>(1, -1) }), { maxLength: 4 });
/** Blocks that a stream has, as far as it may be used. */
const streamBlocks = 2 ** 32 - 1;

function randomWords(count: number, name: number): Uint32Array {
  return new Uint32Array(seededRandom(utf8(String(name)), "words").bytes(4 * count).buffer);
}

describe("masks by SIMD", function () {
  this.timeout(20_000);

  for (const [name, key, counter, expected] of vectors) {
    it(`are the stream of RFC 8439, appendix A.1, test vector ${name}`, async () => {
      const words = new Uint32Array(16);
      await masksInSimd().add(words, [{ seed: fromHex(key), sign: 1 }], 16 * counter);
      expect(toHex(bytesOf(words))).to.equal(expected);
      await masksInSimd().add(words, [{ seed: fromHex(key), sign: -1 }], 16 * counter);
      expect(words.every((word) => word === 0)).to.equal(true);
    });
  }

  it("are held to a reference that gives the block of RFC 8439, section 2.3.2", () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => i);
    expect(toHex(bytesOf(chacha20Block(key, 1, fromHex("000000090000004a00000000"))))).to.equal(
      "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e",
    );
  });

  it("are the reference's, for any length, place in memory and range, and change nothing around them", async () => {
    const port = masksInSimd();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(300),
        fc.nat(5),
        fc.nat(1_000),
        maskList,
        fc.nat(),
        async (length, offset, block, masks, name) => {
          const memory = randomWords(offset + length + 2, name);
          const before = memory.slice();
          const words = memory.subarray(offset, offset + length);
          const expected = maskedWords(words, masks, 16 * block);
          await port.add(words, masks, 16 * block);
          expect(words).to.deep.equal(expected);
          expect(memory.subarray(0, offset)).to.deep.equal(before.subarray(0, offset));
          expect(memory.subarray(offset + length)).to.deep.equal(before.subarray(offset + length));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are those that noble and OpenSSL give, over many tiles and up to a stream's end", async () => {
    const port = masksInSimd();
    const lengths = fc.oneof(
      fc.nat(200),
      fc.integer({ min: 16_380, max: 16_390 }),
      fc.integer({ min: 32_700, max: 40_001 }),
    );
    const counters = fc.oneof(fc.nat(1_000), fc.nat(streamBlocks - 2_501), fc.constant(streamBlocks - 2_501));
    await fc.assert(
      fc.asyncProperty(lengths, counters, maskList, fc.nat(), async (length, counter, masks, name) => {
        const words = randomWords(length, name);
        const expected = [portablePrimitives, opensslSource].map((source) => {
          const copy = words.slice();
          addMasks(copy, masks, source, 16 * counter);
          return bytesOf(copy);
        });
        await port.add(words, masks, 16 * counter);
        for (const bytes of expected) expect(Buffer.compare(bytesOf(words), bytes)).to.equal(0);
      }),
      { numRuns: 40 },
    );
  });

  it("go up to the last block that a stream has, and are refused beyond it", async () => {
    const mask: Mask = { seed: new Uint8Array(32).fill(5), sign: 1 };
    const last = 16 * (streamBlocks - 1);
    const words = new Uint32Array(16);
    await masksInSimd().add(words, [mask], last);
    expect(words).to.deep.equal(maskedWords(new Uint32Array(16), [mask], last));
    const more = new Uint32Array(17).fill(3);
    const refusal: unknown = await masksInSimd()
      .add(more, [mask], last)
      .catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(RangeError);
    expect(String(refusal)).to.include("pass the end of a ChaCha20 stream");
    expect(more.every((word) => word === 3)).to.equal(true);
  });

  it("are kept apart in calls that run at once, though all share one memory", async () => {
    const port = masksInSimd(() => new Promise((resolve) => setImmediate(resolve)));
    const masks = Array.from({ length: 200 }, (_, i): Mask => {
      return { seed: new Uint8Array(32).fill(i), sign: i % 3 === 0 ? -1 : 1 };
    });
    const vectors = [0, 1, 2].map((i) => new Uint32Array(50_000 + i).fill(i));
    const expected = vectors.map((words, i) => {
      const copy = words.slice();
      addMasks(copy, masks.slice(i), opensslSource);
      return copy;
    });
    await Promise.all(vectors.map((words, i) => port.add(words, masks.slice(i))));
    for (const [i, words] of vectors.entries()) {
      expect(Buffer.compare(bytesOf(words), bytesOf(expected[i] ?? new Uint32Array()))).to.equal(0);
    }
  });
});
