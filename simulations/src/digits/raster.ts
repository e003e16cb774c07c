import type { Point, Stroke } from "./strokes.ts";

/** Pixels on a side of every picture of this folder. */
export const side = 16;

/**
 * The ink that strokes leave: for each pixel, row by row, 0 (none) to 1 (full), from the distance of its centre to the
 * nearest stroke; full within `penPx` less half of `softPx`, none beyond `penPx` plus half of `softPx`.
 * Points are in pixels; the centre of the first pixel is (0.5, 0.5).
 */
export function ink(strokes: readonly Stroke[], penPx: number, softPx: number): Float64Array {
  const nearest = new Float64Array(side * side).fill(Infinity);
  for (const stroke of strokes) {
    for (let i = 1; i < stroke.length; i++) nearSegment(nearest, stroke[i - 1]!, stroke[i]!);
  }
  return nearest.map((squared) =>
    Math.min(1, Math.max(0, (penPx + softPx / 2 - Math.sqrt(squared)) / softPx)),
  );
}

// Lowers each pixel's squared distance to that of the segment from a to b.
function nearSegment(nearest: Float64Array, a: Point, b: Point): void {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const lengthSquared = dx * dx + dy * dy;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [px, py] = [column + 0.5 - a.x, row + 0.5 - a.y];
      const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
      const [ex, ey] = [px - along * dx, py - along * dy];
      const squared = ex * ex + ey * ey;
      const index = row * side + column;
      if (squared < nearest[index]!) nearest[index] = squared;
    }
  }
}
