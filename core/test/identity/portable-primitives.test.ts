import { expect } from "chai";

import { portablePrimitives } from "../../src/identity/index.ts";
import { fromHex, toHex, utf8 } from "../../src/support/index.ts";

describe("portable primitives", () => {
  it("hash as FIPS 180-4 says", () => {
    const expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(toHex(portablePrimitives.sha256(utf8("abc")))).to.equal(expected);
    expect(toHex(portablePrimitives.sha256(utf8("a"), utf8("bc")))).to.equal(expected);
    const hasher = portablePrimitives.hasher();
    hasher.update(utf8("ab"));
    hasher.update(utf8("c"));
    expect(toHex(hasher.digest())).to.equal(expected);
  });

  it("seal as RFC 8439, section 2.8.2, says", () => {
    const key = fromHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    const nonce = fromHex("070000004041424344454647");
    const associated = fromHex("50515253c0c1c2c3c4c5c6c7");
    const text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    const sealed = portablePrimitives.aeadSeal(key, nonce, associated, utf8(text));
    expect(toHex(sealed.subarray(0, 16))).to.equal("d31a8d34648e60db7b86afbc53ef7ec2");
    expect(toHex(sealed.subarray(sealed.length - 16))).to.equal("1ae10b594f09e26a7e902ecbd0600691");
    expect(portablePrimitives.aeadOpen(key, nonce, associated, sealed)).to.deep.equal(utf8(text));
    sealed[0]! ^= 1;
    expect(portablePrimitives.aeadOpen(key, nonce, associated, sealed)).to.equal(undefined);
  });

  it("sign as RFC 8032, test 1, says", async () => {
    const seed = fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    const publicKey = portablePrimitives.publicKeyOf(seed);
    expect(toHex(publicKey)).to.equal("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    const signature = await portablePrimitives.sign(seed, new Uint8Array());
    expect(toHex(signature).slice(0, 32)).to.equal("e5564300c360ac729086e2cc806e828a");
    expect(await portablePrimitives.verify(publicKey, new Uint8Array(), signature)).to.equal(true);
    expect(await portablePrimitives.verify(publicKey, utf8("x"), signature)).to.equal(false);
    expect(await portablePrimitives.verify(publicKey, new Uint8Array(), signature.subarray(1))).to.equal(
      false,
    );
  });
});
