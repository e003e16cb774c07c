import { expect } from "chai";
import fc from "fast-check";

import { neighboursIn } from "../../src/graph/index.ts";
import type { MaskSource } from "../../src/masks/index.ts";
import { portablePrimitives } from "../../src/identity/index.ts";
import { seededRandom, utf8 } from "../../src/support/index.ts";

const seedOf = (name: string): Uint8Array => seededRandom(utf8(name), "graph").bytes(32);
const harary = (degree: number) => ({ kind: "harary", degree, threshold: 2 }) as const;

/** The ring, straight from the specification's words: whole stream first, then the shuffle. */
function referenceRing(participants: number, seed: Uint8Array): number[] {
  const bytes = new Uint8Array(64 * participants);
  portablePrimitives.keystream(seed, 0, bytes);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const ring = Array.from({ length: participants }, (_, i) => i);
  for (let i = participants - 1; i >= 1; i--) {
    const bound = BigInt(i + 1);
    const limit = (2n ** 32n / bound) * bound;
    let word: bigint;
    do {
      word = BigInt(view.getUint32(at, true));
      at += 4;
    } while (word >= limit);
    const j = Number(word % bound);
    [ring[i], ring[j]] = [ring[j]!, ring[i]!];
  }
  return ring;
}

describe("neighbours on the complete graph", () => {
  it("are all others", () => {
    const neighbours = neighboursIn(
      { kind: "complete", threshold: 3 },
      4,
      new Uint8Array(32),
      portablePrimitives,
    );
    expect([0, 1, 2, 3].map(neighbours)).to.deep.equal([
      [1, 2, 3],
      [0, 2, 3],
      [0, 1, 3],
      [0, 1, 2],
    ]);
  });
});

describe("neighbours on a Harary graph", () => {
  const shape = fc.integer({ min: 4, max: 60 }).chain((participants) =>
    fc.record({
      participants: fc.constant(participants),
      degree: fc.integer({ min: 1, max: Math.floor((participants - 1) / 2) }).map((half) => 2 * half),
      seed: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    }),
  );

  it("are those within half the degree on the ring of the seed's stream", () => {
    fc.assert(
      fc.property(shape, ({ participants, degree, seed }) => {
        const neighbours = neighboursIn(harary(degree), participants, seed, portablePrimitives);
        const ring = referenceRing(participants, seed);
        for (const [place, participant] of ring.entries()) {
          const expected = ring.filter((other, otherPlace) => {
            const apart = Math.abs(place - otherPlace);
            return other !== participant && Math.min(apart, participants - apart) <= degree / 2;
          });
          expect(neighbours(participant)).to.deep.equal(expected.sort((a, b) => a - b));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("follow the stream as far as a large roster needs it", () => {
    const seed = seedOf("large");
    const ring = referenceRing(700, seed);
    const neighbours = neighboursIn(harary(2), 700, seed, portablePrimitives);
    for (const [place, participant] of ring.entries()) {
      const expected = [ring[(place + 1) % 700]!, ring[(place + 699) % 700]!].sort((a, b) => a - b);
      expect(neighbours(participant)).to.deep.equal(expected);
    }
  });

  it("come from words without bias: one at the stream's top is passed over", () => {
    const words = (first: readonly number[]): MaskSource => ({
      keystream(_key, _counter, out) {
        out.fill(0);
        new Uint32Array(out.buffer).set(first);
      },
    });
    const of = (source: MaskSource) => {
      const neighbours = neighboursIn(harary(2), 9, new Uint8Array(32), source);
      return Array.from({ length: 9 }, (_, u) => neighbours(u));
    };
    // 2^32 - 4 is the largest multiple of 9: four words would favour the first four places.
    expect(of(words([2 ** 32 - 1, 2 ** 32 - 4, 5]))).to.deep.equal(of(words([5])));
    expect(of(words([2 ** 32 - 5]))).to.deep.equal(of(words([8])));
    expect(of(words([8]))).not.to.deep.equal(of(words([5])));
  });

  it("are as many as the degree, ascending, mutual, and never oneself", () => {
    fc.assert(
      fc.property(shape, ({ participants, degree, seed }) => {
        const neighbours = neighboursIn(harary(degree), participants, seed, portablePrimitives);
        for (let u = 0; u < participants; u++) {
          const own = neighbours(u);
          expect(new Set(own).size).to.equal(degree);
          expect([...own].sort((a, b) => a - b)).to.deep.equal(own);
          expect(own).not.to.include(u);
          expect(own.every((v) => neighbours(v).includes(u))).to.equal(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("are fixed for a fixed seed", () => {
    const neighbours = neighboursIn(harary(4), 12, new Uint8Array(32), portablePrimitives);
    expect([0, 1, 2].map(neighbours)).to.deep.equal([
      [4, 8, 10, 11],
      [3, 4, 6, 10],
      [5, 6, 7, 9],
    ]);
  });

  it("are others for another seed, and uniform over seeds", () => {
    // Participant 0 has each of the 8 others as a neighbour in a quarter of the graphs: 500 of 2,000, deviation 19.4.
    const seen = new Uint32Array(9);
    for (let i = 0; i < 2_000; i++) {
      for (const v of neighboursIn(harary(2), 9, seedOf(String(i)), portablePrimitives)(0)) seen[v]!++;
    }
    expect(seen[0]).to.equal(0);
    for (const count of seen.subarray(1)) expect(count).to.be.within(400, 600);
  });

  it("do not exist for an odd degree, for one that the ring cannot hold, or for a stranger", () => {
    const seed = new Uint8Array(32);
    expect(() => neighboursIn(harary(3), 9, seed, portablePrimitives)).to.throw(RangeError, "the degree 3");
    expect(() => neighboursIn(harary(10), 10, seed, portablePrimitives)).to.throw(
      RangeError,
      "the degree 10",
    );
    expect(() => neighboursIn(harary(2), 9, seed, portablePrimitives)(9)).to.throw(
      RangeError,
      "9 is none of 9",
    );
  });
});
