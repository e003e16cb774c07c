import { eachTile, mostAttackers } from "./robust-rule.ts";
import type { DeltaTiles, RobustRule, RobustSettings } from "./robust-rule.ts";

/**
 * Krum (Blanchard et al. 2017, "Machine Learning with Adversaries", section 4): the one update that lies nearest to its
 * n - f - 2 nearest neighbours, where f = floor(attackers n) may be false.
 */
export const krum: RobustRule = {
  name: "krum",
  problem,
  combine: (tiles, settings) => meanOfBest(tiles, settings, () => 1),
};

/** Multi-Krum (the same, section 6): the mean of the n - f updates that Krum ranks highest. */
export const multiKrum: RobustRule = {
  name: "multiKrum",
  problem,
  combine: (tiles, settings) => meanOfBest(tiles, settings, (count, false_) => count - false_),
};

/** Proposition 4.2 needs 2 f + 2 < n. */
function problem(count: number, settings: RobustSettings): string | undefined {
  const false_ = mostAttackers(count, settings);
  if (count > 2 * false_ + 2) return undefined;
  return `Krum needs more than ${2 * false_ + 2} updates where ${false_} may be false, there are ${count}`;
}

async function meanOfBest(
  tiles: DeltaTiles,
  settings: RobustSettings,
  chosen: (count: number, false_: number) => number,
): Promise<Float32Array> {
  const { count, size } = tiles;
  const false_ = mostAttackers(count, settings);
  const distances = await squaredDistances(tiles);
  const scores = Array.from({ length: count }, (_, i) => {
    const toOthers = Float64Array.from(
      { length: count - 1 },
      (_, k) => distances[i * count + k + (k < i ? 0 : 1)]!,
    );
    return toOthers
      .sort()
      .subarray(0, count - false_ - 2)
      .reduce((sum, distance) => sum + distance, 0);
  });
  // A stable sort: of equal scores the earlier update wins.
  const best = scores
    .map((score, i) => ({ score, i }))
    .sort((a, b) => a.score - b.score)
    .slice(0, chosen(count, false_))
    .map(({ i }) => i);
  const sum = new Float64Array(size);
  await eachTile(tiles, (rows, start) => {
    for (const i of best) {
      const row = rows[i]!;
      for (let j = 0; j < row.length; j++) sum[start + j]! += row[j]!;
    }
  });
  return Float32Array.from(sum, (value) => value / best.length);
}

/** Row by row, |update i - update k|^2, in double precision: 8 n^2 bytes, and n^2 d / 2 steps. */
async function squaredDistances(tiles: DeltaTiles): Promise<Float64Array> {
  const { count } = tiles;
  const distances = new Float64Array(count * count);
  await eachTile(tiles, (rows) => {
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < i; k++) {
        const a = rows[i]!;
        const b = rows[k]!;
        let sum = 0;
        for (let j = 0; j < a.length; j++) {
          const difference = a[j]! - b[j]!;
          sum += difference * difference;
        }
        distances[i * count + k]! += sum;
        distances[k * count + i]! += sum;
      }
    }
  });
  return distances;
}
