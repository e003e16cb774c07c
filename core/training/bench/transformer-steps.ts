// Training steps per second of transformers' geometries with LoRA on one wasm thread (by CPU time), by our kernels and operations, against
// the same network in TF.js's own operations on its own kernels: the floor. The ways take turns in one process.
import { benchRow, leaveRows } from "@tributary/test-support";
import type { BenchRow } from "@tributary/test-support";

import { blockwiseGradients, wholeTapeGradients } from "../src/blockwise.ts";
import type { Differentiate } from "../src/blockwise.ts";
import { loadTensorFlow } from "../src/engine/tensorflow.ts";
import { wasmCandidate } from "../src/engine/wasm-engine.ts";
import { geometries, randomNetwork } from "./transformers/network.ts";
import type { Geometry, Network } from "./transformers/network.ts";
import { ours, plain } from "./transformers/operations.ts";
import type { Operations } from "./transformers/operations.ts";
import { bothKernels } from "./transformers/stock-kernels.ts";

const rounds = Number(process.env["ROUNDS"] ?? 3);

const tf = loadTensorFlow();
const kernels = await bothKernels(tf, async () => {
  const started = await wasmCandidate.start(true);
  if (!started.ok) throw new Error(started.error);
});

interface Way {
  readonly name: string;
  readonly kernels: "stock" | "ours";
  readonly operations: Operations;
  readonly differentiate: Differentiate;
}

const floor: Way = {
  name: "TF.js's own",
  kernels: "stock",
  operations: plain(tf),
  differentiate: wholeTapeGradients,
};
const ways: readonly Way[] = [
  { name: "our kernels", kernels: "ours", operations: plain(tf), differentiate: wholeTapeGradients },
  { name: "our operations", kernels: "ours", operations: ours(tf), differentiate: wholeTapeGradients },
  { name: "block-wise", kernels: "ours", operations: ours(tf), differentiate: blockwiseGradients },
];

interface Measured {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly loss: number;
}

async function step(network: Network, way: Way): Promise<Measured> {
  kernels.use(way.kernels);
  const { stages, loss: head } = network.stagesBy(way.operations);
  const start = tf.memory().numBytes;
  const watch = watchMemory();
  // Of the process, not by the clock: one thread computes, and what else runs on the machine must not count.
  const begun = process.cpuUsage();
  const { loss } = await way.differentiate(tf, network.trained, stages, head);
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system) / 1e6;
  return { seconds, peakBytes: watch.stop() - start, loss };
}

/** The most bytes that tensors take after any operation. */
function watchMemory(): { readonly stop: () => number } {
  const engine = tf.engine();
  // Private; TF.js's own profile would read every result back.
  const run = Reflect.get(engine, "runKernelFunc") as (...call: unknown[]) => unknown;
  let peak = 0;
  Object.assign(engine, {
    runKernelFunc(...call: unknown[]) {
      const result = run.apply(engine, call);
      peak = Math.max(peak, engine.state.numBytes);
      return result;
    },
  });
  return {
    stop: () => {
      Reflect.deleteProperty(engine, "runKernelFunc");
      return peak;
    },
  };
}

async function rowsOf(geometry: Geometry): Promise<BenchRow[]> {
  const network = randomNetwork(tf, geometry);
  const best = new Map<Way, Measured>();
  for (let round = 0; round < rounds; round++) {
    for (const way of [floor, ...ways]) {
      const measured = await step(network, way);
      const known = best.get(way);
      // The least of the rounds: whatever else runs on a machine only adds.
      if (known === undefined || measured.seconds < known.seconds) best.set(way, measured);
    }
  }
  network.dispose();
  const of = (way: Way): Measured => best.get(way)!;
  for (const way of ways) {
    if (!(Math.abs(of(way).loss - of(floor).loss) < 1e-3)) {
      throw new Error(`${geometry.name}, ${way.name}: the loss is ${of(way).loss}, not ${of(floor).loss}`);
    }
  }
  return ways.flatMap((way) => {
    const parameters = { network: geometry.name, way: way.name };
    const { seconds, peakBytes } = of(way);
    return [
      benchRow("lora step", parameters, 1 / seconds, "steps/s", 1 / of(floor).seconds),
      benchRow("lora step memory", parameters, peakBytes / 2 ** 20, "MiB", of(floor).peakBytes / 2 ** 20),
    ];
  });
}

const only = process.env["ONLY"];
const rows: BenchRow[] = [];
for (const geometry of geometries) {
  if (only === undefined || geometry.name.includes(only)) rows.push(...(await rowsOf(geometry)));
}
await leaveRows(rows);
