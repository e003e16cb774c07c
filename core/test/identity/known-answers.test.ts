import { chacha20 } from "@noble/ciphers/chacha.js";
import { smallOrderKeys } from "@tributary/test-support";
import { expect } from "chai";
import fc from "fast-check";

import { portablePrimitives, primitivesProblem } from "../../src/identity/index.ts";
import type { Primitives } from "../../src/identity/index.ts";
import { fromHex, toHex } from "../../src/support/index.ts";

const smallOrder = smallOrderKeys.map(fromHex);

function stream(key: Uint8Array, counter: number, length: number): Uint8Array {
  const out = new Uint8Array(length);
  portablePrimitives.keystream(key, counter, out);
  return out;
}

describe("the portable primitives' known answers", () => {
  it("are those of the standards", async () => {
    expect(await primitivesProblem(portablePrimitives)).to.equal(undefined);
  });

  it("name the primitive of a platform that computes another result", async () => {
    const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte));
    const zeros = new Uint8Array(32);
    const broken: readonly (readonly [string, Partial<Primitives>])[] = [
      ["SHA-256", { sha256: (...parts) => flipped(portablePrimitives.sha256(...parts)) }],
      ["HKDF", { deriveKey: (key, salt, info) => portablePrimitives.deriveKey(key, info, salt) }],
      [
        "ChaCha20 ",
        { keystream: (key, counter, out) => portablePrimitives.keystream(key, counter + 1, out) },
      ],
      ["X25519", { agreementKeyOf: (secret) => secret }],
      ["X25519", { agree: (_, keys) => Promise.resolve(keys.map(() => zeros)) }],
      ["Ed25519", { sign: async (seed, message) => flipped(await portablePrimitives.sign(seed, message)) }],
      ["Ed25519", { verify: () => Promise.resolve(false) }],
      ["ChaCha20-Poly1305", { aeadOpen: () => undefined }],
    ];
    for (const [name, change] of broken) {
      expect(await primitivesProblem({ ...portablePrimitives, ...change })).to.match(new RegExp(`^${name}`));
    }
  });

  it("of X25519 are those of RFC 7748, section 5.2", async () => {
    const [one] = await portablePrimitives.agree(
      fromHex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
      [fromHex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")],
    );
    expect(toHex(one ?? new Uint8Array())).to.equal(
      "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    );
    const nine = fromHex(`09${"00".repeat(31)}`);
    const [iterated] = await portablePrimitives.agree(nine, [nine]);
    expect(toHex(iterated ?? new Uint8Array())).to.equal(
      "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079",
    );
    expect(toHex(portablePrimitives.agreementKeyOf(nine))).to.equal(toHex(iterated ?? new Uint8Array()));
  });

  it("of ChaCha20 are those of RFC 8439, section 2.3.2 and appendix A.1", () => {
    const counting = Uint8Array.from({ length: 32 }, (_, i) => i);
    const nonce = fromHex("000000090000004a00000000");
    expect(toHex(chacha20(counting, nonce, new Uint8Array(64), undefined, 1)).slice(0, 64)).to.equal(
      "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e",
    );
    const last = Uint8Array.from({ length: 32 }, (_, i) => (i === 31 ? 1 : 0));
    expect(toHex(stream(last, 1, 32))).to.equal(
      "3aeb5224ecf849929b9d828db1ced4dd832025e8018b8160b82284f3c949aa5a",
    );
    const second = Uint8Array.from({ length: 32 }, (_, i) => (i === 1 ? 255 : 0));
    expect(toHex(stream(second, 2, 32))).to.equal(
      "72d54dfbf12ec44b362692df94137f328fea8da73990265ec1bbbea1ae9af0ca",
    );
  });

  it("of HKDF are those of RFC 5869, appendices A.2 and A.3", () => {
    const from = (first: number): Uint8Array => Uint8Array.from({ length: 80 }, (_, i) => first + i);
    expect(toHex(portablePrimitives.deriveKey(from(0), from(0x60), from(0xb0)))).to.equal(
      "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c",
    );
    const nothing = new Uint8Array();
    expect(toHex(portablePrimitives.deriveKey(new Uint8Array(22).fill(11), nothing, nothing))).to.equal(
      "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
    );
  });
});

describe("portable key agreement", () => {
  const secret = new Uint8Array(32).fill(9);

  it("refuses each key of small order, and each of another length, in its place", async () => {
    const good = portablePrimitives.agreementKeyOf(new Uint8Array(32).fill(3));
    const keys = [good, ...smallOrder, new Uint8Array(31), new Uint8Array(33)];
    const agreed = await portablePrimitives.agree(secret, keys);
    expect(agreed.map((result) => result?.length)).to.deep.equal([32, ...keys.slice(1).map(() => undefined)]);
  });

  it("throws for a secret of another length", () => {
    expect(() => portablePrimitives.agreementKeyOf(secret.subarray(1))).to.throw(
      RangeError,
      "32 bytes, not 31",
    );
    expect(() => portablePrimitives.agree(secret.subarray(1), [])).to.throw(RangeError, "32 bytes, not 31");
  });

  it("gives both sides the same", async () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    await fc.assert(
      fc.asyncProperty(bytes, bytes, async (a, b) => {
        const [ab] = await portablePrimitives.agree(a, [portablePrimitives.agreementKeyOf(b)]);
        const [ba] = await portablePrimitives.agree(b, [portablePrimitives.agreementKeyOf(a)]);
        expect(ab).to.deep.equal(ba);
        expect(ab).to.have.length(32);
      }),
      { numRuns: 5 },
    );
  });
});

describe("the portable key stream", () => {
  const key = new Uint8Array(32).fill(5);

  it("goes on with the counter wherever it is cut", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(1_000), fc.nat(6), (blocks, rest, unaligned) => {
        const whole = stream(key, 0, 64 * blocks + rest);
        const out = new Uint8Array(unaligned + rest).fill(255);
        portablePrimitives.keystream(key, blocks, out.subarray(unaligned));
        expect(toHex(out.subarray(unaligned))).to.equal(toHex(whole.subarray(64 * blocks)));
        expect(out.subarray(0, unaligned).every((byte) => byte === 255)).to.equal(true);
      }),
    );
  });

  it("refuses a key of another length, a counter that is none, and what lies behind its end", () => {
    expect(() => stream(key.subarray(1), 0, 1)).to.throw(RangeError, "32 bytes, not 31");
    for (const counter of [-1, 0.5, 2 ** 32 - 1])
      expect(() => stream(key, counter, 1)).to.throw(RangeError, "end");
    expect(stream(key, 2 ** 32 - 2, 64)).to.have.length(64);
  });
});
