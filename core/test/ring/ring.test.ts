import { expect } from "chai";
import fc from "fast-check";

import {
  addMeta,
  addPacked,
  classCounts,
  countsOf,
  decodeMean,
  decodeMeta,
  encodeMeta,
  encodePayload,
  metaProblem,
  metaWords,
  noWrapProblem,
  pack,
  packedBytes,
  packedStatistics,
  parsePayload,
  payloadBytes,
  quantisationLimit,
  quantise,
  readUpdateMeta,
  weightUnit,
  weightUnits,
} from "../../src/ring/index.ts";
import type { EncodingBounds, MetaLane, RingProfile, UpdateShape } from "../../src/ring/index.ts";
import { seededRandom, utf8 } from "../../src/support/index.ts";
import { layoutOf } from "../../src/tensor/index.ts";

const bounds: EncodingBounds = { profile: "u24", clip: 1, range: 0.5, participants: 100 };
const profiles: readonly RingProfile[] = ["u24", "u32"];

describe("quantising", () => {
  it("keeps n Q within the ring for every cohort, and says when too few bits are left", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...profiles),
        fc.integer({ min: 1, max: 65_535 }),
        (profile, participants) => {
          const given = { ...bounds, profile, participants };
          const half = 2 ** (8 * packedBytes(profile) - 1) - 1;
          const fits = participants * quantisationLimit(given) <= half && quantisationLimit(given) >= 127;
          expect(noWrapProblem(given) === undefined).to.equal(fits);
        },
      ),
    );
    expect(quantisationLimit(bounds)).to.equal(2 ** 16 - 1);
    expect(noWrapProblem({ ...bounds, participants: 131_072 })).to.match(/fewer than 8 bits/);
  });

  it("recovers the weighted mean within n / (s W) of each coordinate", () => {
    const vector = fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(vector, fc.integer({ min: 1, max: 1000 })), { minLength: 1, maxLength: 8 }),
        (clients) => {
          const random = seededRandom(utf8("quantise"));
          const sum = new Int32Array(5);
          const exact = new Float64Array(5);
          let weight = 0;
          for (const [values, examples] of clients) {
            const units = weightUnits(examples, 1000);
            const { integers, clipped } = quantise(Float32Array.from(values), units, bounds, random);
            expect(clipped).to.equal(false);
            integers.forEach((value, i) => {
              sum[i]! += value;
              exact[i]! += (units / weightUnit) * values[i]!;
            });
            weight += units;
          }
          const mean = decodeMean(sum, weight, bounds);
          const step = bounds.range / quantisationLimit(bounds);
          const tolerance = (clients.length * step) / (weight / weightUnit) + 1e-6;
          mean.forEach((value, i) =>
            expect(value).to.be.closeTo(exact[i]! / (weight / weightUnit), tolerance),
          );
        },
      ),
    );
  });

  it("rounds without bias", () => {
    const random = seededRandom(utf8("bias"));
    const step = bounds.range / quantisationLimit(bounds);
    const { integers } = quantise(
      new Float32Array(20_000).fill(step * 0.3),
      weightUnit,
      { ...bounds, clip: 10 },
      random,
    );
    const mean = integers.reduce((sum, value) => sum + value, 0) / integers.length;
    expect(mean).to.be.closeTo(0.3, 0.02);
  });

  it("shortens a delta to the clipping bound and says so", () => {
    const random = seededRandom(utf8("clip"));
    const wide = { ...bounds, range: 1 };
    const { integers, clipped } = quantise(Float32Array.of(3, 4), weightUnit, wide, random);
    const decoded = decodeMean(integers, weightUnit, wide);
    expect(clipped).to.equal(true);
    expect(decoded[0]).to.be.closeTo(0.6, 1e-4);
    expect(decoded[1]).to.be.closeTo(0.8, 1e-4);
  });

  it("clamps a coordinate to the range and says so", () => {
    const { integers, clipped } = quantise(
      Float32Array.of(0.9, -0.9),
      weightUnit,
      { ...bounds, clip: 5 },
      seededRandom(utf8("r")),
    );
    expect([...integers]).to.deep.equal([quantisationLimit(bounds), -quantisationLimit(bounds)]);
    expect(clipped).to.equal(true);
  });

  it("refuses what is not finite, naming the element", () => {
    const random = seededRandom(utf8("nan"));
    expect(() => quantise(Float32Array.of(0, Number.NaN), weightUnit, bounds, random)).to.throw(
      /element 1 .* NaN/,
    );
    expect(() => quantise(Float32Array.of(-Infinity), weightUnit, bounds, random)).to.throw(
      /element 0 .* -Infinity/,
    );
  });

  it("weighs every client by at least one unit and at most one", () => {
    expect(weightUnits(1, 1e9)).to.equal(1);
    expect(weightUnits(2e9, 1e9)).to.equal(weightUnit);
    expect(weightUnits(500, 1000)).to.equal(weightUnit / 2);
  });
});

