/** The deltas of one attempt's updates, read piece by piece: all of them at once may not fit into memory. */
export interface DeltaTiles {
  /** How many updates there are. */
  readonly count: number;
  /** Coordinates of each. */
  readonly size: number;
  /**
   * Reads the coordinates from `start` on, as many as each of `into` has room for, of every update into its own array. The
   * order of the updates is the same in each call.
   */
  read(start: number, into: readonly Float32Array[]): Promise<void>;
}

export interface RobustSettings {
  /** Share of the updates that may be false, in [0, 1/2). */
  readonly attackers: number;
}

/**
 * How one delta is made of those of a cohort, some of which may be chosen to do harm. Unlike the mean it needs each of them,
 * so a mode that hides them rules it out. The result depends neither on clocks nor on chance.
 */
export interface RobustRule {
  readonly name: string;
  /** Why it cannot be computed of so many updates, if it cannot: a clause. */
  problem(count: number, settings: RobustSettings): string | undefined;
  combine(tiles: DeltaTiles, settings: RobustSettings): Promise<Float32Array>;
}

/** The most updates that may be false. */
export function mostAttackers(count: number, { attackers }: RobustSettings): number {
  return Math.floor(attackers * count);
}

/** Memory for one tile of all updates, about 32 MiB. */
const tileValues = 2 ** 23;

/** Calls `use` with one tile after the other: row i of `rows` holds update i's coordinates from `start` on. */
export async function eachTile(
  tiles: DeltaTiles,
  use: (rows: readonly Float32Array[], start: number) => void,
): Promise<void> {
  const { count, size } = tiles;
  const width = Math.min(size, Math.max(1, Math.floor(tileValues / Math.max(1, count))));
  const memory = Array.from({ length: count }, () => new Float32Array(width));
  for (let start = 0; start < size; start += width) {
    const rows = start + width <= size ? memory : memory.map((row) => row.subarray(0, size - start));
    await tiles.read(start, rows);
    use(rows, start);
  }
}
