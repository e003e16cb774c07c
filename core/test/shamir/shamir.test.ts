import { expect } from "chai";
import fc from "fast-check";
import { combine as combineByPrivy, split as splitByPrivy } from "shamir-secret-sharing";

import { createCombiner, split } from "../../src/shamir/index.ts";
import type { Share } from "../../src/shamir/index.ts";
import { concat, draw, fromHex, seededRandom, toHex, utf8 } from "../../src/support/index.ts";
import type { Random } from "../../src/support/index.ts";

const counting = Uint8Array.from({ length: 32 }, (_, i) => i);
/** The stream of the specification's known answer. */
const arithmetic: Random = {
  bytes: (size) => Uint8Array.from({ length: size }, (_, i) => (7 * i + 1) & 255),
};
const random = seededRandom(utf8("shamir"), "test");

function numbered(values: readonly Uint8Array[]): readonly Share[] {
  return values.map((value, holder) => ({ holder, value }));
}

function shuffledSubset(shares: readonly Share[], size: number, seed: number): readonly Share[] {
  return draw(seededRandom(utf8(String(seed)), "subset"))
    .shuffle([...shares])
    .slice(0, size);
}

describe("Shamir's shares", () => {
  it("are the known ones for a known stream of coefficients", () => {
    const shares = split(counting, 3, 5, arithmetic);
    expect(shares.map(toHex)).to.have.length(5);
    expect(toHex(shares[0]!)).to.equal("e0e1e2e3e425262728696a6b6c6d2e2f303132f3f4f5f63738393a3b7c7d7e7f");
    expect(toHex(shares[4]!)).to.equal("76c3ac42d9f53ad447442b9e5eebe550883d52e77c925d71e20c63d6fb4eda6f");
    const chosen = numbered(shares).filter(({ holder }) => [2, 4, 5].includes(1 + holder));
    expect(createCombiner(3, 32).combine(chosen)).to.deep.equal({ ok: true, value: counting });
  });

  it("give the secret back from any sufficient set, in any order, for any size", () => {
    const shape = fc.integer({ min: 2, max: 40 }).chain((holders) =>
      fc.record({
        holders: fc.constant(holders),
        threshold: fc.integer({ min: 2, max: holders }),
        extra: fc.nat(5),
        secret: fc.uint8Array({ minLength: 1, maxLength: 40 }),
        seed: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(shape, ({ holders, threshold, extra, secret, seed }) => {
        const shares = numbered(split(secret, threshold, holders, random));
        const combiner = createCombiner(threshold, secret.length);
        const some = shuffledSubset(shares, Math.min(holders, threshold + extra), seed);
        // Twice: the second time by the coefficients that were kept.
        for (let i = 0; i < 2; i++) expect(combiner.combine(some)).to.deep.equal({ ok: true, value: secret });
      }),
    );
  });

  it("give it back from one set of holders after another", () => {
    const shares = numbered(split(counting, 3, 6, random));
    const combiner = createCombiner(3, 32);
    for (let round = 0; round < 2; round++) {
      for (let first = 0; first < 4; first++) {
        const value = combiner.combine(shares.slice(first, first + 3));
        expect(value).to.deep.equal({ ok: true, value: counting });
      }
    }
  });

  it("work up to 255 holders, all of whom may be needed", () => {
    const shares = numbered(split(counting, 255, 255, random));
    expect(createCombiner(255, 32).combine(shares)).to.deep.equal({ ok: true, value: counting });
    const few = numbered(split(counting, 2, 255, random)).slice(253);
    expect(createCombiner(2, 32).combine(few)).to.deep.equal({ ok: true, value: counting });
  });

  it("are consistent with every secret if one is missing", () => {
    // Two of three shares of one byte are given. Every secret at once (256 bytes, one for each), with every linear
    // coefficient and the quadratic one that fits the first share: for each secret exactly one polynomial fits both.
    const [first, second] = split(Uint8Array.of(0x53), 3, 3, random).map(([byte]) => byte!);
    const secrets = Uint8Array.from({ length: 256 }, (_, secret) => secret);
    const fitting = new Uint32Array(256);
    for (let linear = 0; linear < 256; linear++) {
      const quadratic = secrets.map((secret) => secret ^ linear ^ first!);
      const coefficients: Random = { bytes: () => concat(new Uint8Array(256).fill(linear), quadratic) };
      const [one, two] = split(secrets, 3, 3, coefficients);
      expect(one!.every((byte) => byte === first)).to.equal(true);
      for (const secret of secrets) if (two![secret] === second) fitting[secret]!++;
    }
    expect(fitting.every((count) => count === 1)).to.equal(true);
  });

  it("take each coefficient from chance, the top one too, and leave no copy", () => {
    const asked: Uint8Array[] = [];
    const zeros: Random = {
      bytes(size) {
        const bytes = new Uint8Array(size);
        asked.push(bytes);
        return bytes;
      },
    };
    // All coefficients zero, the top one among them: the polynomial is the secret.
    expect(split(counting, 4, 4, zeros).map(toHex)).to.deep.equal(
      Array.from({ length: 4 }, () => toHex(counting)),
    );
    expect(asked.map((bytes) => bytes.length)).to.deep.equal([3 * 32]);
    const drawn = arithmetic.bytes(64);
    split(counting, 3, 3, { bytes: () => drawn });
    expect(drawn.every((byte) => byte === 0)).to.equal(true);
  });
});

describe("an independent library's shares", () => {
  it("combine here, and ours combine there", async () => {
    const shape = fc.integer({ min: 2, max: 30 }).chain((holders) =>
      fc.record({
        holders: fc.constant(holders),
        threshold: fc.integer({ min: 2, max: holders }),
        secret: fc.uint8Array({ minLength: 1, maxLength: 40 }),
        seed: fc.nat(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(shape, async ({ holders, threshold, secret, seed }) => {
        // Theirs is y || x with x at random; the holder here is x - 1.
        const theirs = (await splitByPrivy(secret, holders, threshold)).map((share) => ({
          holder: share.at(-1)! - 1,
          value: share.slice(0, -1),
        }));
        const some = shuffledSubset(theirs, threshold, seed);
        expect(createCombiner(threshold, secret.length).combine(some)).to.deep.equal({
          ok: true,
          value: secret,
        });
        const ours = shuffledSubset(numbered(split(secret, threshold, holders, random)), threshold, seed);
        const back = await combineByPrivy(
          ours.map(({ holder, value }) => concat(value, Uint8Array.of(1 + holder))),
        );
        expect(toHex(back)).to.equal(toHex(secret));
      }),
      { numRuns: 30 },
    );
  });
});

describe("what cannot be combined", () => {
  const shares = numbered(split(counting, 3, 5, random));
  const [a, b, c, d] = [shares[0]!, shares[1]!, shares[2]!, shares[3]!];
  const combiner = createCombiner(3, 32);

  it("is refused with its reason", () => {
    const refusal = (list: readonly Share[]) => combiner.combine(list);
    expect(refusal([])).to.deep.equal({ ok: false, error: "too-few-shares" });
    expect(refusal([a, b])).to.deep.equal({ ok: false, error: "too-few-shares" });
    expect(refusal([a, b, a])).to.deep.equal({ ok: false, error: "duplicate-holder" });
    expect(refusal([a, b, c, { holder: 0, value: d.value }])).to.deep.equal({
      ok: false,
      error: "duplicate-holder",
    });
    for (const value of [a.value.subarray(1), concat(a.value, Uint8Array.of(0))]) {
      expect(refusal([{ holder: 0, value }, b, c])).to.deep.equal({ ok: false, error: "wrong-length" });
    }
    for (const holder of [-1, 255, 0.5]) {
      expect(refusal([{ holder, value: a.value }, b, c])).to.deep.equal({
        ok: false,
        error: "no-such-holder",
      });
    }
  });

  it("does not give the secret from too few shares with a lower threshold, nor from a share at the wrong place", () => {
    expect(createCombiner(2, 32).combine([a, b])).not.to.deep.equal({ ok: true, value: counting });
    expect(combiner.combine([a, b, { holder: 3, value: c.value }])).not.to.deep.equal({
      ok: true,
      value: counting,
    });
  });

  it("is a mistake in the program where numbers are impossible", () => {
    expect(() => split(counting, 1, 5, random)).to.throw(RangeError, "not 1");
    expect(() => split(counting, 6, 5, random)).to.throw(RangeError, "5 holders never give 6 shares");
    expect(() => split(counting, 3, 256, random)).to.throw(RangeError, "not 256");
    expect(() => split(counting, 2.5, 5, random)).to.throw(RangeError, "not 2.5");
    expect(() => split(new Uint8Array(), 2, 5, random)).to.throw(RangeError, "empty");
    expect(() => createCombiner(1, 32)).to.throw(RangeError, "not 1");
  });
});

describe("a wrong share", () => {
  it("is found once the secret is known to be right, whoever sent it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 9 }), fc.nat(), fc.nat(31), (holders, seed, at) => {
        const threshold = holders - 1;
        const shares = split(counting, threshold, holders, random);
        const honest = shuffledSubset(numbered(shares), threshold, seed);
        const all = numbered(shares).map((share) => {
          if (honest.includes(share) || honest.some(({ holder }) => holder === share.holder)) return share;
          const value = Uint8Array.from(share.value);
          value[at]! ^= 1 + (seed % 255);
          return { holder: share.holder, value };
        });
        const combiner = createCombiner(threshold, 32);
        expect(combiner.combine(honest)).to.deep.equal({ ok: true, value: counting });
        const missing = all.find(({ holder }) => honest.every((share) => share.holder !== holder));
        expect(combiner.disagreeing(honest, all)).to.deep.equal({ ok: true, value: [missing!.holder] });
        expect(combiner.disagreeing(honest, numbered(shares))).to.deep.equal({ ok: true, value: [] });
      }),
    );
  });

  it("is not looked for with too few trusted ones, nor in an impossible list", () => {
    const shares = numbered(split(fromHex("00ff"), 2, 3, random));
    const combiner = createCombiner(2, 2);
    expect(combiner.disagreeing(shares.slice(0, 1), shares)).to.deep.equal({
      ok: false,
      error: "too-few-shares",
    });
    expect(combiner.disagreeing(shares, [...shares, ...shares])).to.deep.equal({
      ok: false,
      error: "duplicate-holder",
    });
    expect(combiner.disagreeing(shares, [{ holder: 1, value: counting }])).to.deep.equal({
      ok: false,
      error: "wrong-length",
    });
  });
});
