import { eachTile } from "./robust-rule.ts";
import type { RobustRule } from "./robust-rule.ts";

/**
 * The mean of deltas that are shortened to the median of their lengths (norm thresholding: Sun et al. 2019, "Can You Really
 * Backdoor Federated Learning?", section 4, with a bound that the cohort sets itself). It bounds what one update can do
 * and leaves its direction alone, so it holds against scaling and not against many who agree.
 */
export const normBoundedMean: RobustRule = {
  name: "normBounded",
  problem: (count) => (count === 0 ? "there is no update" : undefined),
  async combine(tiles) {
    const { count, size } = tiles;
    const squares = new Float64Array(count);
    await eachTile(tiles, (rows) => {
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (const value of rows[i]!) sum += value * value;
        squares[i]! += sum;
      }
    });
    const norms = squares.map(Math.sqrt);
    const bound = norms.toSorted()[Math.floor((count - 1) / 2)]!;
    const factors = norms.map((norm) => (norm > bound ? bound / norm : 1));
    const sum = new Float64Array(size);
    await eachTile(tiles, (rows, start) => {
      for (let i = 0; i < count; i++) {
        const row = rows[i]!;
        for (let j = 0; j < row.length; j++) sum[start + j]! += factors[i]! * row[j]!;
      }
    });
    return Float32Array.from(sum, (value) => value / count);
  },
};
