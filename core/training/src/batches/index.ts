export { augmentation } from "./augment.ts";
export { checkExamples, dropoutMask, fillBatch, inBatches, predictedTokens } from "./batch.ts";
export type { Batch } from "./batch.ts";
export { prepareExamples } from "./prepare.ts";
export type { PreparedExample } from "./prepare.ts";
export { splitExamples } from "./split.ts";
export type { Split } from "./split.ts";
