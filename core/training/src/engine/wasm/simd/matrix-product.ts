import { advance, countUp, define, f32, f32x4, i32, sequence, when } from "./assembler.ts";
import type { Code, FunctionSource, Local } from "./assembler.ts";

// A product is computed from panels: eight columns of the right-hand matrix are copied to a panel [depth, 8], which stays in
// the nearest cache while four rows of the left-hand matrix at a time run along it, their 4 x 8 sums in eight of x86's
// sixteen vector registers. (Six rows, as XNNPACK has, were a third slower in V8, which then spills registers.)

export const tileRows = 4;
export const panelColumns = 8;

const half = 16;
const panelRow = 4 * panelColumns;

/**
 * Copies `count` columns (at most eight) of a matrix [depth, columns] into a panel; columns that are missing become 0.
 * `stride` is from a row to the next in bytes.
 */
export const packColumns: FunctionSource = define(
  "packColumns",
  ["i32", "i32", "i32", "i32", "i32"],
  ([source, stride, depth, count, panel], local) => {
    const row = local("i32");
    const column = local("i32");
    const bytes = local("i32");
    const next = sequence(advance(source, stride.get), advance(panel, panelRow));
    const full = sequence(
      f32x4.store(panel.get, f32x4.load(source.get)),
      f32x4.store(panel.get, f32x4.load(source.get, half), half),
      next,
    );
    const place = (base: Local): Code => i32.add(base.get, column.get);
    const partial = sequence(
      clearRow(panel),
      column.set(i32.const(0)),
      countUp(column, bytes.get, 4, f32.store(place(panel), f32.load(place(source)))),
      next,
    );
    return sequence(
      bytes.set(i32.shl(count.get, i32.const(2))),
      when(
        i32.eq(count.get, i32.const(panelColumns)),
        countUp(row, depth.get, 1, full),
        countUp(row, depth.get, 1, partial),
      ),
    );
  },
);

/** The same of a matrix that lies transposed, [columns, depth]: `stride` is from a column to the next. */
export const packTransposed: FunctionSource = define(
  "packTransposed",
  ["i32", "i32", "i32", "i32", "i32"],
  ([source, stride, depth, count, panel], local) => {
    const row = local("i32");
    const column = local("i32");
    const from = local("i32");
    const to = local("i32");
    const [a, b, c, d] = [local("v128"), local("v128"), local("v128"), local("v128")];
    const [ab, cd] = [local("v128"), local("v128")];
    const start = sequence(from.set(source.get), to.set(panel.get));
    const next = sequence(advance(source, 4), advance(panel, panelRow));
    // Four rows of four columns, turned in registers.
    const turn = (offset: number): Code =>
      sequence(
        ...[a, b, c, d].map((four) => sequence(four.set(f32x4.load(from.get)), advance(from, stride.get))),
        ...[0, 2].map((first) => {
          const at = (row: number): number => offset + (first + row) * panelRow;
          return sequence(
            ab.set(f32x4.shuffle(a.get, b.get, [first, 4 + first, first + 1, 5 + first])),
            cd.set(f32x4.shuffle(c.get, d.get, [first, 4 + first, first + 1, 5 + first])),
            f32x4.store(to.get, f32x4.shuffle(ab.get, cd.get, [0, 1, 4, 5]), at(0)),
            f32x4.store(to.get, f32x4.shuffle(ab.get, cd.get, [2, 3, 6, 7]), at(1)),
          );
        }),
      );
    const fourRows = sequence(start, turn(0), turn(half), next, next, next, next);
    const oneRow = sequence(
      start,
      clearRow(panel),
      column.set(i32.const(0)),
      countUp(
        column,
        count.get,
        1,
        sequence(f32.store(to.get, f32.load(from.get)), advance(from, stride.get), advance(to, 4)),
      ),
      next,
    );
    return sequence(
      when(
        i32.eq(count.get, i32.const(panelColumns)),
        countUp(row, i32.and(depth.get, i32.const(-4)), 4, fourRows),
      ),
      countUp(row, depth.get, 1, oneRow),
    );
  },
);

