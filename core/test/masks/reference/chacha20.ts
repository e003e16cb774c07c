// ChaCha20 word by word as RFC 8439, sections 2.1 to 2.3, writes it down. Slow and short.
import type { Mask } from "../../../src/masks/index.ts";

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function quarterRound(state: Uint32Array, a: number, b: number, c: number, d: number): void {
  addAndRotate(state, a, b, d, 16);
  addAndRotate(state, c, d, b, 12);
  addAndRotate(state, a, b, d, 8);
  addAndRotate(state, c, d, b, 7);
}

/** a += b; d ^= a; d <<<= bits. */
function addAndRotate(state: Uint32Array, a: number, b: number, d: number, bits: number): void {
  const sum = state[a]! + state[b]!;
  state[a] = sum;
  state[d] = rotateLeft(state[d]! ^ sum, bits);
}

/** The sixteen words of a block, whose bytes are little-endian. */
export function chacha20Block(key: Uint8Array, counter: number, nonce: Uint8Array): Uint32Array {
  const initial = new Uint8Array(64);
  initial.set(Buffer.from("expand 32-byte k"));
  initial.set(key, 16);
  new DataView(initial.buffer).setUint32(48, counter, true);
  initial.set(nonce, 52);
  const words = new DataView(initial.buffer);
  const before = Uint32Array.from({ length: 16 }, (_, i) => words.getUint32(4 * i, true));
  const state = before.slice();
  for (let i = 0; i < 10; i++) {
    quarterRound(state, 0, 4, 8, 12);
    quarterRound(state, 1, 5, 9, 13);
    quarterRound(state, 2, 6, 10, 14);
    quarterRound(state, 3, 7, 11, 15);
    quarterRound(state, 0, 5, 10, 15);
    quarterRound(state, 1, 6, 11, 12);
    quarterRound(state, 2, 7, 8, 13);
    quarterRound(state, 3, 4, 9, 14);
  }
  return state.map((word, i) => word + before[i]!);
}

/** words[i] + sum of sign x word (firstWord + i) of each mask, in BigInt, so that nothing wraps by itself. */
export function maskedWords(words: Uint32Array, masks: readonly Mask[], firstWord: number): Uint32Array {
  const sums = Array.from(words, BigInt);
  for (const { seed, sign } of masks) {
    for (let start = 0; start < words.length; start += 16) {
      const block = chacha20Block(seed, (firstWord + start) / 16, new Uint8Array(12));
      for (let i = 0; i < 16 && start + i < sums.length; i++)
        sums[start + i]! += BigInt(sign) * BigInt(block[i]!);
    }
  }
  return Uint32Array.from(sums, (sum) => Number(BigInt.asUintN(32, sum)));
}
