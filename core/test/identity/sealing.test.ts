import { expect } from "chai";
import fc from "fast-check";

import {
  createSealingKeyPair,
  openSealed,
  pieceBytes,
  portablePrimitives,
  sealPrefixBytes,
  sealUpdate,
  sealedBytes,
  unsealedBytes,
} from "../../src/identity/index.ts";
import type { SealContext, SealingKeyPair } from "../../src/identity/index.ts";
import { clientId, concat, digest, seededRandom, utf8 } from "../../src/support/index.ts";

const random = seededRandom(utf8("sealing"));
const recipient = createSealingKeyPair(random);
const context: SealContext = { descriptor: digest("cd".repeat(32)), client: clientId("ef".repeat(16)) };

function open(sealed: Uint8Array, keys: SealingKeyPair, bound: SealContext): Uint8Array | undefined {
  const opener = openSealed(
    sealed.subarray(0, sealPrefixBytes),
    sealed.length,
    keys,
    bound,
    portablePrimitives,
  );
  if (opener === undefined) return undefined;
  const pieces: Uint8Array[] = [];
  for (let i = 0; i < opener.pieceCount; i++) {
    const { start, end } = opener.pieceRange(i);
    const piece = opener.open(i, sealed.subarray(start, end));
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return concat(...pieces);
}

function sealOf(size: number): { readonly plain: Uint8Array; readonly sealed: Uint8Array } {
  const plain = random.bytes(size);
  return { plain, sealed: sealUpdate(plain, recipient.publicKey, context, portablePrimitives, random) };
}

describe("a sealed update", () => {
  it("opens to what was sealed, at every size about a piece's end", () => {
    for (const size of [
      0,
      1,
      pieceBytes - 1,
      pieceBytes,
      pieceBytes + 1,
      2 * pieceBytes,
      3 * pieceBytes + 17,
    ]) {
      const { plain, sealed } = sealOf(size);
      expect(sealed.length, `${size}`).to.equal(sealedBytes(size));
      expect(unsealedBytes(sealed.length), `${size}`).to.equal(size);
      expect(open(sealed, recipient, context), `${size}`).to.deep.equal(plain);
    }
  });

  it("does not open with another key, for another client or under another descriptor", () => {
    const { sealed } = sealOf(100);
    expect(open(sealed, createSealingKeyPair(random), context)).to.equal(undefined);
    expect(open(sealed, recipient, { ...context, client: clientId("00".repeat(16)) })).to.equal(undefined);
    expect(open(sealed, recipient, { ...context, descriptor: digest("00".repeat(32)) })).to.equal(undefined);
  });

  it("does not open when a byte anywhere was changed", () => {
    const { sealed } = sealOf(200);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const damaged = Uint8Array.from(sealed);
        damaged[index]! ^= change;
        expect(open(damaged, recipient, context)).to.equal(undefined);
      }),
      { numRuns: 50 },
    );
  });

  it("does not open when the bit of the sender's key was changed that the agreement ignores", () => {
    const { sealed } = sealOf(200);
    // Four bytes of magic, 32 of the key.
    sealed[35]! ^= 0x80;
    expect(open(sealed, recipient, context)).to.equal(undefined);
  });

  it("does not open when pieces were cut off or exchanged", () => {
    const { sealed } = sealOf(2 * pieceBytes);
    const piece = pieceBytes + 16;
    const first = sealed.subarray(sealPrefixBytes, sealPrefixBytes + piece);
    const second = sealed.subarray(sealPrefixBytes + piece);
    const prefix = sealed.subarray(0, sealPrefixBytes);
    expect(open(concat(prefix, first), recipient, context)).to.equal(undefined);
    expect(open(concat(prefix, second, first), recipient, context)).to.equal(undefined);
    expect(open(concat(prefix, second), recipient, context)).to.equal(undefined);
    expect(open(sealed.subarray(0, 50), recipient, context)).to.equal(undefined);
  });

  it("never looks the same twice", () => {
    const plain = new Uint8Array(10);
    const seal = () => sealUpdate(plain, recipient.publicKey, context, portablePrimitives, random);
    const [first, second] = [seal(), seal()];
    expect(first).to.not.deep.equal(second);
    // Nor does its body, whose nonces are the same in every update: the key must be another.
    expect(first.subarray(sealPrefixBytes)).to.not.deep.equal(second.subarray(sealPrefixBytes));
  });
});
