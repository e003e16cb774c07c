// Primitives of the reference: node:crypto where it has them, plain loops where it has not. Slow and short.
import {
  createCipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  sign,
} from "node:crypto";
import type { KeyObject } from "node:crypto";

export type Bytes = Buffer;

export function sha256(...parts: readonly Uint8Array[]): Bytes {
  return createHash("sha256").update(Buffer.concat(parts)).digest();
}

export function u32be(value: number): Bytes {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** H(tag, x1, x2...) = SHA-256(LP(tag) LP(x1)...) */
export function h(name: string, ...parts: readonly Uint8Array[]): Bytes {
  const tag = Buffer.from(`tributary-secagg/v1 ${name}`);
  return sha256(...[tag, ...parts].flatMap((part) => [u32be(part.length), part]));
}

/** HKDF-SHA256 with 32 bytes of output: one block (RFC 5869). */
export function kdf(ctx: Uint8Array, key: Uint8Array, name: string, ...fields: readonly Uint8Array[]): Bytes {
  const prk = createHmac("sha256", ctx).update(key).digest();
  const info = Buffer.concat([Buffer.from(`tributary-secagg/v1 ${name}`), ...fields]);
  return createHmac("sha256", prk)
    .update(info)
    .update(Buffer.from([1]))
    .digest();
}

function importSecret(oid: string, raw: Uint8Array): KeyObject {
  const der = Buffer.concat([Buffer.from(`302e020100300506032b65${oid}04220420`, "hex"), raw]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

export function x25519Public(secret: Uint8Array): Bytes {
  return createPublicKey(importSecret("6e", secret)).export({ format: "der", type: "spki" }).subarray(12);
}

export function x25519(secret: Uint8Array, publicKey: Uint8Array): Bytes {
  const der = Buffer.concat([Buffer.from("302a300506032b656e032100", "hex"), publicKey]);
  return diffieHellman({
    privateKey: importSecret("6e", secret),
    publicKey: createPublicKey({ key: der, format: "der", type: "spki" }),
  });
}

/** Ed25519 over the tag and the fields. */
export function signed(seed: Uint8Array, name: string, ...fields: readonly Uint8Array[]): Bytes {
  const message = Buffer.concat([Buffer.from(`tributary-secagg/v1 ${name}`), ...fields]);
  return sign(null, message, importSecret("70", seed));
}

/** The first words of a seed's mask. */
export function prg(seed: Uint8Array, count: number): readonly number[] {
  const stream = createCipheriv("chacha20", seed, Buffer.alloc(16)).update(Buffer.alloc(4 * count));
  return Array.from({ length: count }, (_, i) => stream.readUInt32LE(4 * i));
}

/** Russian peasant's product modulo x^8 + x^4 + x^3 + x + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let i = 0; i < 8; i++) {
    if ((b >> i) & 1) product ^= a;
    a = a & 128 ? ((a << 1) & 255) ^ 0x1b : a << 1;
  }
  return product;
}

function inverse(a: number): number {
  for (let b = 1; b < 256; b++) if (times(a, b) === 1) return b;
  throw new Error("0 has no inverse");
}

/** Share of holder x = 1 + i at index i; `coefficients` are those of degree 1 for each byte, then of degree 2... */
export function shamirSplit(
  secret: Uint8Array,
  t: number,
  n: number,
  coefficients: Uint8Array,
): readonly Bytes[] {
  return Array.from({ length: n }, (_, holder) =>
    Buffer.from(
      [...secret].map((constant, b) => {
        let value = constant;
        let power = 1;
        for (let degree = 1; degree < t; degree++) {
          power = times(power, holder + 1);
          value ^= times(coefficients[(degree - 1) * secret.length + b]!, power);
        }
        return value;
      }),
    ),
  );
}

/** The secret of shares at coordinates x. */
export function shamirCombine(shares: readonly { readonly x: number; readonly share: Uint8Array }[]): Bytes {
  const secret = Buffer.alloc(32);
  for (const { x, share } of shares) {
    let weight = 1;
    for (const { x: other } of shares) {
      if (other !== x) weight = times(weight, times(other, inverse(other ^ x)));
    }
    share.forEach((byte, b) => (secret[b] = secret[b]! ^ times(byte, weight)));
  }
  return secret;
}

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** Salsa20's twenty rounds over sixteen words (Bernstein, The Salsa20 family of stream ciphers). */
function salsaRounds(input: readonly number[]): number[] {
  const x = [...input];
  const quarter = (a: number, b: number, c: number, d: number): void => {
    x[b]! ^= rotate((x[a]! + x[d]!) | 0, 7);
    x[c]! ^= rotate((x[b]! + x[a]!) | 0, 9);
    x[d]! ^= rotate((x[c]! + x[b]!) | 0, 13);
    x[a]! ^= rotate((x[d]! + x[c]!) | 0, 18);
  };
  for (let i = 0; i < 10; i++) {
    quarter(0, 4, 8, 12);
    quarter(5, 9, 13, 1);
    quarter(10, 14, 2, 6);
    quarter(15, 3, 7, 11);
    quarter(0, 1, 2, 3);
    quarter(5, 6, 7, 4);
    quarter(10, 11, 8, 9);
    quarter(15, 12, 13, 14);
  }
  return x;
}

function salsaInput(key: Bytes, input: Bytes): number[] {
  const c = Buffer.from("expand 32-byte k");
  const word = (bytes: Bytes, i: number): number => bytes.readInt32LE(4 * i);
  const words = Array.from({ length: 16 }, () => 0);
  for (let i = 0; i < 4; i++) {
    words[5 * i] = word(c, i);
    words[1 + i] = word(key, i);
    words[6 + i] = word(input, i);
    words[11 + i] = word(key, 4 + i);
  }
  return words;
}

function littleEndian(words: readonly number[]): Bytes {
  const bytes = Buffer.alloc(4 * words.length);
  words.forEach((word, i) => bytes.writeInt32LE(word | 0, 4 * i));
  return bytes;
}

/** NaCl's secretbox with nonce 0: XSalsa20 and Poly1305; the tag comes first. */
export function secretbox(key: Bytes, plain: Uint8Array): Bytes {
  const z = salsaRounds(salsaInput(key, Buffer.alloc(16)));
  const subkey = littleEndian([0, 5, 10, 15, 6, 7, 8, 9].map((i) => z[i]!));
  const length = 32 + plain.length;
  const stream: Bytes[] = [];
  for (let block = 0; 64 * block < length; block++) {
    const counter = Buffer.alloc(16);
    counter.writeUInt32LE(block, 8);
    const input = salsaInput(subkey, counter);
    const rounds = salsaRounds(input);
    stream.push(littleEndian(input.map((word, i) => word + rounds[i]!)));
  }
  const pad = Buffer.concat(stream);
  const body = Buffer.from(plain.map((byte, i) => byte ^ pad[32 + i]!));
  return Buffer.concat([poly1305(pad.subarray(0, 32), body), body]);
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString("hex") || "0"}`);
}

function poly1305(key: Bytes, message: Bytes): Bytes {
  const r = toInteger(key.subarray(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn;
  let sum = 0n;
  for (let at = 0; at < message.length; at += 16) {
    const block = Buffer.concat([message.subarray(at, at + 16), Buffer.from([1])]);
    sum = ((sum + toInteger(block)) * r) % (2n ** 130n - 5n);
  }
  const tag = (sum + toInteger(key.subarray(16, 32))) % 2n ** 128n;
  return Buffer.from(tag.toString(16).padStart(32, "0"), "hex").reverse();
}
