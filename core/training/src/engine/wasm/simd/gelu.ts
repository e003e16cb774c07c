import { advance, countUp, define, f32x4, i32, sequence } from "./assembler.ts";
import type { Code, FunctionSource, Local } from "./assembler.ts";
import { exponential, polynomial } from "./exponential.ts";

const bytes = 16;

// erf(z) = z P(z^2) / Q(z^2) on [-4, 4], to 2e-7: the coefficients of Eigen's erf for floats, which XLA has too
// (Eigen/src/Core/MathFunctionsImpl.h).
const numerator = [
  -1.60960333262415e-2, -2.95459980854025e-3, -7.34990630326855e-4, -5.69250639462346e-5,
  -2.10102402082508e-6, 2.77068142495902e-8, -2.72614225801306e-10,
];
const denominator = [
  -1.42647390514189e-2, -7.37332916720468e-3, -1.68282697438203e-3, -2.13374055278905e-4,
  -1.45660718464996e-5,
];

/** Sets `result` to the normal distribution function of x; overwrites `scratch`. */
function normalDistribution(x: Local, result: Local, scratch: Local): Code {
  const erf = f32x4.div(
    f32x4.mul(result.get, polynomial(scratch.get, numerator)),
    polynomial(scratch.get, denominator),
  );
  return sequence(
    result.set(clamped(f32x4.mul(x.get, f32x4.const(Math.SQRT1_2)), 4)),
    scratch.set(f32x4.mul(result.get, result.get)),
    result.set(f32x4.mul(f32x4.add(erf, f32x4.const(1)), f32x4.const(0.5))),
  );
}

function clamped(x: Code, limit: number): Code {
  return f32x4.pmin(f32x4.pmax(x, f32x4.const(-limit)), f32x4.const(limit));
}

// As in ops/gelu.ts: x sigmoid(2 u), 2 u = x (steepness + steepness * cubic * x^2).
const steepness = 2 * Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

/** Sets `power` to exp(-2 u), of which the sigmoid is 1 / (1 + power); overwrites `scratch`. */
function inversePower(x: Local, square: Local, power: Local, scratch: Local): Code {
  const inner = f32x4.mul(x.get, polynomial(square.get, [-steepness, -steepness * cubic]));
  return sequence(power.set(inner), exponential(power, scratch));
}

function sigmoid(power: Local): Code {
  return f32x4.div(f32x4.const(1), f32x4.add(f32x4.const(1), power.get));
}

/** out[i] = the function of x[i], for `count` numbers, a multiple of four. */
function valueFunction(
  name: string,
  write: (x: Local, registers: readonly [Local, Local, Local]) => Code,
): FunctionSource {
  return define(name, ["i32", "i32", "i32"], ([x, out, count], local) => {
    const end = local("i32");
    const value = local("v128");
    const registers = [local("v128"), local("v128"), local("v128")] as const;
    return sequence(
      end.set(i32.add(x.get, i32.shl(count.get, i32.const(2)))),
      countUp(
        x,
        end.get,
        bytes,
        sequence(
          value.set(f32x4.load(x.get)),
          write(value, registers),
          f32x4.store(out.get, f32x4.mul(value.get, registers[0].get)),
          advance(out, bytes),
        ),
      ),
    );
  });
}

/** out[i] = dy[i] times the derivative at x[i], for `count` numbers, a multiple of four. */
function slopeFunction(
  name: string,
  write: (x: Local, registers: readonly [Local, Local, Local]) => Code,
): FunctionSource {
  return define(name, ["i32", "i32", "i32", "i32"], ([x, dy, out, count], local) => {
    const end = local("i32");
    const value = local("v128");
    const registers = [local("v128"), local("v128"), local("v128")] as const;
    return sequence(
      end.set(i32.add(x.get, i32.shl(count.get, i32.const(2)))),
      countUp(
        x,
        end.get,
        bytes,
        sequence(
          value.set(f32x4.load(x.get)),
          write(value, registers),
          f32x4.store(out.get, f32x4.mul(f32x4.load(dy.get), registers[0].get)),
          advance(out, bytes),
          advance(dy, bytes),
        ),
      ),
    );
  });
}

export const gelu = valueFunction("gelu", (x, [share, a]) => normalDistribution(x, share, a));

export const geluSlope = slopeFunction("geluSlope", (x, [slope, a, density]) =>
  sequence(
    normalDistribution(x, slope, a),
    density.set(f32x4.mul(f32x4.mul(x.get, x.get), f32x4.const(-0.5))),
    exponential(density, a),
    density.set(f32x4.mul(density.get, f32x4.const(1 / Math.sqrt(2 * Math.PI)))),
    // 0 times an infinite x would not be a number.
    slope.set(f32x4.add(slope.get, f32x4.mul(clamped(x.get, 1e30), density.get))),
  ),
);

/** Where the sigmoid is 0 or 1 in single precision, and the square of x far from overflowing. */
const saturated = 30;

export const geluNew = valueFunction("geluNew", (x, [gate, square, near]) =>
  sequence(
    near.set(clamped(x.get, saturated)),
    square.set(f32x4.mul(near.get, near.get)),
    inversePower(near, square, gate, square),
    gate.set(sigmoid(gate)),
  ),
);

export const geluNewSlope = slopeFunction("geluNewSlope", (x, [power, square, gate]) => {
  const steep = f32x4.mul(x.get, polynomial(square.get, [steepness, 3 * steepness * cubic]));
  // 1 - gate, without what a subtraction from 1 would lose.
  const rest = f32x4.mul(power.get, gate.get);
  return sequence(
    x.set(clamped(x.get, saturated)),
    square.set(f32x4.mul(x.get, x.get)),
    inversePower(x, square, power, gate),
    gate.set(sigmoid(power)),
    power.set(f32x4.mul(gate.get, f32x4.add(f32x4.mul(steep, rest), f32x4.const(1)))),
  );
});