describe("packing", () => {
  for (const profile of profiles) {
    const half = 2 ** (8 * packedBytes(profile) - 1);
    it(`adds ${profile} integers exactly, at any offset`, () => {
      const value = fc.integer({ min: -half / 256, max: half / 256 - 1 });
      fc.assert(
        fc.property(fc.array(fc.tuple(value, value), { maxLength: 40 }), fc.nat(5), (pairs, offset) => {
          const sum = new Int32Array(pairs.length);
          for (const which of [0, 1] as const) {
            const bytes = new Uint8Array(offset + pairs.length * packedBytes(profile));
            pack(
              Int32Array.from(pairs, (pair) => pair[which]),
              profile,
              bytes,
              offset,
            );
            addPacked(sum, bytes, offset, profile);
          }
          expect([...sum]).to.deep.equal(pairs.map(([a, b]) => a + b));
        }),
      );
    });

    it(`reports the peak and length of ${profile} integers, the ring's extremes among them`, () => {
      const integers = Int32Array.of(3, -half, half - 1, 0);
      const bytes = new Uint8Array(2 + 4 * packedBytes(profile));
      pack(integers, profile, bytes, 2);
      const { peak, sumOfSquares } = packedStatistics(bytes, 2, 4, profile);
      expect(peak).to.equal(half);
      expect(sumOfSquares).to.be.closeTo(9 + half ** 2 + (half - 1) ** 2, 2 ** 12);
    });
  }
});

function metaOf(confusion: readonly number[], overrides: Partial<MetaLane> = {}): MetaLane {
  const exampleCount = confusion.reduce((sum, cell) => sum + cell, 0);
  const counts = Uint32Array.from(confusion);
  return { count: 1, weightUnits: 500, unclipped: 1, exampleCount, lossSum: 12.25, counts, ...overrides };
}

