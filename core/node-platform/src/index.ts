export { DigestMismatch, openBlobFolder } from "./blob-folder.ts";
export type { BlobFolder, StoredBlob } from "./blob-folder.ts";
export { nodeClock } from "./clock.ts";
export { StorageError, errorCode, storageError, syncFolder, writeFileDurably } from "./durable-files.ts";
export type { StorageFault } from "./durable-files.ts";
export { readIdentityFile, readOrCreateIdentityFile, writeIdentityFile } from "./identity-file.ts";
export { nodePrimitives } from "./primitives.ts";
export { nodeRandom } from "./random.ts";
