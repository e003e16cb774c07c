import { panelColumns, tileRows } from "./matrix-product.ts";
import type { Simd } from "./instance.ts";

/** A matrix of float32 in the backend's memory. */
export interface Matrix {
  /** Its address, in bytes. */
  readonly address: number;
  /** Numbers from one row to the next, as it lies. */
  readonly stride: number;
  /** Whether it lies transposed: column after column. */
  readonly transposed: boolean;
}

export interface Extent {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

export interface Product {
  readonly address: number;
  readonly stride: number;
  /** Whether the product is added to what is there. */
  readonly add: boolean;
  /** Whether rows have room for a whole number of panels: what is behind the last column becomes 0, or stays with `add`. */
  readonly padded?: boolean;
}

const float = 4;
/** A panel of this depth takes 16 KiB, so that four rows of the left-hand matrix fit beside it into the first cache. */
const mostDepth = 512;
/** Rows that are multiplied by a panel before the next is packed, so that they stay in the second cache. */
const mostRows = 192;

const panelBytes = mostDepth * panelColumns * float;

/** A panel, and behind it a tile for the last columns. */
export const scratchBytes = panelBytes + mostRows * panelColumns * float;

/** out = left [rows, depth] x right [depth, columns]; of a depth of 0, out stays as it is. */
export function multiply(
  simd: Simd,
  { rows, depth, columns }: Extent,
  left: Matrix,
  right: Matrix,
  out: Product,
): void {
  const [rowStride, depthStride] = left.transposed
    ? [float, left.stride * float]
    : [left.stride * float, float];
  const pack = right.transposed ? simd.packTransposed : simd.packColumns;
  const [rightDepthStride, rightColumnStride] = right.transposed
    ? [float, right.stride * float]
    : [right.stride * float, float];
  const panel = simd.scratch;
  const tile = simd.scratch + panelBytes;
  for (let row = 0; row < rows; row += mostRows) {
    const rowCount = Math.min(mostRows, rows - row);
    for (let k = 0; k < depth; k += mostDepth) {
      const depthCount = Math.min(mostDepth, depth - k);
      const add = out.add || k > 0 ? 1 : 0;
      const from = left.address + row * rowStride + k * depthStride;
      for (let column = 0; column < columns; column += panelColumns) {
        const count = Math.min(panelColumns, columns - column);
        pack(
          right.address + k * rightDepthStride + column * rightColumnStride,
          right.stride * float,
          depthCount,
          count,
          panel,
        );
        const to = out.address + (row * out.stride + column) * float;
        if (count === panelColumns || out.padded === true) {
          multiplyRows(
            simd,
            from,
            rowStride,
            depthStride,
            rowCount,
            depthCount,
            panel,
            to,
            out.stride * float,
            add,
          );
          continue;
        }
        multiplyRows(
          simd,
          from,
          rowStride,
          depthStride,
          rowCount,
          depthCount,
          panel,
          tile,
          panelColumns * float,
          0,
        );
        simd.copyColumns(tile, rowCount, count, to, out.stride * float, add);
      }
    }
  }
}

function multiplyRows(
  simd: Simd,
  from: number,
  rowStride: number,
  depthStride: number,
  rows: number,
  depth: number,
  panel: number,
  to: number,
  toStride: number,
  add: number,
): void {
  const rest = rows % tileRows;
  const whole = rows - rest;
  simd.multiply4(from, rowStride, depthStride, whole, depth, panel, to, toStride, add);
  if (rest === 0) return;
  const multiplyRest = rest === 1 ? simd.multiply1 : rest === 2 ? simd.multiply2 : simd.multiply3;
  const [last, target] = [from + whole * rowStride, to + whole * toStride];
  multiplyRest(last, rowStride, depthStride, rest, depth, panel, target, toStride, add);
}
