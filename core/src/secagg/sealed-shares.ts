// How a client's shares travel to one neighbour: NaCl's secretbox (XSalsa20-Poly1305) over
//
//   u(16) v(16) share of s_sk(32) share of b(32)
//
// under KDF(X25519(c_sk_u, c_pk_v), "share-enc", u, v). The key is directional and made of keys that live for one
// attempt and seal one message, so the nonce is zero.
import nacl from "tweetnacl";

import type { Primitives } from "../identity/index.ts";
import type { ClientId, Result } from "../support/index.ts";
import { concat, equalBytes, err, ok } from "../support/index.ts";
import { deriveKey, idBytes } from "./context.ts";

const nonce = new Uint8Array(nacl.secretbox.nonceLength);
const idSize = 16;
const shareSize = 32;

/** Bytes of one ciphertext. */
export const sealedSharesBytes = 2 * idSize + 2 * shareSize + nacl.secretbox.overheadLength;

/** What one holder keeps of one owner's secrets. */
export interface HeldShares {
  readonly maskSecret: Uint8Array;
  readonly selfSeed: Uint8Array;
}

interface Direction {
  readonly from: ClientId;
  readonly to: ClientId;
  /** X25519 of the two cipher keys. */
  readonly agreed: Uint8Array;
}

function boxKey(primitives: Primitives, context: Uint8Array, { from, to, agreed }: Direction): Uint8Array {
  return deriveKey(primitives, context, agreed, "share-enc", idBytes(from), idBytes(to));
}

export function sealShares(
  primitives: Primitives,
  context: Uint8Array,
  direction: Direction,
  shares: HeldShares,
): Uint8Array {
  const key = boxKey(primitives, context, direction);
  const plain = concat(idBytes(direction.from), idBytes(direction.to), shares.maskSecret, shares.selfSeed);
  try {
    return nacl.secretbox(plain, nonce, key);
  } finally {
    key.fill(0);
    plain.fill(0);
  }
}

export function openShares(
  primitives: Primitives,
  context: Uint8Array,
  direction: Direction,
  box: Uint8Array,
): Result<HeldShares, "unreadable-shares" | "misdirected-shares"> {
  if (box.length !== sealedSharesBytes) return err("unreadable-shares");
  const key = boxKey(primitives, context, direction);
  const plain = nacl.secretbox.open(Uint8Array.from(box), nonce, key);
  key.fill(0);
  if (plain === null) return err("unreadable-shares");
  const addressed = concat(idBytes(direction.from), idBytes(direction.to));
  if (!equalBytes(plain.subarray(0, 2 * idSize), addressed)) return err("misdirected-shares");
  const maskSecret = plain.slice(2 * idSize, 2 * idSize + shareSize);
  const selfSeed = plain.slice(2 * idSize + shareSize);
  plain.fill(0);
  return ok({ maskSecret, selfSeed });
}
