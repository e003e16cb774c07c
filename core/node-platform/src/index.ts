export { DigestMismatch, openBlobFolder } from "./blob-folder.ts";
export type { BlobFolder, StoredBlob } from "./blob-folder.ts";
export { readModelFolder, readTensors } from "./checkpoint/model-folder.ts";
export type { ModelFolder } from "./checkpoint/model-folder.ts";
export { openSafetensors } from "./checkpoint/safetensors-file.ts";
export type { SafetensorsFile } from "./checkpoint/safetensors-file.ts";
export type { CheckpointTensor } from "./checkpoint/shards.ts";
export { writeModelFolder } from "./checkpoint/write-folder.ts";
export { nodeClock } from "./clock.ts";
export {
  StorageError,
  createFileDurably,
  errorCode,
  storageError,
  syncFolder,
  writeFileDurably,
} from "./durable-files.ts";
export type { StorageFault } from "./durable-files.ts";
export { nodePrimitives } from "./primitives.ts";
export { nodeRandom } from "./random.ts";
export { createSecretFile, readOrCreateIdentityFile, readSecretFile } from "./secret-file.ts";
export type { OwnIdentity, SecretKind } from "./secret-file.ts";
export { threadedMasks } from "./threaded-masks.ts";
export type { ThreadedMasks } from "./threaded-masks.ts";
