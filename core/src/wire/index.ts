export { CallError, callCodeOf, callCodes, isTransient } from "./call-error.ts";
export type { CallCode } from "./call-error.ts";
export { connect, protocolVersion, secureAggregationFeature } from "./connect.ts";
export type { ConnectOptions } from "./connect.ts";
export { FieldError, readRoundKey, readTaskId, writeBlobRef, writeDigest, writeRoundKey } from "./fields.ts";
export {
  chunkLimitBytes,
  downloadPieceBytes,
  readCheckIn,
  readCommitUpload,
  readDownload,
  readEnroll,
  readGetReceipts,
  readLeave,
  readPutChunk,
  readReady,
} from "./requests.ts";
export type {
  CheckInCall,
  CommitUploadCall,
  DownloadCall,
  EnrollCall,
  GetReceiptsCall,
  LeaveCall,
  PutChunkCall,
  ReadyCall,
} from "./requests.ts";
export { writeMembers } from "./members.ts";
export { writeAdverts, writeConfirmations } from "./secure-answers.ts";
export { readAdvertiseKeys, readConfirm, readShareKeys, readUnmask } from "./secure-requests.ts";
export type { CallContext, CallOptions, FederationTransport, Handlers, Transport } from "./transport.ts";
