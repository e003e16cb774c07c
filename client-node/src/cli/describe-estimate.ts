import type { TrainingEstimate } from "@tributary/training";

import { bytes, roughly } from "./quantities.ts";

/** What training will take, in a line. */
export function describeEstimate(estimate: TrainingEstimate): string {
  const { engine, peakBytes, featureBytes, method, secondsPerEpoch } = estimate;
  const { batchSize, microBatchSize, microBatchChosen } = estimate;
  const time = secondsPerEpoch === null ? "" : ` and ${roughly(secondsPerEpoch)} an epoch`;
  const hows = [
    ...(featureBytes > 0 ? ["what is frozen is computed once"] : []),
    ...(method === "block-wise" ? ["block by block"] : []),
    ...(microBatchSize < batchSize ? [pieces(batchSize, microBatchSize, microBatchChosen)] : []),
  ];
  return `Training: about ${bytes(peakBytes)}${time} on ${engine}${hows.map((how) => `; ${how}`).join("")}.`;
}

function pieces(batchSize: number, microBatchSize: number, chosen: boolean): string {
  const why = chosen ? "for want of memory, which changes nothing in the gradient" : "as the plan says";
  return `each batch of ${batchSize} in pieces of ${microBatchSize}, ${why}`;
}
