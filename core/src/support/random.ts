import { chacha20 } from "@noble/ciphers/chacha.js";
import { sha256 } from "@noble/hashes/sha2.js";

import { lengthPrefixed } from "./bytes.ts";
import { utf8 } from "./text.ts";

/** Chance is a port. Products draw from the platform's CSPRNG, tests and simulations from seeded streams. */
export interface Random {
  /** `size` fresh random bytes, which the caller owns. */
  bytes(size: number): Uint8Array;
}

/**
 * A named stream of ChaCha20 (RFC 8439) under SHA-256(LP("tributary/v1 random") LP(seed) LP(name)...): the same seed
 * and names give the same bytes on every platform, and a draw from one stream shifts no other.
 */
export function seededRandom(seed: Uint8Array, ...names: readonly string[]): Random {
  const key = sha256(lengthPrefixed(utf8("tributary/v1 random"), seed, ...names.map(utf8)));
  const nonce = new Uint8Array(12);
  const blockBytes = 64;
  const bufferBlocks = 16;
  let block = 0;
  let buffer = new Uint8Array(0);
  return {
    bytes(size) {
      const out = new Uint8Array(size);
      let filled = 0;
      while (filled < size) {
        if (buffer.length === 0) {
          buffer = chacha20(key, nonce, new Uint8Array(bufferBlocks * blockBytes), undefined, block);
          block += bufferBlocks;
        }
        const taken = Math.min(buffer.length, size - filled);
        out.set(buffer.subarray(0, taken), filled);
        buffer = buffer.subarray(taken);
        filled += taken;
      }
      return out;
    },
  };
}

/** Numbers drawn from a source of random bytes. */
export interface Draw {
  /** Uniform in [0, 1) with 53 random bits. */
  readonly uniform: () => number;
  /** Uniform in 0 .. bound-1, without bias; bound is at most 2^32. */
  readonly integer: (bound: number) => number;
  /** Standard normal, by Box and Muller's transform. */
  readonly normal: () => number;
  /** Shuffles in place (Fisher and Yates) and returns the same array. */
  readonly shuffle: <Item>(items: Item[]) => Item[];
}

export function draw(random: Random): Draw {
  // Bytes are fetched by the buffer, since a call per number would cost more than the number.
  let words = new Uint32Array(0);
  let next = 0;
  const word = (): number => {
    if (next === words.length) {
      // Copied, since a platform may hand out a view that is not aligned to a word.
      words = new Uint32Array(new Uint8Array(random.bytes(1024)).buffer);
      next = 0;
    }
    return words[next++]!;
  };
  const uniform = (): number => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  const integer = (bound: number): number => {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) throw new RangeError(`bound is ${bound}`);
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const candidate = word();
      if (candidate < limit) return candidate % bound;
    }
  };
  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle(items) {
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const held = items[i]!;
        items[i] = items[j]!;
        items[j] = held;
      }
      return items;
    },
  };
}
