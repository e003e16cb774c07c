import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  sign as signNatively,
  verify as verifyNatively,
} from "node:crypto";
import type { KeyObject } from "node:crypto";

import { checkAgreementSecret } from "@tributary/core/identity";
import type { Primitives } from "@tributary/core/identity";

import { keystream } from "./keystream.ts";

// RFC 8410: what stands before the 32 raw bytes of a key in PKCS #8 and in SubjectPublicKeyInfo, for Ed25519
// (1.3.101.112) and for X25519 (1.3.101.110).
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");
const agreementPkcs8Prefix = Buffer.from("302e020100300506032b656e04220420", "hex");
const agreementSpkiPrefix = Buffer.from("302a300506032b656e032100", "hex");

const tagBytes = 16;
/** Importing a key costs about as much as using it, and the same clients sign again and again. */
const keyCacheSize = 4_096;
const publicKeys = new Map<string, KeyObject>();

function privateKeyOf(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`);
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });
}

/** A public key from its 32 raw bytes, as a JSON Web Key (RFC 8037): nine times faster than from DER. */
function importPublicKey(curve: "Ed25519" | "X25519", raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: curve, x }, format: "jwk" });
}

function publicKeyObject(raw: Uint8Array): KeyObject {
  const name = Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString("latin1");
  const cached = publicKeys.get(name);
  if (cached !== undefined) return cached;
  const key = importPublicKey("Ed25519", raw);
  if (publicKeys.size >= keyCacheSize) {
    const [oldest] = publicKeys.keys();
    if (oldest !== undefined) publicKeys.delete(oldest);
  }
  publicKeys.set(name, key);
  return key;
}

function agreementSecretObject(secret: Uint8Array): KeyObject {
  checkAgreementSecret(secret);
  const key = Buffer.concat([agreementPkcs8Prefix, secret]);
  const object = createPrivateKey({ key, format: "der", type: "pkcs8" });
  key.fill(0);
  return object;
}

function sharedSecret(privateKey: KeyObject, publicKey: Uint8Array): Uint8Array | undefined {
  if (publicKey.length !== 32) return undefined;
  const key = importPublicKey("X25519", publicKey);
  try {
    return diffieHellman({ privateKey, publicKey: key });
  } catch {
    // A key of small order: an expected refusal, which OpenSSL reports by failing.
    return undefined;
  }
}

/** Primitives by OpenSSL: the same bytes as core's portable ones, an order of magnitude faster. */
export const nodePrimitives: Primitives = {
  sha256(...parts) {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(part);
    return hash.digest();
  },
  hasher() {
    const hash = createHash("sha256");
    return {
      update(bytes) {
        hash.update(bytes);
      },
      digest: () => hash.digest(),
    };
  },
  aeadSeal(key, nonce, associated, plaintext) {
    const cipher = createCipheriv("chacha20-poly1305", key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(associated, { plaintextLength: plaintext.length });
    const body = cipher.update(plaintext);
    cipher.final();
    return Buffer.concat([body, cipher.getAuthTag()]);
  },
  aeadOpen(key, nonce, associated, sealed) {
    if (sealed.length < tagBytes) return undefined;
    const bodyBytes = sealed.length - tagBytes;
    const decipher = createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(associated, { plaintextLength: bodyBytes });
    decipher.setAuthTag(sealed.subarray(bodyBytes));
    const body = decipher.update(sealed.subarray(0, bodyBytes));
    try {
      decipher.final();
    } catch {
      // A tag that does not verify is an expected refusal, which OpenSSL reports by failing.
      return undefined;
    }
    return body;
  },
  publicKeyOf(seed) {
    const der = createPublicKey(privateKeyOf(seed)).export({ format: "der", type: "spki" });
    return Uint8Array.from(der.subarray(spkiPrefix.length));
  },
  sign: (seed, message) => Promise.resolve(signNatively(null, message, privateKeyOf(seed))),
  verify(publicKey, message, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return Promise.resolve(false);
    try {
      return Promise.resolve(verifyNatively(null, message, publicKeyObject(publicKey), signature));
    } catch {
      // Bytes that are no key verify nothing.
      return Promise.resolve(false);
    }
  },
  agreementKeyOf(secret) {
    const der = createPublicKey(agreementSecretObject(secret)).export({ format: "der", type: "spki" });
    return Uint8Array.from(der.subarray(agreementSpkiPrefix.length));
  },
  agree(secret, publicKeys) {
    const privateKey = agreementSecretObject(secret);
    return Promise.resolve(publicKeys.map((publicKey) => sharedSecret(privateKey, publicKey)));
  },
  deriveKey: (inputKey, salt, info) => new Uint8Array(hkdfSync("sha256", inputKey, salt, info, 32)),
  keystream,
};
