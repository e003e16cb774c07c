import { expect } from "chai";
import nacl from "tweetnacl";

import { concat } from "@tributary/core/support";

import { deriveKey, idBytes } from "../../src/secagg/context.ts";
import { openShares, sealShares } from "../../src/secagg/sealed-shares.ts";
import { members } from "./cohort.ts";
import { nativePrimitives } from "./native-primitives.ts";

const [alice, bob, carol] = members(3).map(({ client }) => client);
const context = new Uint8Array(32).fill(1);
const agreed = new Uint8Array(32).fill(2);
const shares = { maskSecret: new Uint8Array(32).fill(3), selfSeed: new Uint8Array(32).fill(4) };
const direction = { from: alice!, to: bob!, agreed };

describe("sealed shares", () => {
  it("open for the one that they were sealed for", () => {
    const box = sealShares(nativePrimitives, context, direction, shares);
    expect(box).to.have.length(112);
    expect(openShares(nativePrimitives, context, direction, box)).to.deep.equal({ ok: true, value: shares });
  });

  it("do not open in the other direction, in another attempt, for another pair or when a byte is missing", () => {
    const box = sealShares(nativePrimitives, context, direction, shares);
    const refused = { ok: false, error: "unreadable-shares" };
    const open = (...[from, to, ctx, bytes]: [typeof alice, typeof bob, Uint8Array, Uint8Array]): unknown =>
      openShares(nativePrimitives, ctx, { from: from!, to: to!, agreed }, bytes);
    expect(open(bob, alice, context, box)).to.deep.equal(refused);
    expect(open(alice, carol, context, box)).to.deep.equal(refused);
    expect(open(alice, bob, agreed, box)).to.deep.equal(refused);
    expect(open(alice, bob, context, box.subarray(1))).to.deep.equal(refused);
  });

  it("are refused as misdirected when their sender wrote other names inside", () => {
    const key = deriveKey(nativePrimitives, context, agreed, "share-enc", idBytes(alice!), idBytes(bob!));
    const plain = concat(idBytes(alice!), idBytes(carol!), shares.maskSecret, shares.selfSeed);
    const box = nacl.secretbox(plain, new Uint8Array(24), key);
    expect(openShares(nativePrimitives, context, direction, box)).to.deep.equal({
      ok: false,
      error: "misdirected-shares",
    });
  });

  it("do not open when their sender sealed another number of bytes", () => {
    const key = deriveKey(nativePrimitives, context, agreed, "share-enc", idBytes(alice!), idBytes(bob!));
    for (const last of [new Uint8Array(31), new Uint8Array(33)]) {
      const plain = concat(idBytes(alice!), idBytes(bob!), shares.maskSecret, last);
      const box = nacl.secretbox(plain, new Uint8Array(24), key);
      const opened = openShares(nativePrimitives, context, direction, box);
      expect(opened).to.deep.equal({ ok: false, error: "unreadable-shares" });
    }
  });
});
