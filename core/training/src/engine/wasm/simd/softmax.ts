import { advance, countUp, define, f32, f32x4, i32, sequence, when } from "./assembler.ts";
import type { Code, Local } from "./assembler.ts";
import { exponential } from "./exponential.ts";
import { total } from "./layer-norm.ts";

const bytes = 16;
/** Below every score, and finite, so that a row of nothing but these has no infinity to subtract from itself. */
const lowest = -3.4e38;

/**
 * x = softmax(x * scale + bias) in place, for each of `rows` rows that are `stride` bytes apart. Row i has
 * first + i * further numbers that count, at most `stride / 4`; the rest of its stride becomes 0. `bias` is one row of as
 * many numbers as fill the stride, the same for all, or 0 for none. The stride is a multiple of 16 bytes.
 */
export const softmaxRows = define(
  "softmaxRows",
  ["i32", "i32", "i32", "i32", "i32", "i32", "f32"],
  ([x, bias, rows, stride, first, further, scale], local) => {
    const row = local("i32");
    const at = local("i32");
    const counted = local("i32");
    const end = local("i32");
    const peak = local("v128");
    const sum = local("v128");
    const value = local("v128");
    const scratch = local("v128");
    const here = i32.add(x.get, at.get);
    const along = (from: Code, to: Local, step: number, code: Code): Code =>
      sequence(at.set(from), countUp(at, to.get, step, code));
    const scaled = f32x4.mul(f32x4.load(here), f32x4.splat(scale.get));
    const lanes = [0, 1, 2, 3].map((lane) => f32x4.lane(peak.get, lane));
    return sequence(
      countUp(
        row,
        rows.get,
        1,
        sequence(
          counted.set(i32.shl(first.get, i32.const(2))),
          // Up to the next multiple of four numbers.
          end.set(i32.and(i32.add(counted.get, i32.const(15)), i32.const(-16))),
          when(
            bias.get,
            along(
              i32.const(0),
              end,
              bytes,
              f32x4.store(here, f32x4.add(scaled, f32x4.load(i32.add(bias.get, at.get)))),
            ),
            along(i32.const(0), end, bytes, f32x4.store(here, scaled)),
          ),
          along(counted.get, end, 4, f32.store(here, f32.const(lowest))),
          peak.set(f32x4.const(lowest)),
          along(i32.const(0), end, bytes, peak.set(f32x4.pmax(peak.get, f32x4.load(here)))),
          peak.set(f32x4.splat(lanes.reduce((most, lane) => f32.max(most, lane)))),
          sum.set(f32x4.const(0)),
          along(
            i32.const(0),
            end,
            bytes,
            sequence(
              value.set(f32x4.sub(f32x4.load(here), peak.get)),
              exponential(value, scratch),
              f32x4.store(here, value.get),
              sum.set(f32x4.add(sum.get, value.get)),
            ),
          ),
          sum.set(f32x4.splat(f32.div(f32.const(1), total(sum)))),
          along(i32.const(0), end, bytes, f32x4.store(here, f32x4.mul(f32x4.load(here), sum.get))),
          along(end.get, stride, bytes, f32x4.store(here, f32x4.const(0))),
          advance(x, stride.get),
          advance(first, further.get),
        ),
      ),
    );
  },
);

/**
 * dy = x * (dy - sum(x * dy)) * scale in place, for each of `rows` rows, `stride` bytes apart, of `length` bytes, a multiple
 * of 16: the gradient of the scores, from probabilities x and their gradient dy. Where x is 0, dy must be finite.
 */
export const softmaxSlopes = define(
  "softmaxSlopes",
  ["i32", "i32", "i32", "i32", "i32", "f32"],
  ([x, dy, rows, stride, length, scale], local) => {
    const row = local("i32");
    const at = local("i32");
    const sum = local("v128");
    const share = f32x4.load(i32.add(x.get, at.get));
    const here = i32.add(dy.get, at.get);
    const along = (code: Code): Code => sequence(at.set(i32.const(0)), countUp(at, length.get, bytes, code));
    return sequence(
      countUp(
        row,
        rows.get,
        1,
        sequence(
          sum.set(f32x4.const(0)),
          along(sum.set(f32x4.add(sum.get, f32x4.mul(share, f32x4.load(here))))),
          sum.set(f32x4.splat(total(sum))),
          along(
            f32x4.store(
              here,
              f32x4.mul(f32x4.mul(share, f32x4.sub(f32x4.load(here), sum.get)), f32x4.splat(scale.get)),
            ),
          ),
          advance(x, stride.get),
          advance(dy, stride.get),
        ),
      ),
    );
  },
);
