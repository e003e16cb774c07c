import type { MaskPort } from "@tributary/core/secagg";
import { localMasks } from "@tributary/core/secagg";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";
import { benchRow, median } from "@tributary/test-support";
import type { BenchRow } from "@tributary/test-support";

const parameters = 1_000_000;
const masks = 50;
const repetitions = 5;

/** MB/s of `work`, which goes through so many bytes: the median of a few runs after one to warm up. */
async function speed(bytes: number, work: () => void | Promise<void>): Promise<number> {
  const speeds: number[] = [];
  for (let i = 0; i <= repetitions; i++) {
    const begun = performance.now();
    await work();
    if (i > 0) speeds.push(bytes / 1e6 / ((performance.now() - begun) / 1000));
  }
  return median(speeds);
}

/** Masks made and added, in MB/s of stream, against the copying of as many bytes. */
export async function maskSpeeds(pool: MaskPort): Promise<readonly BenchRow[]> {
  const words = new Uint32Array(parameters);
  const streams = Array.from({ length: masks }, () => ({ seed: nodeRandom.bytes(32), sign: 1 as const }));
  const bytes = masks * words.byteLength;
  const copied = new Uint32Array(parameters);
  const floor = await speed(bytes, () => {
    for (let i = 0; i < masks; i++) copied.set(words);
  });
  const alone = localMasks(nodePrimitives);
  const of = { parameters, masks };
  return [
    benchRow(
      "secagg, masks on one thread",
      of,
      await speed(bytes, () => alone.add(words, streams)),
      "MB/s",
      floor,
    ),
    benchRow(
      "secagg, masks on threads",
      of,
      await speed(bytes, () => pool.add(words, streams)),
      "MB/s",
      floor,
    ),
  ];
}
