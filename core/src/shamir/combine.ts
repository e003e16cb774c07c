import type { Result } from "../support/index.ts";
import { equalBytes, err, ok } from "../support/index.ts";
import { addMultiple, invert, multiply, toBytes, toWords } from "./field.ts";
import { checkThreshold, maximumHolders } from "./split.ts";

/** One holder's part of a secret. */
export interface Share {
  /** The holder's place among the holders, from 0; its coordinate is 1 + holder. */
  readonly holder: number;
  readonly value: Uint8Array;
}

export type CombineRefusal = "too-few-shares" | "duplicate-holder" | "no-such-holder" | "wrong-length";

/** Gives back secrets of one length that were split with one threshold. */
export interface Combiner {
  /**
   * The secret on whose polynomial the first `threshold` shares lie. Shares carry no proof: whoever combines compares
   * the secret with a commitment. Every share is looked at before any is used.
   */
  combine(shares: readonly Share[]): Result<Uint8Array, CombineRefusal>;
  /**
   * Holders among `others` whose share does not lie on the polynomial of the first `threshold` of `trusted`: after a
   * secret has been found right, those who answered wrongly.
   */
  disagreeing(trusted: readonly Share[], others: readonly Share[]): Result<readonly number[], CombineRefusal>;
}

/** Holder sets whose coefficients are kept: on the complete graph every secret of an attempt has the same one. */
const cachedSets = 64;

/** @param length bytes of a secret. @throws RangeError unless 2 <= threshold <= 255. */
export function createCombiner(threshold: number, length: number): Combiner {
  checkThreshold(threshold);
  const cache = new Map<string, Map<number, Uint8Array>>();

  const cachedCoefficients = (coordinates: readonly number[]): ((x: number) => Uint8Array) => {
    const name = coordinates.join(" ");
    const known = cache.get(name) ?? new Map<number, Uint8Array>();
    if (!cache.has(name)) {
      if (cache.size >= cachedSets) cache.clear();
      cache.set(name, known);
    }
    return (x) => {
      const coefficients = known.get(x) ?? lagrangeCoefficients(coordinates, x);
      known.set(x, coefficients);
      return coefficients;
    };
  };

  const problem = (shares: readonly Share[]): CombineRefusal | undefined => {
    const seen = new Set<number>();
    for (const { holder, value } of shares) {
      if (!Number.isInteger(holder) || holder < 0 || holder >= maximumHolders) return "no-such-holder";
      if (seen.has(holder)) return "duplicate-holder";
      if (value.length !== length) return "wrong-length";
      seen.add(holder);
    }
    return undefined;
  };

  return {
    combine(shares) {
      const refusal = problem(shares) ?? (shares.length < threshold ? "too-few-shares" : undefined);
      if (refusal !== undefined) return err(refusal);
      const used = shares.slice(0, threshold);
      const coefficients = cachedCoefficients(used.map(coordinate))(0);
      return ok(weightedSum(used.map(valueWords), coefficients, length));
    },
    disagreeing(trusted, others) {
      const refusal =
        problem(trusted) ?? problem(others) ?? (trusted.length < threshold ? "too-few-shares" : undefined);
      if (refusal !== undefined) return err(refusal);
      const used = trusted.slice(0, threshold);
      const coefficientsAt = cachedCoefficients(used.map(coordinate));
      const values = used.map(valueWords);
      const wrong = others.filter((other) => {
        const expected = weightedSum(values, coefficientsAt(coordinate(other)), length);
        return !equalBytes(expected, other.value);
      });
      return ok(wrong.map(({ holder }) => holder));
    },
  };
}

function coordinate(share: Share): number {
  return 1 + share.holder;
}

function valueWords(share: Share): Uint32Array {
  return toWords(share.value);
}

function weightedSum(values: readonly Uint32Array[], coefficients: Uint8Array, length: number): Uint8Array {
  const sum = new Uint32Array(Math.ceil(length / 4));
  for (let i = 0; i < values.length; i++) addMultiple(sum, values[i]!, coefficients[i]!);
  return toBytes(sum, length);
}

/**
 * Lagrange's coefficients at `x`: product over m != j of (x - x_m) / (x_j - x_m), where minus is plus. The coordinates
 * are public and differ from each other.
 */
function lagrangeCoefficients(coordinates: readonly number[], x: number): Uint8Array {
  return Uint8Array.from(coordinates, (own, j) => {
    let numerator = 1;
    let denominator = 1;
    for (const [m, other] of coordinates.entries()) {
      if (m === j) continue;
      numerator = multiply(numerator, x ^ other);
      denominator = multiply(denominator, own ^ other);
    }
    return multiply(numerator, invert(denominator));
  });
}
