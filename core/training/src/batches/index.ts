export { augmentation } from "./augment.ts";
export { checkExamples, dropoutMask, fillBatch, inBatches } from "./batch.ts";
export type { Batch } from "./batch.ts";
export { splitExamples } from "./split.ts";
export type { Split } from "./split.ts";
