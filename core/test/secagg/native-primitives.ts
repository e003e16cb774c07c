import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  sign,
  verify,
} from "node:crypto";
import type { KeyObject } from "node:crypto";

import type { Primitives } from "@tributary/core/identity";
import { portablePrimitives } from "@tributary/core/identity";

// RFC 8410: what stands before 32 raw bytes.
const prefixes = {
  ed25519: { secret: "302e020100300506032b657004220420", public: "302a300506032b6570032100" },
  x25519: { secret: "302e020100300506032b656e04220420", public: "302a300506032b656e032100" },
} as const;

type Curve = keyof typeof prefixes;

const keys = new Map<string, KeyObject>();

// Importing a key costs more than using it, and the same keys come again and again.
function imported(kind: "secret" | "public", curve: Curve, raw: Uint8Array): KeyObject {
  const name = `${kind} ${curve} ${Buffer.from(raw).toString("latin1")}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = Buffer.concat([Buffer.from(prefixes[curve][kind], "hex"), raw]);
  const object =
    kind === "secret"
      ? createPrivateKey({ key, format: "der", type: "pkcs8" })
      : createPublicKey({ key, format: "der", type: "spki" });
  if (keys.size > 5_000) keys.clear();
  keys.set(name, object);
  return object;
}

function secretKey(curve: Curve, raw: Uint8Array): KeyObject {
  return imported("secret", curve, raw);
}

function publicKey(curve: Curve, raw: Uint8Array): KeyObject {
  return imported("public", curve, raw);
}

function rawPublicKey(secret: KeyObject): Uint8Array {
  return Uint8Array.from(createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(12));
}

function shared(secret: KeyObject, raw: Uint8Array): Uint8Array | undefined {
  try {
    return Uint8Array.from(diffieHellman({ privateKey: secret, publicKey: publicKey("x25519", raw) }));
  } catch {
    return undefined;
  }
}

const verdicts = new Map<string, boolean>();

/** OpenSSL's primitives, for whole cohorts in a second; the tests of identity hold the portable ones against it. */
export const nativePrimitives: Primitives = {
  ...portablePrimitives,
  sha256(...parts) {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return Uint8Array.from(hash.digest());
  },
  publicKeyOf: (seed) => rawPublicKey(secretKey("ed25519", seed)),
  sign: (seed, message) => Promise.resolve(Uint8Array.from(sign(null, message, secretKey("ed25519", seed)))),
  verify(key, message, signature) {
    // Every client verifies the same adverts: the verdict is kept.
    const name = Buffer.concat([key, signature, message]).toString("latin1");
    const known = verdicts.get(name);
    if (known !== undefined) return Promise.resolve(known);
    const verdict = signature.length === 64 && verify(null, message, publicKey("ed25519", key), signature);
    verdicts.set(name, verdict);
    return Promise.resolve(verdict);
  },
  agreementKeyOf: (secret) => rawPublicKey(secretKey("x25519", secret)),
  agree(secret, publicKeys) {
    const key = secretKey("x25519", secret);
    return Promise.resolve(publicKeys.map((raw) => shared(key, raw)));
  },
  deriveKey: (inputKey, salt, info) => new Uint8Array(hkdfSync("sha256", inputKey, salt, info, 32)),
  keystream(key, counter, out) {
    const start = Buffer.alloc(16);
    start.writeUInt32LE(counter, 0);
    out.set(createCipheriv("chacha20", key, start).update(new Uint8Array(out.length)));
  },
};
