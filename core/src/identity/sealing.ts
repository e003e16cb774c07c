// Sealed updates. A fresh 32-byte key is wrapped by NaCl's box (tweetnacl: X25519, XSalsa20-Poly1305) from an
// ephemeral key pair to the round's sealing key; the body is ChaCha20-Poly1305 in pieces of 64 KiB:
//
//   "TRS1"  ephemeral public key (32)  nonce (24)  boxed key (48)  pieces: ciphertext (<= 65,536) and tag (16)
//
// Piece i has the nonce u32be(last ? 1 : 0) u64be(i), so that pieces can be neither reordered nor cut off, and the
// associated data LP(descriptor digest) LP(client id), so that no update passes for another client's or round's.
import nacl from "tweetnacl";

import type { ClientId, Digest, Random } from "../support/index.ts";
import { concat, fromHex, lengthPrefixed, u32be, u64be, utf8 } from "../support/index.ts";
import type { Primitives } from "./primitives.ts";

/** Plaintext bytes in one piece. */
export const pieceBytes = 65_536;
const tagBytes = 16;
const magic = utf8("TRS1");
const wrappedKeyBytes = 32 + nacl.box.overheadLength;
const prefixBytes = magic.length + nacl.box.publicKeyLength + nacl.box.nonceLength + wrappedKeyBytes;

/** What a sealed update is bound to. */
export interface SealContext {
  /** Digest of the round descriptor. */
  readonly descriptor: Digest;
  readonly client: ClientId;
}

/** An X25519 key pair for one attempt; the secret is deleted when the attempt ends. */
export interface SealingKeyPair {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

export function createSealingKeyPair(random: Random): SealingKeyPair {
  return nacl.box.keyPair.fromSecretKey(Uint8Array.from(random.bytes(32)));
}

/** Size of the sealed form of so many bytes. */
export function sealedBytes(plainBytes: number): number {
  return prefixBytes + plainBytes + tagBytes * Math.max(1, Math.ceil(plainBytes / pieceBytes));
}

/** Size of what a sealed form of so many bytes holds; undefined if no update seals to that size. */
export function unsealedBytes(sealedSize: number): number | undefined {
  const body = sealedSize - prefixBytes;
  const pieces = Math.ceil(body / (pieceBytes + tagBytes));
  const plain = body - pieces * tagBytes;
  return pieces >= 1 && plain >= 0 && sealedBytes(plain) === sealedSize ? plain : undefined;
}

function pieceNonce(index: number, last: boolean): Uint8Array {
  return concat(u32be(last ? 1 : 0), u64be(index));
}

function associatedData(context: SealContext): Uint8Array {
  return lengthPrefixed(fromHex(context.descriptor), utf8(context.client));
}

/** Seals `plaintext` so that only the holder of the round's secret key can open it. */
export function sealUpdate(
  plaintext: Uint8Array,
  recipientKey: Uint8Array,
  context: SealContext,
  primitives: Primitives,
  random: Random,
): Uint8Array {
  const ephemeral = createSealingKeyPair(random);
  const key = Uint8Array.from(random.bytes(32));
  const nonce = Uint8Array.from(random.bytes(nacl.box.nonceLength));
  const wrapped = nacl.box(key, nonce, recipientKey, ephemeral.secretKey);
  const sealed = new Uint8Array(sealedBytes(plaintext.length));
  sealed.set(concat(magic, ephemeral.publicKey, nonce, wrapped), 0);
  const associated = associatedData(context);
  const pieces = Math.max(1, Math.ceil(plaintext.length / pieceBytes));
  for (let i = 0, at = prefixBytes; i < pieces; i++) {
    const piece = plaintext.subarray(i * pieceBytes, (i + 1) * pieceBytes);
    const box = primitives.aeadSeal(key, pieceNonce(i, i === pieces - 1), associated, piece);
    sealed.set(box, at);
    at += box.length;
  }
  return sealed;
}

/** Opens one sealed update piece by piece, so that it need not be in memory as a whole. */
export interface SealOpener {
  readonly pieceCount: number;
  /** Where piece `index` lies in the sealed bytes. */
  pieceRange(index: number): { readonly start: number; readonly end: number };
  /** The piece's plaintext, or undefined if it is not what was sealed. */
  open(index: number, piece: Uint8Array): Uint8Array | undefined;
}

/** Bytes at the start of a sealed update that openSealed needs. */
export const sealPrefixBytes = prefixBytes;

/**
 * @param prefix the first sealPrefixBytes of the sealed update
 * @param sealedSize its whole size
 * @returns undefined if it was not sealed to this key
 */
export function openSealed(
  prefix: Uint8Array,
  sealedSize: number,
  recipient: SealingKeyPair,
  context: SealContext,
  primitives: Primitives,
): SealOpener | undefined {
  const plain = unsealedBytes(sealedSize);
  if (plain === undefined || prefix.length < prefixBytes || magic.some((byte, i) => prefix[i] !== byte))
    return undefined;
  const nonceAt = magic.length + nacl.box.publicKeyLength;
  // X25519 ignores a key's last bit (RFC 7748, section 5), so two prefixes would stand for one seal.
  if ((prefix[nonceAt - 1]! & 0x80) !== 0) return undefined;
  const keyAt = nonceAt + nacl.box.nonceLength;
  const key = nacl.box.open(
    prefix.slice(keyAt, prefixBytes),
    prefix.slice(nonceAt, keyAt),
    prefix.slice(magic.length, nonceAt),
    recipient.secretKey,
  );
  if (key === null) return undefined;
  const pieceCount = Math.max(1, Math.ceil(plain / pieceBytes));
  const associated = associatedData(context);
  return {
    pieceCount,
    pieceRange(index) {
      const start = prefixBytes + index * (pieceBytes + tagBytes);
      return { start, end: Math.min(start + pieceBytes + tagBytes, sealedSize) };
    },
    open: (index, piece) =>
      primitives.aeadOpen(key, pieceNonce(index, index === pieceCount - 1), associated, piece),
  };
}
