import { UserError, equalBytes, fromHex, utf8 } from "../support/index.ts";
import type { Primitives } from "./primitives.ts";

/** One result of each primitive, from the standard that defines it. */
interface KnownAnswer {
  readonly name: string;
  readonly expected: string;
  readonly compute: (primitives: Primitives) => Uint8Array | Promise<Uint8Array>;
}

const knownAnswers: readonly KnownAnswer[] = [
  {
    name: "SHA-256 (FIPS 180-4)",
    expected: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    compute: (primitives) => primitives.sha256(utf8("abc")),
  },
  {
    name: "HKDF-SHA256 (RFC 5869, appendix A.1)",
    expected: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
    compute: (primitives) =>
      primitives.deriveKey(
        new Uint8Array(22).fill(0x0b),
        fromHex("000102030405060708090a0b0c"),
        fromHex("f0f1f2f3f4f5f6f7f8f9"),
      ),
  },
  {
    name: "ChaCha20 (RFC 8439, appendix A.1)",
    expected:
      "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586" +
      "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f",
    compute(primitives) {
      const out = new Uint8Array(128);
      primitives.keystream(new Uint8Array(32), 0, out);
      return out;
    },
  },
  {
    name: "X25519 (RFC 7748, section 6.1)",
    expected: "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
    async compute(primitives) {
      const alice = fromHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
      const bob = fromHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
      const [refused, agreed] = await primitives.agree(alice, [
        new Uint8Array(32),
        primitives.agreementKeyOf(bob),
      ]);
      return refused ?? agreed ?? new Uint8Array();
    },
  },
  {
    name: "Ed25519 (RFC 8032, section 7.1, test 1)",
    expected:
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    async compute(primitives) {
      const seed = fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
      const signature = await primitives.sign(seed, new Uint8Array());
      const verified = await primitives.verify(primitives.publicKeyOf(seed), new Uint8Array(), signature);
      return verified ? signature : new Uint8Array();
    },
  },
  {
    name: "ChaCha20-Poly1305 (RFC 8439, section 2.8.2)",
    expected: "1ae10b594f09e26a7e902ecbd0600691",
    compute(primitives) {
      const key = fromHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
      const text = utf8(
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
      );
      const nonce = fromHex("070000004041424344454647");
      const associated = fromHex("50515253c0c1c2c3c4c5c6c7");
      const sealed = primitives.aeadSeal(key, nonce, associated, text);
      const opened = primitives.aeadOpen(key, nonce, associated, sealed);
      return opened !== undefined && equalBytes(opened, text)
        ? sealed.subarray(text.length)
        : new Uint8Array();
    },
  },
];

/**
 * Computes a known answer of each primitive. @returns what is wrong first, by name and standard; undefined if all is right.
 */
export async function primitivesProblem(primitives: Primitives): Promise<string | undefined> {
  for (const { name, expected, compute } of knownAnswers) {
    if (!equalBytes(await compute(primitives), fromHex(expected))) return name;
  }
  return undefined;
}

const checked = new WeakMap<Primitives, Promise<string | undefined>>();

/**
 * What every coordinator and participant begins with, since a platform whose cryptography is not everybody's must not
 * take part. Computed once for the same primitives. @throws UserError naming the primitive that is wrong
 */
export async function requireSoundPrimitives(primitives: Primitives): Promise<void> {
  const checking = checked.get(primitives) ?? primitivesProblem(primitives);
  checked.set(primitives, checking);
  const problem = await checking;
  if (problem === undefined) return;
  throw new UserError(
    `This platform computes ${problem} wrongly, so that nobody could take part with it safely; use another runtime, or another version.`,
  );
}
