export { loadPayload, loadSigned, storePayload, storeSigned } from "./documents.ts";
export { loadFile, loadTensors, loadVector, storeModel } from "./models.ts";
export { UnusableBlob } from "./unusable-blob.ts";
