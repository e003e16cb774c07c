import { portablePrimitives } from "@tributary/core/identity";
import { pausingMasks, simdMasks } from "@tributary/core/masks";
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
  const of = { parameters, masks };
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const ports: readonly (readonly [string, MaskPort | undefined])[] = [
    ["on one thread", localMasks(nodePrimitives)],
    ["on threads", pool],
    ["as in a browser, by SIMD", simdMasks(turn)],
    ["as in a browser, by noble", pausingMasks(portablePrimitives, turn)],
  ];
  const rows: BenchRow[] = [];
  for (const [name, port] of ports) {
    if (port === undefined) continue;
    const value = await speed(bytes, () => port.add(words, streams));
    rows.push(benchRow(`secagg, masks ${name}`, of, value, "MB/s", floor));
  }
  return rows;
}