describe("the meta lane", () => {
  it("sums over participants without mixing its words", () => {
    const sum = encodeMeta(metaOf([1, 2, 3, 4], { lossSum: 2 ** 13 }));
    addMeta(sum, encodeMeta(metaOf([5, 0, 0, 5], { unclipped: 0, lossSum: 2 ** 13 + 0.5 })));
    expect(decodeMeta(sum, 2)).to.deep.equal({
      count: 2,
      weightUnits: 1000,
      unclipped: 1,
      exampleCount: 20,
      lossSum: 2 ** 14 + 0.5,
      counts: Uint32Array.of(6, 2, 3, 9),
    });
  });

  it("is not read when a canary sings or its length is another", () => {
    const words = encodeMeta(metaOf([1, 0, 0, 1]));
    expect(decodeMeta(words.subarray(1), 2)).to.equal(undefined);
    words[words.length - 1] = 1;
    expect(decodeMeta(words, 2)).to.equal(undefined);
  });

  it("carries hits, false positives and misses where a whole matrix would be too wide", () => {
    const classes = 21;
    const confusion = new Uint32Array(classes * classes);
    confusion[0] = 5;
    confusion[1] = 2; // true 0, predicted 1
    const counts = countsOf(confusion, classes);
    expect([...counts.subarray(0, 6)]).to.deep.equal([5, 0, 2, 0, 2, 0]);
    expect(readUpdateMeta(encodeMeta(metaOf([], { counts, exampleCount: 7 })), classes).ok).to.equal(true);
    const small = Uint32Array.of(5, 2, 0, 1);
    expect([...classCounts(small, 2)]).to.deep.equal([5, 0, 2, 1, 2, 0]);
  });

  describe("of one update", () => {
    const problem = (words: Uint32Array, classes = 2): string => {
      const read = readUpdateMeta(words, classes);
      return read.ok ? "none" : read.error;
    };
    const changed = (changes: Partial<MetaLane>) => problem(encodeMeta(metaOf([1, 0, 0, 1], changes)));
    const withWord = (index: number, word: number) => {
      const words = encodeMeta(metaOf([1, 0, 0, 1]));
      words[index] = word;
      return problem(words);
    };

    it("is named where it contradicts itself", () => {
      expect(changed({})).to.equal("none");
      expect(changed({ count: 2 })).to.match(/count word is 2/);
      expect(changed({ weightUnits: 0 })).to.match(/weight is 0/);
      expect(changed({ weightUnits: 65_537 })).to.match(/weight is 65537/);
      expect(changed({ unclipped: 2 })).to.match(/clip bit is 2/);
      expect(changed({ exampleCount: 3 })).to.match(/add up to 2 .* reports 3/);
      expect(changed({ exampleCount: 65_536 })).to.match(/65536 examples/);
      expect(withWord(13, 7)).to.match(/canary/);
    });

    it("cannot wrap the sum's loss or counts", () => {
      expect(withWord(4, 0xffffffff)).to.match(/16 bits/);
      expect(withWord(5, 0x10000)).to.match(/16 bits/);
      expect(withWord(4, 9)).to.match(/its loss is 23/);
      const wrapping = encodeMeta(metaOf([0, 0, 0, 0]));
      wrapping.set([2 ** 31, 2 ** 31], 7);
      expect(problem(wrapping)).to.match(/add up to 4294967296/);
    });

    it("must miss as often as it hits falsely where the counts travel per class", () => {
      const classes = 21;
      const counts = new Uint32Array(3 * classes);
      counts[2] = 2;
      counts[4] = 2;
      const words = encodeMeta(metaOf([], { counts, exampleCount: 2, lossSum: 1 }));
      expect(problem(words, classes)).to.equal("none");
      words[6 + 4] = 2 ** 31;
      expect(problem(words, classes)).to.match(/2147483648 false positives but 2 misses/);
    });
  });

  describe("without classes, as a language model's", () => {
    const lane = metaOf([], { exampleCount: 65_535, lossSum: 65_535 * 3 });

    it("carries tokens and their loss alone, and sums them", () => {
      const words = encodeMeta(lane);
      expect(words).to.have.length(metaWords(0));
      expect(readUpdateMeta(words, 0)).to.deep.equal({ ok: true, value: lane });
      const sum = encodeMeta(lane);
      addMeta(sum, words);
      const summed = decodeMeta(sum, 0)!;
      expect(summed).to.deep.include({ count: 2, exampleCount: 131_070, lossSum: 131_070 * 3 });
      expect(metaProblem(summed, 0, 2)).to.equal(undefined);
    });

    it("is held to the bounds of every other lane", () => {
      const problem = (changes: Partial<MetaLane>) => metaProblem({ ...lane, ...changes }, 0, 1);
      expect(problem({ exampleCount: 65_536 })).to.match(/65536 examples/);
      expect(problem({ exampleCount: 1, lossSum: 1_001 })).to.match(/its loss is 1001/);
      expect(problem({ count: 2 })).to.match(/count word is 2/);
    });
  });

  it("reports no loss beyond a thousand nats an example", () => {
    expect(decodeMeta(encodeMeta(metaOf([1, 0, 0, 1], { lossSum: 1e9 })), 2)?.lossSum).to.equal(2_000);
  });
});

