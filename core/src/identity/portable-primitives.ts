import { chacha20, chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";

import { checkAgreementSecret, checkKeystream } from "./primitives.ts";
import type { Primitives } from "./primitives.ts";

const zeroNonce = new Uint8Array(12);

function sharedSecret(secret: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  try {
    return x25519.getSharedSecret(secret, publicKey);
  } catch {
    // A key of small order or of another length: an expected refusal, which noble reports by throwing.
    return undefined;
  }
}

/** Primitives for platforms without native ones, by noble: slow, audited, the same everywhere. */
export const portablePrimitives: Primitives = {
  sha256(...parts) {
    const hash = sha256.create();
    for (const part of parts) hash.update(part);
    return hash.digest();
  },
  hasher() {
    const hash = sha256.create();
    return {
      update(bytes) {
        hash.update(bytes);
      },
      digest: () => hash.digest(),
    };
  },
  aeadSeal: (key, nonce, associated, plaintext) =>
    chacha20poly1305(key, nonce, associated).encrypt(plaintext),
  aeadOpen(key, nonce, associated, sealed) {
    try {
      return chacha20poly1305(key, nonce, associated).decrypt(sealed);
    } catch {
      // A tag that does not verify is an expected refusal, which noble reports by throwing.
      return undefined;
    }
  },
  publicKeyOf: (seed) => ed25519.getPublicKey(seed),
  sign: (seed, message) => Promise.resolve(ed25519.sign(message, seed)),
  verify(publicKey, message, signature) {
    try {
      return Promise.resolve(ed25519.verify(signature, message, publicKey));
    } catch {
      // A key or signature of the wrong form verifies nothing.
      return Promise.resolve(false);
    }
  },
  agreementKeyOf(secret) {
    checkAgreementSecret(secret);
    return x25519.getPublicKey(secret);
  },
  agree(secret, publicKeys) {
    checkAgreementSecret(secret);
    return Promise.resolve(publicKeys.map((publicKey) => sharedSecret(secret, publicKey)));
  },
  deriveKey: (inputKey, salt, info) => hkdf(sha256, inputKey, salt, info, 32),
  keystream(key, counter, out) {
    checkKeystream(key, counter, out);
    // noble adds the stream to a message modulo 2, and the message may be its own output.
    out.fill(0);
    chacha20(key, zeroNonce, out, out, counter);
  },
};
