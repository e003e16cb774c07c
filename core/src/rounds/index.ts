export { decodeDescriptor, descriptorProblem, sealingKeyOf } from "./descriptor.ts";
export type { Purpose, RoundDescriptor, SealedDescriptor, SecureDescriptor } from "./descriptor.ts";
export { abortCauses, isAbortCause, isRefusalReason, refusalReasons } from "./reasons.ts";
export type { AbortCause, Refusal, RefusalReason } from "./reasons.ts";
export { decodeReceipt, readEvaluation } from "./receipt.ts";
export type { Receipt, ReceiptEvaluation } from "./receipt.ts";
export { secureSession, vectorShape } from "./secure-session.ts";
export { updateShape } from "./update-shape.ts";
