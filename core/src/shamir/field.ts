// GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (0x11b), four elements to a 32-bit word. Secrets and shares meet shifts, masks
// and XORs alone, so neither a branch nor an address depends on them; the factor that they are multiplied by is
// public (a holder's coordinate or a Lagrange coefficient). JavaScript promises no more than that.

const highBits = 0x8080_8080;
const reduction = 0x1b;

/** words[i] = factor x words[i], lane by lane. In place; `factor` is public. */
export function multiplyWords(words: Uint32Array, factor: number): void {
  for (let i = 0; i < words.length; i++) words[i] = multiplyWord(words[i]!, factor);
}

/** sum[i] += factor x words[i], lane by lane. In place on `sum`; `factor` is public. */
export function addMultiple(sum: Uint32Array, words: Uint32Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! ^ multiplyWord(words[i]!, factor);
}

/** The product of each of a word's four lanes with `factor`, by shift and add: all lanes are doubled at once. */
export function multiplyWord(word: number, factor: number): number {
  let product = 0;
  let multiple = word;
  for (let bits = factor; bits !== 0; bits >>>= 1) {
    product ^= multiple & -(bits & 1);
    const high = multiple & highBits;
    // Each lane that would leave its byte takes the reduction instead: (high >>> 7) has a 1 at its foot.
    multiple = ((multiple ^ high) << 1) ^ Math.imul(high >>> 7, reduction);
  }
  return product >>> 0;
}

/** The product of two elements. */
export function multiply(a: number, b: number): number {
  return multiplyWord(a, b);
}

/** The element whose product with `a` is 1: a^254. For public, non-zero `a`. */
export function invert(a: number): number {
  let power = a;
  let inverse = 1;
  for (let i = 0; i < 7; i++) {
    power = multiply(power, power);
    inverse = multiply(inverse, power);
  }
  return inverse;
}

/** Bytes as words, four to one, zeros behind the last; lane arithmetic does not ask which end comes first. */
export function toWords(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(bytes.length / 4));
  new Uint8Array(words.buffer).set(bytes);
  return words;
}

/** The first `length` bytes of words. */
export function toBytes(words: Uint32Array, length: number): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, length).slice();
}
