// One thread of a crew (mask-crew.ts). What it throws ends it, which the crew hears of.
import { parentPort } from "node:worker_threads";

import { keystream } from "./keystream.ts";
import type { MaskOrder } from "./mask-crew.ts";
import { addRanges } from "./mask-job.ts";

parentPort?.on("message", ({ call, job }: MaskOrder) => {
  addRanges(job, { keystream });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(call);
});
