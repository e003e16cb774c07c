// A thread that expands masks unless the first seed says how it is to die.
import { parentPort } from "node:worker_threads";

import { nodePrimitives } from "@tributary/node-platform";

import type { MaskOrder } from "../src/mask-crew.ts";
import { addRanges } from "../src/mask-job.ts";
import { deaths } from "./mask-deaths.ts";

parentPort?.on("message", ({ call, job }: MaskOrder) => {
  if (job.seeds[0] === deaths.throws) throw new Error("no memory is left");
  if (job.seeds[0] === deaths.leaves) process.exit(7);
  // Whoever is answered overwrites the seeds.
  const idles = job.seeds[0] === deaths.idles;
  addRanges(job, nodePrimitives);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(call);
  if (idles) setImmediate(() => process.exit(7));
});
