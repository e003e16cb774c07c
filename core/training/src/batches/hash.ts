import type { PreparedExample } from "./prepare.ts";

/**
 * 53 bits that depend on every bit of an example: two runs of MurmurHash3's 32-bit body and finish (A. Appleby, public
 * domain) with different seeds. Not cryptographic: whoever can choose a client's examples gains nothing by collisions.
 */
export function hashExample({ values, label }: Pick<PreparedExample, "values" | "label">): number {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const high = murmur(words, label, 0x9747b28c) >>> 11;
  const low = murmur(words, label, 0x3c6ef372) >>> 0;
  return high * 2 ** 32 + low;
}

function murmur(words: Uint32Array, label: number, seed: number): number {
  let hash = mix(seed, label);
  for (let i = 0; i < words.length; i++) hash = mix(hash, words[i]!);
  hash ^= 4 * (words.length + 1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function mix(hash: number, word: number): number {
  const scattered = Math.imul(word, 0xcc9e2d51);
  const mixed = hash ^ Math.imul((scattered << 15) | (scattered >>> 17), 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}