function clearRow(panel: Local): Code {
  return sequence(f32x4.store(panel.get, f32x4.const(0)), f32x4.store(panel.get, f32x4.const(0), half));
}

/**
 * out [rows, 8] = left [rows, depth] x panel [depth, 8], or += if `add` is 1; for `rows` a multiple of the function's own.
 * The left-hand element (row, k) lies at left + row * rowStride + k * depthStride; strides are in bytes.
 */
function multiplyRows(tile: number): FunctionSource {
  return define(
    `multiply${tile}`,
    ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    ([left, rowStride, depthStride, rows, depth, panel, out, outStride, add], local) => {
      const row = local("i32");
      const a = local("i32");
      const b = local("i32");
      const c = local("i32");
      const end = local("i32");
      const [factor, low, high] = [local("v128"), local("v128"), local("v128")];
      const offsets = Array.from({ length: tile }, () => local("i32"));
      const sums = offsets.map((offset) => ({ offset, low: local("v128"), high: local("v128") }));
      const eachRow = (code: (sum: (typeof sums)[number]) => Code): Code => sequence(...sums.map(code));
      const step = sequence(
        low.set(f32x4.load(b.get)),
        high.set(f32x4.load(b.get, half)),
        eachRow((sum) =>
          sequence(
            factor.set(f32x4.loadSplat(i32.add(a.get, sum.offset.get))),
            sum.low.set(f32x4.add(sum.low.get, f32x4.mul(factor.get, low.get))),
            sum.high.set(f32x4.add(sum.high.get, f32x4.mul(factor.get, high.get))),
          ),
        ),
        advance(a, depthStride.get),
      );
      const leave = (low: (sum: Local, place: number) => Code): Code =>
        eachRow((sum) =>
          sequence(
            f32x4.store(c.get, low(sum.low, 0)),
            f32x4.store(c.get, low(sum.high, half), half),
            advance(c, outStride.get),
          ),
        );
      return sequence(
        ...offsets.map((offset, i) => offset.set(i32.mul(rowStride.get, i32.const(i)))),
        end.set(i32.add(panel.get, i32.mul(depth.get, i32.const(panelRow)))),
        countUp(
          row,
          rows.get,
          tile,
          sequence(
            eachRow((sum) => sequence(sum.low.set(f32x4.const(0)), sum.high.set(f32x4.const(0)))),
            a.set(left.get),
            b.set(panel.get),
            c.set(out.get),
            countUp(b, end.get, panelRow, step),
            when(
              add.get,
              leave((sum, place) => f32x4.add(f32x4.load(c.get, place), sum.get)),
              leave((sum) => sum.get),
            ),
            advance(left, i32.mul(rowStride.get, i32.const(tile))),
            advance(out, i32.mul(outStride.get, i32.const(tile))),
          ),
        ),
      );
    },
  );
}

export const multiplyByRows: readonly FunctionSource[] = [1, 2, 3, tileRows].map(multiplyRows);

/** out [rows, count] = tile [rows, 8], or += if `add` is 1: for the last columns of a product, which may be fewer than eight. */
export const copyColumns: FunctionSource = define(
  "copyColumns",
  ["i32", "i32", "i32", "i32", "i32", "i32"],
  ([tile, rows, count, out, outStride, add], local) => {
    const row = local("i32");
    const column = local("i32");
    const bytes = local("i32");
    const from = i32.add(tile.get, column.get);
    const to = i32.add(out.get, column.get);
    const copy = (code: Code): Code =>
      sequence(column.set(i32.const(0)), countUp(column, bytes.get, 4, f32.store(to, code)));
    return sequence(
      bytes.set(i32.shl(count.get, i32.const(2))),
      countUp(
        row,
        rows.get,
        1,
        sequence(
          when(add.get, copy(f32.add(f32.load(to), f32.load(from))), copy(f32.load(from))),
          advance(tile, panelRow),
          advance(out, outStride.get),
        ),
      ),
    );
  },
);