describe("an update's payload", () => {
  const layout = layoutOf([
    { name: "conv1.lora_A", shape: [2, 3] },
    { name: "head.bias", shape: [4] },
  ]);
  const shape: UpdateShape = { layout, profile: "u24", classes: 2 };
  const integers = Int32Array.from({ length: layout.size }, (_, i) => i - 5);
  const payload = encodePayload(shape, integers, metaOf([1, 0, 0, 1]));

  function refusal(given: UpdateShape, bytes: Uint8Array): string {
    const parsed = parsePayload(given, bytes);
    return parsed.ok ? "accepted" : `${parsed.error.reason}: ${parsed.error.detail}`;
  }

  it("gives back what was put in", () => {
    const parsed = parsePayload(shape, payload);
    expect(parsed.ok).to.equal(true);
    if (!parsed.ok) return;
    const sum = new Int32Array(layout.size);
    addPacked(sum, payload, parsed.value.coordinatesAt, "u24");
    expect([...sum]).to.deep.equal([...integers]);
    expect(decodeMeta(parsed.value.meta, 2)?.lossSum).to.equal(12.25);
    expect(payload.length).to.equal(payloadBytes(shape));
  });

  it("is refused by the name of the tensor that differs", () => {
    const made = (specs: Parameters<typeof layoutOf>[0]) => {
      const other = layoutOf(specs);
      return encodePayload({ ...shape, layout: other }, new Int32Array(other.size), metaOf([1, 0, 0, 1]));
    };
    const [a, b] = layout.entries;
    if (a === undefined || b === undefined) throw new Error("the layout has two tensors");
    expect(refusal(shape, made([a]))).to.match(/^missing-tensor: tensor head.bias/);
    expect(refusal(shape, made([a, b, { name: "fc9.bias", shape: [1] }]))).to.match(
      /^extra-tensor: tensor "fc9.bias"/,
    );
    expect(refusal(shape, made([{ ...a, shape: [3, 2] }, b]))).to.match(
      /^wrong-shape: .*\[3, 2\], expected \[2, 3\]/,
    );
    expect(refusal(shape, made([b, a]))).to.match(/^unreadable: .*order/);
    expect(refusal({ ...shape, profile: "u32" }, payload)).to.match(/^wrong-descriptor: .*u24, expected u32/);
  });

  it("shows of a stranger's names and shapes only what is short and harmless", () => {
    const made = (name: string, sides: readonly number[]) => {
      const other = layoutOf([...layout.entries, { name, shape: sides }]);
      return encodePayload({ ...shape, layout: other }, new Int32Array(other.size), metaOf([1, 0, 0, 1]));
    };
    expect(refusal(shape, made("\ud800\n\u001b[2J", [1]))).to.equal(
      'extra-tensor: tensor "\\ud800\\n\\u001b[2J" is not trained in this task',
    );
    expect(refusal(shape, made("x".repeat(10_000), [1])).length).to.be.below(200);
    const [a, b] = layout.entries;
    if (a === undefined || b === undefined) throw new Error("the layout has two tensors");
    const deep = layoutOf([{ ...a, shape: Array.from({ length: 5_000 }, () => 1) }, b]);
    const wrong = encodePayload({ ...shape, layout: deep }, new Int32Array(deep.size), metaOf([1, 0, 0, 1]));
    expect(refusal(shape, wrong).length).to.be.below(200);
    expect(refusal(shape, made("x".repeat(100_000), [1]))).to.match(/^unreadable: the header has 100/);
  });

  it("is refused when it is cut short, too long, or no update at all", () => {
    expect(refusal(shape, payload.subarray(0, payload.length - 1))).to.match(/^size-mismatch/);
    expect(refusal(shape, new Uint8Array([...payload, 0]))).to.match(/^size-mismatch/);
    expect(refusal(shape, new Uint8Array())).to.match(/^unreadable/);
    expect(refusal(shape, utf8("TRU1\xff\xff\xff\xff"))).to.match(/^unreadable/);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(refusal(shape, bytes)).to.not.equal("accepted");
      }),
    );
  });
});
