export { openAttemptSum } from "./attempt-sum.ts";
export type { AttemptSum, SignedUpload, UploadRecord } from "./attempt-sum.ts";
export { checkSum, nextModel } from "./fold.ts";
export type { UpdateTerms } from "./inspection.ts";
export { scoresOf } from "./scores.ts";
export { openSpoolFile } from "./spool-files.ts";
export type { OpenSpoolFile, SpoolFile } from "./spool-files.ts";
export { maskedReader, sealedReader } from "./update-readers.ts";
