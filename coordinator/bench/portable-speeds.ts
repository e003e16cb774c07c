// What a platform without native primitives pays for them, beside OpenSSL: a browser whose WebCrypto lacks one, or none.
import { portablePrimitives } from "@tributary/core/identity";
import type { Primitives } from "@tributary/core/identity";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";
import { benchRow, median } from "@tributary/test-support";
import type { BenchRow } from "@tributary/test-support";

const updateBytes = 4_000_000;
const calls = 20;
const repetitions = 5;

/** Seconds that `work` takes: the median of a few runs after one to warm up. */
async function seconds(work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i <= repetitions; i++) {
    const begun = performance.now();
    await work();
    if (i > 0) taken.push((performance.now() - begun) / 1000);
  }
  return median(taken);
}

export async function portableSpeeds(): Promise<readonly BenchRow[]> {
  const secret = nodeRandom.bytes(32);
  const update = nodeRandom.bytes(updateBytes);
  const message = nodeRandom.bytes(100);
  const signature = await nodePrimitives.sign(secret, message);
  const publicKey = nodePrimitives.publicKeyOf(secret);
  const peers = Array.from({ length: calls }, () => nodePrimitives.agreementKeyOf(nodeRandom.bytes(32)));
  const none = new Uint8Array();
  const megabytes = (taken: number): number => updateBytes / 1e6 / taken;
  const microseconds = (taken: number): number => (1e6 * taken) / calls;
  const measured: readonly (readonly [
    string,
    (taken: number) => number,
    string,
    (primitives: Primitives) => unknown,
  ])[] = [
    ["SHA-256", megabytes, "MB/s", (by) => by.sha256(update)],
    ["ChaCha20-Poly1305", megabytes, "MB/s", (by) => by.aeadSeal(secret, new Uint8Array(12), none, update)],
    ["X25519", microseconds, "us", (by) => by.agree(secret, peers)],
    [
      "Ed25519, verifying",
      microseconds,
      "us",
      (by) => Promise.all(peers.map(() => by.verify(publicKey, message, signature))),
    ],
  ];
  const rows: BenchRow[] = [];
  for (const [name, figure, unit, work] of measured) {
    const portable = figure(await seconds(() => work(portablePrimitives)));
    const native = figure(await seconds(() => work(nodePrimitives)));
    rows.push(benchRow(`primitives by noble: ${name}`, {}, portable, unit, native));
  }
  return rows;
}
