import type { Draw } from "@tributary/core/support";

/**
 * The length to which the texts of a batch are padded: that of the longest, rounded up to a whole `multiple`, so that an
 * engine meets few shapes, and at most `maximum`.
 */
export function padToBucket(lengths: Iterable<number>, multiple = 8, maximum = Infinity): number {
  let longest = 1;
  for (const length of lengths) longest = Math.max(longest, length);
  return Math.min(Math.ceil(longest / multiple) * multiple, maximum);
}

/** Batches among which lengths are sorted: enough that little is padded, few enough that chance still mixes examples. */
const windowBatches = 16;

/**
 * Batches of indices of which each has examples of about one length, in an order that chance decides; each index is in one
 * of them. Shuffled, sorted within windows of 16 batches, and the batches shuffled again.
 */
export function lengthGroupedBatches(
  indices: readonly number[],
  lengths: ArrayLike<number>,
  batchSize: number,
  chance: Draw,
): readonly (readonly number[])[] {
  const shuffled = chance.shuffle([...indices]);
  const batches: (readonly number[])[] = [];
  for (let start = 0; start < shuffled.length; start += windowBatches * batchSize) {
    const window = shuffled.slice(start, start + windowBatches * batchSize);
    window.sort((a, b) => lengths[a]! - lengths[b]!);
    for (let at = 0; at < window.length; at += batchSize) batches.push(window.slice(at, at + batchSize));
  }
  return chance.shuffle(batches);
}
