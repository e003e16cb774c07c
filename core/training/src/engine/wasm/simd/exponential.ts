import { f32x4, i32x4, sequence } from "./assembler.ts";
import type { Code, Local } from "./assembler.ts";

/** x^0, x^1, ... by Horner's rule. */
export function polynomial(x: Code, coefficients: readonly number[]): Code {
  return coefficients
    .toReversed()
    .map((coefficient) => f32x4.const(coefficient))
    .reduce((sum, coefficient) => f32x4.add(f32x4.mul(sum, x), coefficient));
}

// From S. Moshier's Cephes, single/expf.c: exp(r) = 1 + r + r^2 P(r) for |r| <= log(2) / 2.
const taylor = [
  5.0000001201e-1, 1.6666665459e-1, 4.1665795894e-2, 8.3334519073e-3, 1.3981999507e-3, 1.98756915e-4,
];
const log2Upper = 0.693359375;
const log2Lower = -2.1219444e-4;

/**
 * Sets `result` to exp of what it holds, to two units in the last place: exactly 0 from -88.03 down, where single precision
 * has no normal numbers any more, and exp(88) from there up, which is near its greatest. `scratch` is overwritten.
 */
export function exponential(result: Local, scratch: Local): Code {
  const x = result;
  const n = scratch;
  return sequence(
    x.set(f32x4.pmin(f32x4.pmax(x.get, f32x4.const(-88.03)), f32x4.const(88))),
    n.set(f32x4.nearest(f32x4.mul(x.get, f32x4.const(Math.LOG2E)))),
    x.set(f32x4.sub(x.get, f32x4.mul(n.get, f32x4.const(log2Upper)))),
    x.set(f32x4.sub(x.get, f32x4.mul(n.get, f32x4.const(log2Lower)))),
    x.set(
      f32x4.add(
        f32x4.add(f32x4.mul(f32x4.mul(x.get, x.get), polynomial(x.get, taylor)), x.get),
        f32x4.const(1),
      ),
    ),
    // 2^n by its exponent's bits.
    n.set(i32x4.shl(i32x4.add(i32x4.fromF32x4(n.get), i32x4.const(127)), 23)),
    x.set(f32x4.mul(x.get, n.get)),
  );
}
