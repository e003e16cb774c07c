import { createCipheriv } from "node:crypto";

import { portablePrimitives, primitivesProblem } from "@tributary/core/identity";
import { fromHex, toHex } from "@tributary/core/support";
import { nodePrimitives } from "@tributary/node-platform";
import { smallOrderKeys } from "@tributary/test-support";
import { expect } from "chai";
import fc from "fast-check";

import { provenKeystream } from "../src/keystream.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const nothing = new Uint8Array();

describe("Node's primitives for secure aggregation", () => {
  it("give the known answers of the standards", async () => {
    expect(await primitivesProblem(nodePrimitives)).to.equal(undefined);
  });

  it("give X25519's iterated answers of RFC 7748, section 5.2", async function () {
    this.timeout(20_000);
    let secret: Uint8Array = fromHex(`09${"00".repeat(31)}`);
    let publicKey = secret;
    for (let i = 1; i <= 1_000; i++) {
      const [agreed] = await nodePrimitives.agree(secret, [publicKey]);
      publicKey = secret;
      secret = agreed ?? nothing;
      if (i === 1) {
        expect(toHex(secret)).to.equal("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
      }
    }
    expect(toHex(secret)).to.equal("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
  });

  it("give X25519's first answer of RFC 7748, section 5.2", async () => {
    const [agreed] = await nodePrimitives.agree(
      fromHex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
      [fromHex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")],
    );
    expect(toHex(agreed ?? nothing)).to.equal(
      "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    );
  });

  it("give ChaCha20's block of RFC 8439, section 2.3.2, by the cipher that the stream is made with", () => {
    const key = Uint8Array.from({ length: 32 }, (_, i) => i);
    const cipher = createCipheriv("chacha20", key, fromHex("01000000000000090000004a00000000"));
    expect(toHex(cipher.update(new Uint8Array(64))).slice(0, 32)).to.equal(
      "10f1e7e4d13b5915500fdd1fa32071c4",
    );
  });

  it("agree and derive as the portable ones do, and refuse the same keys in the same places", async () => {
    const publicKey = fc.oneof(bytes(32), fc.constant(new Uint8Array(32)), bytes(31));
    await fc.assert(
      fc.asyncProperty(bytes(32), fc.array(publicKey, { maxLength: 4 }), async (secret, keys) => {
        const own = nodePrimitives.agreementKeyOf(secret);
        expect(toHex(own)).to.equal(toHex(portablePrimitives.agreementKeyOf(secret)));
        const hex = (agreed: readonly (Uint8Array | undefined)[]) => agreed.map((one) => one && toHex(one));
        expect(hex(await nodePrimitives.agree(secret, keys))).to.deep.equal(
          hex(await portablePrimitives.agree(secret, keys)),
        );
      }),
      { numRuns: 10 },
    );
    fc.assert(
      fc.property(
        bytes(32),
        fc.uint8Array({ maxLength: 80 }),
        fc.uint8Array({ maxLength: 200 }),
        (key, salt, info) => {
          expect(toHex(nodePrimitives.deriveKey(key, salt, info))).to.equal(
            toHex(portablePrimitives.deriveKey(key, salt, info)),
          );
        },
      ),
    );
    expect(toHex(nodePrimitives.deriveKey(new Uint8Array(22).fill(11), nothing, nothing))).to.equal(
      "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d",
    );
  });

  it("refuse each public key of small order, in its place", async () => {
    const smallOrder = smallOrderKeys.map(fromHex);
    const good = nodePrimitives.agreementKeyOf(new Uint8Array(32).fill(3));
    const agreed = await nodePrimitives.agree(new Uint8Array(32).fill(9), [...smallOrder, good]);
    expect(agreed.map((one) => one?.length)).to.deep.equal([...smallOrder.map(() => undefined), 32]);
  });

  it("throw for an agreement secret of another length", () => {
    expect(() => nodePrimitives.agreementKeyOf(new Uint8Array(31))).to.throw(RangeError, "32 bytes, not 31");
    expect(() => nodePrimitives.agree(new Uint8Array(33), [])).to.throw(RangeError, "32 bytes, not 33");
  });

  it("stream the portable ones' bytes from any block, into any place, over the edge of a piece", () => {
    const counter = fc.oneof(fc.nat(300), fc.integer({ min: 2 ** 32 - 20_000, max: 2 ** 32 - 3_000 }));
    const length = fc.oneof(fc.nat(300), fc.integer({ min: 65_500, max: 65_600 }));
    fc.assert(
      fc.property(bytes(32), counter, length, fc.nat(5), (key, block, size, offset) => {
        const out = new Uint8Array(offset + size).fill(255);
        const expected = Uint8Array.from(out);
        nodePrimitives.keystream(key, block, out.subarray(offset));
        portablePrimitives.keystream(key, block, expected.subarray(offset));
        expect(Buffer.compare(out, expected)).to.equal(0);
      }),
      { numRuns: 30 },
    );
  });

  it("take the portable stream where the platform's is missing or another", () => {
    const missing = () => {
      throw new Error("Unknown cipher");
    };
    expect(provenKeystream(missing)).to.equal(portablePrimitives.keystream);
    const zeros = (_key: Uint8Array, _counter: number, out: Uint8Array) => out.fill(0);
    expect(provenKeystream(zeros)).to.equal(portablePrimitives.keystream);
    // One byte of counter alone: right for the first 256 blocks.
    const narrow: typeof nodePrimitives.keystream = (key, counter, out) => {
      for (let start = 0; start < out.length; start += 64) {
        const block = (counter + start / 64) % 256;
        portablePrimitives.keystream(key, block, out.subarray(start, start + 64));
      }
    };
    expect(provenKeystream(narrow)).to.equal(portablePrimitives.keystream);
    expect(provenKeystream(nodePrimitives.keystream)).to.equal(nodePrimitives.keystream);
  });

  it("stream by the platform's cipher where it has one, as OpenSSL does", () => {
    expect(nodePrimitives.keystream).not.to.equal(portablePrimitives.keystream);
  });

  it("refuse what lies behind a stream's end", () => {
    for (const counter of [-1, 0.5, 2 ** 32 - 1]) {
      expect(() => nodePrimitives.keystream(new Uint8Array(32), counter, new Uint8Array(1))).to.throw(
        RangeError,
        "end",
      );
    }
    expect(() => nodePrimitives.keystream(new Uint8Array(31), 0, new Uint8Array(1))).to.throw(
      RangeError,
      "not 31",
    );
  });
});
