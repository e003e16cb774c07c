import { writeFile } from "node:fs/promises";

/** One line of the bench: a figure and, where there is one, the floor that the same run measured. */
export interface BenchRow {
  readonly name: string;
  /** What was varied: `{ parameters: 1000000, clients: 10 }`. */
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly value: number;
  readonly unit: string;
  /** The same work by the plainest means, in the same unit; null where nothing plainer does it. */
  readonly floor: number | null;
  /** value / floor. */
  readonly ratio: number | null;
}

export function benchRow(
  name: string,
  parameters: BenchRow["parameters"],
  value: number,
  unit: string,
  floor: number | null = null,
): BenchRow {
  return { name, parameters, value, unit, floor, ratio: floor === null ? null : value / floor };
}

/** The middle value; the mean of the middle two of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError("the median of no values");
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/**
 * Where a bench program leaves its rows: the file that its parent named in TRIBUTARY_BENCH_ROWS, or else standard
 * output as JSON. Each program is a process of its own, so that one's memory does not count as another's.
 */
export async function leaveRows(rows: readonly BenchRow[]): Promise<void> {
  const path = process.env["TRIBUTARY_BENCH_ROWS"];
  const text = `${JSON.stringify(rows, undefined, 2)}\n`;
  if (path === undefined) process.stdout.write(text);
  else await writeFile(path, text);
}
