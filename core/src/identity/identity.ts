import { ed25519 } from "@noble/curves/ed25519.js";

import type { ClientId, Digest } from "../support/index.ts";
import { clientId, digest, lengthPrefixed, toHex, utf8 } from "../support/index.ts";
import type { Primitives } from "./primitives.ts";

/** Who signs: a client or a coordinator. The secret stays behind `sign`. */
export interface Signer {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** A signer from its 32-byte secret seed. The seed is copied. @throws RangeError if it has another length. */
export function signerFromSeed(seed: Uint8Array, primitives: Primitives): Signer {
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`);
  const secret = Uint8Array.from(seed);
  return {
    publicKey: primitives.publicKeyOf(secret),
    sign: (message) => primitives.sign(secret, message),
  };
}

/** A client's id: the first 32 hex digits of SHA-256(LP("tributary/v1 client") LP(public key)). */
export function clientIdOf(publicKey: Uint8Array, primitives: Primitives): ClientId {
  const hash = primitives.sha256(lengthPrefixed(utf8("tributary/v1 client"), publicKey));
  return clientId(toHex(hash).slice(0, 32));
}

/** What people compare and clients pin: SHA-256(LP("tributary/v1 coordinator") LP(public key)), 64 hex digits. */
export function fingerprintOf(publicKey: Uint8Array, primitives: Primitives): Digest {
  return digest(toHex(primitives.sha256(lengthPrefixed(utf8("tributary/v1 coordinator"), publicKey))));
}

/** Whether bytes are a public key that only one secret can stand behind: canonical, on the curve, not of small order. */
export function isSoundPublicKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false;
  try {
    return !ed25519.Point.fromBytes(publicKey).isSmallOrder();
  } catch {
    // Not a point: an expected refusal, which noble reports by throwing.
    return false;
  }
}
