import { advance, countUp, define, f32, f32x4, i32, sequence } from "./assembler.ts";
import type { Code, Local } from "./assembler.ts";

const bytes = 16;

/** The four numbers added up. */
export function total(four: Local): Code {
  const lanes = [0, 1, 2, 3].map((lane) => f32x4.lane(four.get, lane));
  return lanes.reduce((sum, lane) => f32.add(sum, lane));
}

/**
 * out = (x - mean) * inverse * gamma + beta for each row of `width` numbers, a multiple of four; the row's mean and
 * inverse = 1 / sqrt(variance + epsilon) go to `statistics`, [rows, 2].
 */
export const layerNorm = define(
  "layerNorm",
  ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "f32"],
  ([x, gamma, beta, out, statistics, rows, width, epsilon], local) => {
    const row = local("i32");
    const at = local("i32");
    const length = local("i32");
    const sum = local("v128");
    const mean = local("v128");
    const inverse = local("v128");
    const centred = local("v128");
    const place = (base: Local): Code => i32.add(base.get, at.get);
    const along = (code: Code): Code => sequence(at.set(i32.const(0)), countUp(at, length.get, bytes, code));
    const average = f32.div(total(sum), f32.fromI32(width.get));
    const normal = f32x4.mul(f32x4.sub(f32x4.load(place(x)), mean.get), inverse.get);
    return sequence(
      length.set(i32.shl(width.get, i32.const(2))),
      countUp(
        row,
        rows.get,
        1,
        sequence(
          sum.set(f32x4.const(0)),
          along(sum.set(f32x4.add(sum.get, f32x4.load(place(x))))),
          mean.set(f32x4.splat(average)),
          sum.set(f32x4.const(0)),
          along(
            sequence(
              centred.set(f32x4.sub(f32x4.load(place(x)), mean.get)),
              sum.set(f32x4.add(sum.get, f32x4.mul(centred.get, centred.get))),
            ),
          ),
          inverse.set(f32x4.splat(f32.div(f32.const(1), f32.sqrt(f32.add(average, epsilon.get))))),
          f32.store(statistics.get, f32x4.lane(mean.get, 0)),
          f32.store(statistics.get, f32x4.lane(inverse.get, 0), 4),
          along(
            f32x4.store(
              place(out),
              f32x4.add(f32x4.mul(normal, f32x4.load(place(gamma))), f32x4.load(place(beta))),
            ),
          ),
          advance(x, length.get),
          advance(out, length.get),
          advance(statistics, 8),
        ),
      ),
    );
  },
);

/** The gradient of the same with respect to x, from `statistics` as layerNorm left them. */
export const layerNormSlope = define(
  "layerNormSlope",
  ["i32", "i32", "i32", "i32", "i32", "i32", "i32"],
  ([x, gamma, statistics, dy, out, rows, width], local) => {
    const row = local("i32");
    const at = local("i32");
    const length = local("i32");
    const mean = local("v128");
    const inverse = local("v128");
    const slope = local("v128");
    const normal = local("v128");
    const level = local("v128");
    const tilt = local("v128");
    const place = (base: Local): Code => i32.add(base.get, at.get);
    const along = (code: Code): Code => sequence(at.set(i32.const(0)), countUp(at, length.get, bytes, code));
    const read = sequence(
      slope.set(f32x4.mul(f32x4.load(place(dy)), f32x4.load(place(gamma)))),
      normal.set(f32x4.mul(f32x4.sub(f32x4.load(place(x)), mean.get), inverse.get)),
    );
    const averaged = (sum: Local): Code => sum.set(f32x4.splat(f32.div(total(sum), f32.fromI32(width.get))));
    const tilted = f32x4.mul(normal.get, tilt.get);
    return sequence(
      length.set(i32.shl(width.get, i32.const(2))),
      countUp(
        row,
        rows.get,
        1,
        sequence(
          mean.set(f32x4.loadSplat(statistics.get)),
          inverse.set(f32x4.loadSplat(statistics.get, 4)),
          level.set(f32x4.const(0)),
          tilt.set(f32x4.const(0)),
          along(
            sequence(
              read,
              level.set(f32x4.add(level.get, slope.get)),
              tilt.set(f32x4.add(tilt.get, f32x4.mul(slope.get, normal.get))),
            ),
          ),
          averaged(level),
          averaged(tilt),
          along(
            sequence(
              read,
              f32x4.store(
                place(out),
                f32x4.mul(f32x4.sub(f32x4.sub(slope.get, level.get), tilted), inverse.get),
              ),
            ),
          ),
          advance(x, length.get),
          advance(dy, length.get),
          advance(out, length.get),
          advance(statistics, 8),
        ),
      ),
    );
  },
);
