// Shamir's scheme (How to share a secret, CACM 22, 1979) over GF(2^8), byte by byte: byte b of holder i's share is
// f_b(1 + i), where f_b has the secret's byte as constant and random bytes as other coefficients. The top coefficient
// may be 0: forcing it to be another value would tell t - 1 holders something about the secret.
import type { Random } from "../support/index.ts";
import { multiplyWords, toBytes, toWords } from "./field.ts";

/** Coordinates are 1 to 255. */
export const maximumHolders = 255;

/**
 * One share for each holder, as long as the secret: holder i's is element i. Any `threshold` of them give the secret
 * back, fewer tell nothing. Takes (threshold - 1) x secret.length bytes from `random`, which must be private and fresh:
 * the coefficients of degree 1 for all bytes, then those of degree 2 and so on.
 * @throws RangeError unless 2 <= threshold <= holders <= 255 and the secret is not empty
 */
export function split(
  secret: Uint8Array,
  threshold: number,
  holders: number,
  random: Random,
): readonly Uint8Array[] {
  if (!Number.isInteger(holders) || holders > maximumHolders) {
    throw new RangeError(`a secret has at most ${maximumHolders} holders, not ${holders}`);
  }
  checkThreshold(threshold);
  if (threshold > holders) throw new RangeError(`${holders} holders never give ${threshold} shares`);
  if (secret.length === 0) throw new RangeError("an empty secret has no shares");
  const coefficients = [toWords(secret)];
  const drawn = random.bytes((threshold - 1) * secret.length);
  for (let degree = 1; degree < threshold; degree++) {
    coefficients.push(toWords(drawn.subarray((degree - 1) * secret.length, degree * secret.length)));
  }
  const shares = Array.from({ length: holders }, (_, holder) =>
    toBytes(evaluate(coefficients, 1 + holder), secret.length),
  );
  for (const coefficient of coefficients) coefficient.fill(0);
  drawn.fill(0);
  return shares;
}

/** @throws RangeError for a threshold that would make each share the secret itself, or that no holders could reach. */
export function checkThreshold(threshold: number): void {
  if (!Number.isInteger(threshold) || threshold < 2 || threshold > maximumHolders) {
    throw new RangeError(`a threshold is 2 to ${maximumHolders} shares, not ${threshold}`);
  }
}

// Horner's rule, for all bytes of the secret at once.
function evaluate(coefficients: readonly Uint32Array[], x: number): Uint32Array {
  const value = new Uint32Array(coefficients[0]!.length);
  for (let degree = coefficients.length - 1; degree >= 0; degree--) {
    const coefficient = coefficients[degree]!;
    multiplyWords(value, x);
    for (let i = 0; i < value.length; i++) value[i] = value[i]! ^ coefficient[i]!;
  }
  return value;
}
