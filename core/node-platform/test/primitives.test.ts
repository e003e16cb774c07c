import { portablePrimitives } from "@tributary/core/identity";
import { fromHex, toHex, utf8 } from "@tributary/core/support";
import { nodePrimitives } from "@tributary/node-platform";
import { expect } from "chai";
import fc from "fast-check";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const anyBytes = fc.uint8Array({ maxLength: 3_000 });

describe("Node's primitives", () => {
  it("hash as the portable ones do, in one go and piece by piece", () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 4 }), (parts) => {
        const expected = toHex(portablePrimitives.sha256(...parts));
        const running = nodePrimitives.hasher();
        for (const part of parts) running.update(part);
        expect(toHex(nodePrimitives.sha256(...parts))).to.equal(expected);
        expect(toHex(running.digest())).to.equal(expected);
      }),
    );
  });

  it("seal to the portable ones' bytes, and each opens what the other sealed", () => {
    fc.assert(
      fc.property(bytes(32), bytes(12), anyBytes, anyBytes, (key, nonce, associated, text) => {
        const sealed = nodePrimitives.aeadSeal(key, nonce, associated, text);
        expect(toHex(sealed)).to.equal(toHex(portablePrimitives.aeadSeal(key, nonce, associated, text)));
        expect(nodePrimitives.aeadOpen(key, nonce, associated, sealed)).to.deep.equal(Buffer.from(text));
      }),
    );
  });

  it("open nothing of which a single bit was changed, nor what is too short to carry a tag", () => {
    fc.assert(
      fc.property(bytes(32), bytes(12), anyBytes, fc.nat(), (key, nonce, text, where) => {
        const associated = utf8("bound");
        const sealed = Uint8Array.from(nodePrimitives.aeadSeal(key, nonce, associated, text));
        sealed[where % sealed.length]! ^= 1 << (where % 8);
        expect(nodePrimitives.aeadOpen(key, nonce, associated, sealed)).to.equal(undefined);
      }),
    );
    expect(
      nodePrimitives.aeadOpen(new Uint8Array(32), new Uint8Array(12), new Uint8Array(), new Uint8Array(15)),
    ).to.equal(undefined);
  });

  it("sign as the portable ones do, and each verifies the other's signatures", async () => {
    await fc.assert(
      fc.asyncProperty(bytes(32), anyBytes, async (seed, message) => {
        const publicKey = nodePrimitives.publicKeyOf(seed);
        const signature = await nodePrimitives.sign(seed, message);
        expect(toHex(publicKey)).to.equal(toHex(portablePrimitives.publicKeyOf(seed)));
        expect(toHex(signature)).to.equal(toHex(await portablePrimitives.sign(seed, message)));
        expect(await nodePrimitives.verify(publicKey, message, signature)).to.equal(true);
        expect(await nodePrimitives.verify(publicKey, new Uint8Array([...message, 0]), signature)).to.equal(
          false,
        );
      }),
      { numRuns: 25 },
    );
  });

  it("verify nothing by a key or a signature of the wrong form", async () => {
    const seed = new Uint8Array(32).fill(7);
    const signature = await nodePrimitives.sign(seed, utf8("x"));
    expect(await nodePrimitives.verify(new Uint8Array(31), utf8("x"), signature)).to.equal(false);
    expect(
      await nodePrimitives.verify(nodePrimitives.publicKeyOf(seed), utf8("x"), signature.subarray(1)),
    ).to.equal(false);
    expect(await nodePrimitives.verify(new Uint8Array(32).fill(255), utf8("x"), signature)).to.equal(false);
  });

  it("give SHA-256's example of FIPS 180-4", () => {
    expect(toHex(nodePrimitives.sha256(utf8("abc")))).to.equal(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it("give Ed25519's second example of RFC 8032, section 7.1", async () => {
    const seed = fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    expect(toHex(nodePrimitives.publicKeyOf(seed))).to.equal(
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    );
    expect(toHex(await nodePrimitives.sign(seed, Uint8Array.of(0x72)))).to.equal(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
  });

  it("give the AEAD's example of RFC 8439, section 2.8.2", () => {
    const key = fromHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    const text = utf8(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    );
    const sealed = nodePrimitives.aeadSeal(
      key,
      fromHex("070000004041424344454647"),
      fromHex("50515253c0c1c2c3c4c5c6c7"),
      text,
    );
    expect(toHex(sealed.subarray(0, 16))).to.equal("d31a8d34648e60db7b86afbc53ef7ec2");
    expect(toHex(sealed.subarray(text.length))).to.equal("1ae10b594f09e26a7e902ecbd0600691");
  });
});
