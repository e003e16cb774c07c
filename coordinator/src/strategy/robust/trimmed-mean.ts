import { eachTile, mostAttackers } from "./robust-rule.ts";
import type { DeltaTiles, RobustRule } from "./robust-rule.ts";

/**
 * Coordinate-wise trimmed mean (Yin et al. 2018, "Byzantine-Robust Distributed Learning", definition 2): of each coordinate the
 * floor(attackers n) smallest and as many of the largest values are left out, and the mean of the rest is taken.
 */
export const trimmedMean: RobustRule = {
  name: "trimmedMean",
  problem: (count) => (count === 0 ? "there is no update" : undefined),
  combine: (tiles, settings) => meanBetween(tiles, mostAttackers(tiles.count, settings)),
};

/** Coordinate-wise median (Yin et al. 2018, definition 1); of an even number of updates the mean of the two in the middle. */
export const median: RobustRule = {
  name: "median",
  problem: (count) => (count === 0 ? "there is no update" : undefined),
  combine: (tiles) => meanBetween(tiles, Math.floor((tiles.count - 1) / 2)),
};

/** The mean of each coordinate's values without the `trimmed` smallest and largest: double sums, F32 results. */
async function meanBetween(tiles: DeltaTiles, trimmed: number): Promise<Float32Array> {
  const { count, size } = tiles;
  const result = new Float32Array(size);
  const column = new Float32Array(count);
  await eachTile(tiles, (rows, start) => {
    const width = rows[0]!.length;
    for (let j = 0; j < width; j++) {
      for (let i = 0; i < count; i++) column[i] = rows[i]![j]!;
      column.sort();
      let sum = 0;
      for (let i = trimmed; i < count - trimmed; i++) sum += column[i]!;
      result[start + j] = sum / (count - 2 * trimmed);
    }
  });
  return result;
}
