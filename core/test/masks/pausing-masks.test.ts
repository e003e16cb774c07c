import { expect } from "chai";

import { portablePrimitives } from "../../src/identity/index.ts";
import { addMasks, pausingMasks, simdMasks } from "../../src/masks/index.ts";
import type { Mask, Pause, PausingMasks } from "../../src/masks/index.ts";
import { maskInSlices } from "../../src/masks/pausing-masks.ts";

const pieceWords = 16_384;
const seedOf = (name: number): Uint8Array => new Uint8Array(32).fill(name);
const twoMasks = (): Mask[] => [
  { seed: seedOf(1), sign: 1 },
  { seed: seedOf(2), sign: -1 },
];

async function refusalOf(call: Promise<void>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("the call was to reject");
}

/** Notes each range, and the seeds that it was given. */
function recording(sliceWords: number, pause: Pause) {
  const ranges: (readonly [number, number])[] = [];
  const seeds: Uint8Array[] = [];
  const port = maskInSlices(
    (words, masks, firstWord) => {
      ranges.push([firstWord, words.length]);
      seeds.push(...masks.map(({ seed }) => seed));
    },
    sliceWords,
    pause,
  );
  return { port, ranges, seeds };
}

/** A pause in which everything that waits comes in. */
const turn: Pause = () => new Promise((resolve) => setImmediate(resolve));

describe("masking with pauses", () => {
  it("goes through a vector in slices of whole pieces, the fewer words the more masks, and pauses between two", async () => {
    let pauses = 0;
    const pause: Pause = () => {
      pauses += 1;
      return Promise.resolve();
    };
    for (const [masks, expected] of [
      [twoMasks(), [2, 2, 1]],
      [twoMasks().slice(1), [4, 1]],
      [
        [...twoMasks(), ...twoMasks(), ...twoMasks()],
        [1, 1, 1, 1, 1],
      ],
      [[], [4, 1]],
    ] as const) {
      pauses = 0;
      const { port, ranges } = recording(4 * pieceWords + 5, pause);
      await port.add(new Uint32Array(5 * pieceWords - 7), masks, 160);
      expect(ranges.map(([, length]) => Math.ceil(length / pieceWords))).to.deep.equal(expected);
      let next = 160;
      for (const [first, length] of ranges) {
        expect(first).to.equal(next);
        next += length;
      }
      expect(next).to.equal(160 + 5 * pieceWords - 7);
      expect(pauses).to.equal(expected.length - 1);
    }
  });

  it("does small work on the spot, without a pause", async () => {
    const { port, ranges } = recording(4 * pieceWords, () => Promise.reject(new Error("a pause")));
    const done = port.add(new Uint32Array(pieceWords), twoMasks());
    expect(ranges).to.deep.equal([[0, pieceWords]]);
    await done;
    await port.add(new Uint32Array(), twoMasks());
    expect(ranges).to.have.length(1);
  });

  it("ends with what a pause rejects with: a message that came in meanwhile stops it", async () => {
    const cancelled = new Error("the attempt was aborted");
    let stop = false;
    const pause: Pause = async () => {
      await turn();
      if (stop) throw cancelled;
    };
    const { port, ranges, seeds } = recording(pieceWords, pause);
    const done = port.add(new Uint32Array(9 * pieceWords), twoMasks());
    setImmediate(() => (stop = true));
    expect(await refusalOf(done)).to.equal(cancelled);
    expect(ranges.length).to.be.below(9);
    expect(seeds.every((seed) => seed.every((byte) => byte === 0))).to.equal(true);
  });

  it("uses the seeds as they were when the call was made, and overwrites its copies", async () => {
    const masks = twoMasks();
    let used: number[] = [];
    const copies: Uint8Array[] = [];
    const port = maskInSlices(
      (_words, given) => {
        used = [...used, ...given.map(({ seed }) => seed[31] ?? 0)];
        copies.push(...given.map(({ seed }) => seed));
      },
      1,
      turn,
    );
    const done = port.add(new Uint32Array(2 * pieceWords), masks);
    for (const { seed } of masks) seed.fill(9);
    masks.length = 0;
    await done;
    expect(used).to.deep.equal([1, 2, 1, 2]);
    expect(copies.every((seed) => seed.every((byte) => byte === 0))).to.equal(true);
  });

  it("fails where the vector is given away meanwhile, and does not take it for done", async () => {
    const words = new Uint32Array(3 * pieceWords);
    const { port } = recording(1, () => {
      structuredClone(words, { transfer: [words.buffer] });
      return Promise.resolve();
    });
    expect(await refusalOf(port.add(words, twoMasks()))).to.be.instanceOf(Error);
  });

  const ports: readonly (readonly [string, (pause: Pause) => PausingMasks | undefined])[] = [
    ["SIMD", simdMasks],
    ["noble", (pause) => pausingMasks(portablePrimitives, pause)],
  ];
  for (const [name, open] of ports) {
    it(`by ${name} gives the words of addMasks`, async () => {
      const port = open(turn);
      if (port === undefined) throw new Error("this Node has no WebAssembly with SIMD");
      const masks = Array.from({ length: 40 }, (_, i): Mask => ({ seed: seedOf(i), sign: i % 2 ? 1 : -1 }));
      const words = Uint32Array.from({ length: 2 * pieceWords + 3 }, (_, i) => i * 2_654_435_761);
      const expected = words.slice();
      addMasks(expected, masks, portablePrimitives, 32);
      await port.add(words, masks, 32);
      expect(Buffer.compare(Buffer.from(words.buffer), Buffer.from(expected.buffer))).to.equal(0);
    });

    it(`by ${name} refuses a seed that has not 32 bytes and a range within a block, and leaves the vector alone`, async () => {
      const port = open(turn);
      if (port === undefined) throw new Error("this Node has no WebAssembly with SIMD");
      const words = new Uint32Array(99).fill(5);
      const refusals = [
        await refusalOf(port.add(words, [...twoMasks(), { seed: new Uint8Array(31), sign: 1 }])),
        await refusalOf(port.add(words, twoMasks(), 8)),
        await refusalOf(port.add(words, twoMasks(), -16)),
      ];
      for (const refusal of refusals) expect(refusal).to.be.instanceOf(RangeError);
      expect(String(refusals[0])).to.include("31");
      expect(String(refusals[1])).to.include("multiple of 16");
      expect(words.every((word) => word === 5)).to.equal(true);
    });
  }
});
