// Original file: proto/tributary/v1/federation.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AdvertiseKeysRequest as _tributary_v1_AdvertiseKeysRequest, AdvertiseKeysRequest__Output as _tributary_v1_AdvertiseKeysRequest__Output } from '../../tributary/v1/AdvertiseKeysRequest.ts';
import type { AdvertiseKeysResponse as _tributary_v1_AdvertiseKeysResponse, AdvertiseKeysResponse__Output as _tributary_v1_AdvertiseKeysResponse__Output } from '../../tributary/v1/AdvertiseKeysResponse.ts';
import type { BlobChunk as _tributary_v1_BlobChunk, BlobChunk__Output as _tributary_v1_BlobChunk__Output } from '../../tributary/v1/BlobChunk.ts';
import type { CheckInRequest as _tributary_v1_CheckInRequest, CheckInRequest__Output as _tributary_v1_CheckInRequest__Output } from '../../tributary/v1/CheckInRequest.ts';
import type { CheckInResponse as _tributary_v1_CheckInResponse, CheckInResponse__Output as _tributary_v1_CheckInResponse__Output } from '../../tributary/v1/CheckInResponse.ts';
import type { CommitUploadRequest as _tributary_v1_CommitUploadRequest, CommitUploadRequest__Output as _tributary_v1_CommitUploadRequest__Output } from '../../tributary/v1/CommitUploadRequest.ts';
import type { CommitUploadResponse as _tributary_v1_CommitUploadResponse, CommitUploadResponse__Output as _tributary_v1_CommitUploadResponse__Output } from '../../tributary/v1/CommitUploadResponse.ts';
import type { ConfirmRequest as _tributary_v1_ConfirmRequest, ConfirmRequest__Output as _tributary_v1_ConfirmRequest__Output } from '../../tributary/v1/ConfirmRequest.ts';
import type { ConfirmResponse as _tributary_v1_ConfirmResponse, ConfirmResponse__Output as _tributary_v1_ConfirmResponse__Output } from '../../tributary/v1/ConfirmResponse.ts';
import type { DownloadRequest as _tributary_v1_DownloadRequest, DownloadRequest__Output as _tributary_v1_DownloadRequest__Output } from '../../tributary/v1/DownloadRequest.ts';
import type { EnrollRequest as _tributary_v1_EnrollRequest, EnrollRequest__Output as _tributary_v1_EnrollRequest__Output } from '../../tributary/v1/EnrollRequest.ts';
import type { EnrollResponse as _tributary_v1_EnrollResponse, EnrollResponse__Output as _tributary_v1_EnrollResponse__Output } from '../../tributary/v1/EnrollResponse.ts';
import type { GetConfirmationsRequest as _tributary_v1_GetConfirmationsRequest, GetConfirmationsRequest__Output as _tributary_v1_GetConfirmationsRequest__Output } from '../../tributary/v1/GetConfirmationsRequest.ts';
import type { GetConfirmationsResponse as _tributary_v1_GetConfirmationsResponse, GetConfirmationsResponse__Output as _tributary_v1_GetConfirmationsResponse__Output } from '../../tributary/v1/GetConfirmationsResponse.ts';
import type { GetInboxRequest as _tributary_v1_GetInboxRequest, GetInboxRequest__Output as _tributary_v1_GetInboxRequest__Output } from '../../tributary/v1/GetInboxRequest.ts';
import type { GetInboxResponse as _tributary_v1_GetInboxResponse, GetInboxResponse__Output as _tributary_v1_GetInboxResponse__Output } from '../../tributary/v1/GetInboxResponse.ts';
import type { GetOutcomeRequest as _tributary_v1_GetOutcomeRequest, GetOutcomeRequest__Output as _tributary_v1_GetOutcomeRequest__Output } from '../../tributary/v1/GetOutcomeRequest.ts';
import type { GetOutcomeResponse as _tributary_v1_GetOutcomeResponse, GetOutcomeResponse__Output as _tributary_v1_GetOutcomeResponse__Output } from '../../tributary/v1/GetOutcomeResponse.ts';
import type { GetReceiptsRequest as _tributary_v1_GetReceiptsRequest, GetReceiptsRequest__Output as _tributary_v1_GetReceiptsRequest__Output } from '../../tributary/v1/GetReceiptsRequest.ts';
import type { GetReceiptsResponse as _tributary_v1_GetReceiptsResponse, GetReceiptsResponse__Output as _tributary_v1_GetReceiptsResponse__Output } from '../../tributary/v1/GetReceiptsResponse.ts';
import type { GetRosterRequest as _tributary_v1_GetRosterRequest, GetRosterRequest__Output as _tributary_v1_GetRosterRequest__Output } from '../../tributary/v1/GetRosterRequest.ts';
import type { GetRosterResponse as _tributary_v1_GetRosterResponse, GetRosterResponse__Output as _tributary_v1_GetRosterResponse__Output } from '../../tributary/v1/GetRosterResponse.ts';
import type { GetRoundRequest as _tributary_v1_GetRoundRequest, GetRoundRequest__Output as _tributary_v1_GetRoundRequest__Output } from '../../tributary/v1/GetRoundRequest.ts';
import type { GetRoundResponse as _tributary_v1_GetRoundResponse, GetRoundResponse__Output as _tributary_v1_GetRoundResponse__Output } from '../../tributary/v1/GetRoundResponse.ts';
import type { GetSurvivorsRequest as _tributary_v1_GetSurvivorsRequest, GetSurvivorsRequest__Output as _tributary_v1_GetSurvivorsRequest__Output } from '../../tributary/v1/GetSurvivorsRequest.ts';
import type { GetSurvivorsResponse as _tributary_v1_GetSurvivorsResponse, GetSurvivorsResponse__Output as _tributary_v1_GetSurvivorsResponse__Output } from '../../tributary/v1/GetSurvivorsResponse.ts';
import type { GetTaskRequest as _tributary_v1_GetTaskRequest, GetTaskRequest__Output as _tributary_v1_GetTaskRequest__Output } from '../../tributary/v1/GetTaskRequest.ts';
import type { GetTaskResponse as _tributary_v1_GetTaskResponse, GetTaskResponse__Output as _tributary_v1_GetTaskResponse__Output } from '../../tributary/v1/GetTaskResponse.ts';
import type { LeaveRequest as _tributary_v1_LeaveRequest, LeaveRequest__Output as _tributary_v1_LeaveRequest__Output } from '../../tributary/v1/LeaveRequest.ts';
import type { LeaveResponse as _tributary_v1_LeaveResponse, LeaveResponse__Output as _tributary_v1_LeaveResponse__Output } from '../../tributary/v1/LeaveResponse.ts';
import type { PutChunkRequest as _tributary_v1_PutChunkRequest, PutChunkRequest__Output as _tributary_v1_PutChunkRequest__Output } from '../../tributary/v1/PutChunkRequest.ts';
import type { PutChunkResponse as _tributary_v1_PutChunkResponse, PutChunkResponse__Output as _tributary_v1_PutChunkResponse__Output } from '../../tributary/v1/PutChunkResponse.ts';
import type { ReadyRequest as _tributary_v1_ReadyRequest, ReadyRequest__Output as _tributary_v1_ReadyRequest__Output } from '../../tributary/v1/ReadyRequest.ts';
import type { ReadyResponse as _tributary_v1_ReadyResponse, ReadyResponse__Output as _tributary_v1_ReadyResponse__Output } from '../../tributary/v1/ReadyResponse.ts';
import type { ShareKeysRequest as _tributary_v1_ShareKeysRequest, ShareKeysRequest__Output as _tributary_v1_ShareKeysRequest__Output } from '../../tributary/v1/ShareKeysRequest.ts';
import type { ShareKeysResponse as _tributary_v1_ShareKeysResponse, ShareKeysResponse__Output as _tributary_v1_ShareKeysResponse__Output } from '../../tributary/v1/ShareKeysResponse.ts';
import type { UnmaskRequest as _tributary_v1_UnmaskRequest, UnmaskRequest__Output as _tributary_v1_UnmaskRequest__Output } from '../../tributary/v1/UnmaskRequest.ts';
import type { UnmaskResponse as _tributary_v1_UnmaskResponse, UnmaskResponse__Output as _tributary_v1_UnmaskResponse__Output } from '../../tributary/v1/UnmaskResponse.ts';
import type { UploadStatusRequest as _tributary_v1_UploadStatusRequest, UploadStatusRequest__Output as _tributary_v1_UploadStatusRequest__Output } from '../../tributary/v1/UploadStatusRequest.ts';
import type { UploadStatusResponse as _tributary_v1_UploadStatusResponse, UploadStatusResponse__Output as _tributary_v1_UploadStatusResponse__Output } from '../../tributary/v1/UploadStatusResponse.ts';
import type { WatchEvent as _tributary_v1_WatchEvent, WatchEvent__Output as _tributary_v1_WatchEvent__Output } from '../../tributary/v1/WatchEvent.ts';
import type { WatchRequest as _tributary_v1_WatchRequest, WatchRequest__Output as _tributary_v1_WatchRequest__Output } from '../../tributary/v1/WatchRequest.ts';

/**
 * What participants call. Unary and server-streaming methods only, since a browser has no client
 * streaming. Each call may be repeated: a replay returns the first answer.
 * 
 * Calls other than GetTask and Enroll carry `authorization: Bearer <session token>` in their metadata.
 * State-changing calls also carry `statement`, the client's Ed25519 signature over the method, the round
 * key and the digest of the call's fields (docs/protocol.md, "Statements").
 */
export interface FederationClient extends grpc.Client {
  /**
   * "I take part in this attempt": two fresh keys.
   */
  AdvertiseKeys(argument: _tributary_v1_AdvertiseKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_AdvertiseKeysResponse__Output>): grpc.ClientUnaryCall;
  AdvertiseKeys(argument: _tributary_v1_AdvertiseKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_AdvertiseKeysResponse__Output>): grpc.ClientUnaryCall;
  AdvertiseKeys(argument: _tributary_v1_AdvertiseKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_AdvertiseKeysResponse__Output>): grpc.ClientUnaryCall;
  AdvertiseKeys(argument: _tributary_v1_AdvertiseKeysRequest, callback: grpc.requestCallback<_tributary_v1_AdvertiseKeysResponse__Output>): grpc.ClientUnaryCall;
  /**
   * "I take part in this attempt": two fresh keys.
   */
  advertiseKeys(argument: _tributary_v1_AdvertiseKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_AdvertiseKeysResponse__Output>): grpc.ClientUnaryCall;
  advertiseKeys(argument: _tributary_v1_AdvertiseKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_AdvertiseKeysResponse__Output>): grpc.ClientUnaryCall;
  advertiseKeys(argument: _tributary_v1_AdvertiseKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_AdvertiseKeysResponse__Output>): grpc.ClientUnaryCall;
  advertiseKeys(argument: _tributary_v1_AdvertiseKeysRequest, callback: grpc.requestCallback<_tributary_v1_AdvertiseKeysResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * "I could take part now": answered train, come back later, or done.
   */
  CheckIn(argument: _tributary_v1_CheckInRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CheckInResponse__Output>): grpc.ClientUnaryCall;
  CheckIn(argument: _tributary_v1_CheckInRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_CheckInResponse__Output>): grpc.ClientUnaryCall;
  CheckIn(argument: _tributary_v1_CheckInRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CheckInResponse__Output>): grpc.ClientUnaryCall;
  CheckIn(argument: _tributary_v1_CheckInRequest, callback: grpc.requestCallback<_tributary_v1_CheckInResponse__Output>): grpc.ClientUnaryCall;
  /**
   * "I could take part now": answered train, come back later, or done.
   */
  checkIn(argument: _tributary_v1_CheckInRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CheckInResponse__Output>): grpc.ClientUnaryCall;
  checkIn(argument: _tributary_v1_CheckInRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_CheckInResponse__Output>): grpc.ClientUnaryCall;
  checkIn(argument: _tributary_v1_CheckInRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CheckInResponse__Output>): grpc.ClientUnaryCall;
  checkIn(argument: _tributary_v1_CheckInRequest, callback: grpc.requestCallback<_tributary_v1_CheckInResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends an upload: verified, on disk and counted once this answers `accepted`.
   */
  CommitUpload(argument: _tributary_v1_CommitUploadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CommitUploadResponse__Output>): grpc.ClientUnaryCall;
  CommitUpload(argument: _tributary_v1_CommitUploadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_CommitUploadResponse__Output>): grpc.ClientUnaryCall;
  CommitUpload(argument: _tributary_v1_CommitUploadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CommitUploadResponse__Output>): grpc.ClientUnaryCall;
  CommitUpload(argument: _tributary_v1_CommitUploadRequest, callback: grpc.requestCallback<_tributary_v1_CommitUploadResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends an upload: verified, on disk and counted once this answers `accepted`.
   */
  commitUpload(argument: _tributary_v1_CommitUploadRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CommitUploadResponse__Output>): grpc.ClientUnaryCall;
  commitUpload(argument: _tributary_v1_CommitUploadRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_CommitUploadResponse__Output>): grpc.ClientUnaryCall;
  commitUpload(argument: _tributary_v1_CommitUploadRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CommitUploadResponse__Output>): grpc.ClientUnaryCall;
  commitUpload(argument: _tributary_v1_CommitUploadRequest, callback: grpc.requestCallback<_tributary_v1_CommitUploadResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * "These survivors, and no others."
   */
  Confirm(argument: _tributary_v1_ConfirmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ConfirmResponse__Output>): grpc.ClientUnaryCall;
  Confirm(argument: _tributary_v1_ConfirmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ConfirmResponse__Output>): grpc.ClientUnaryCall;
  Confirm(argument: _tributary_v1_ConfirmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ConfirmResponse__Output>): grpc.ClientUnaryCall;
  Confirm(argument: _tributary_v1_ConfirmRequest, callback: grpc.requestCallback<_tributary_v1_ConfirmResponse__Output>): grpc.ClientUnaryCall;
  /**
   * "These survivors, and no others."
   */
  confirm(argument: _tributary_v1_ConfirmRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ConfirmResponse__Output>): grpc.ClientUnaryCall;
  confirm(argument: _tributary_v1_ConfirmRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ConfirmResponse__Output>): grpc.ClientUnaryCall;
  confirm(argument: _tributary_v1_ConfirmRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ConfirmResponse__Output>): grpc.ClientUnaryCall;
  confirm(argument: _tributary_v1_ConfirmRequest, callback: grpc.requestCallback<_tributary_v1_ConfirmResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * A blob by digest, from an offset.
   */
  Download(argument: _tributary_v1_DownloadRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_BlobChunk__Output>;
  Download(argument: _tributary_v1_DownloadRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_BlobChunk__Output>;
  /**
   * A blob by digest, from an offset.
   */
  download(argument: _tributary_v1_DownloadRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_BlobChunk__Output>;
  download(argument: _tributary_v1_DownloadRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_BlobChunk__Output>;
  
  /**
   * Without a signature: asks for a challenge. With one: trades it for a session token.
   */
  Enroll(argument: _tributary_v1_EnrollRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  Enroll(argument: _tributary_v1_EnrollRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  Enroll(argument: _tributary_v1_EnrollRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  Enroll(argument: _tributary_v1_EnrollRequest, callback: grpc.requestCallback<_tributary_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Without a signature: asks for a challenge. With one: trades it for a session token.
   */
  enroll(argument: _tributary_v1_EnrollRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  enroll(argument: _tributary_v1_EnrollRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  enroll(argument: _tributary_v1_EnrollRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  enroll(argument: _tributary_v1_EnrollRequest, callback: grpc.requestCallback<_tributary_v1_EnrollResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What the other survivors confirmed.
   */
  GetConfirmations(argument: _tributary_v1_GetConfirmationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetConfirmationsResponse__Output>): grpc.ClientUnaryCall;
  GetConfirmations(argument: _tributary_v1_GetConfirmationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetConfirmationsResponse__Output>): grpc.ClientUnaryCall;
  GetConfirmations(argument: _tributary_v1_GetConfirmationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetConfirmationsResponse__Output>): grpc.ClientUnaryCall;
  GetConfirmations(argument: _tributary_v1_GetConfirmationsRequest, callback: grpc.requestCallback<_tributary_v1_GetConfirmationsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What the other survivors confirmed.
   */
  getConfirmations(argument: _tributary_v1_GetConfirmationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetConfirmationsResponse__Output>): grpc.ClientUnaryCall;
  getConfirmations(argument: _tributary_v1_GetConfirmationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetConfirmationsResponse__Output>): grpc.ClientUnaryCall;
  getConfirmations(argument: _tributary_v1_GetConfirmationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetConfirmationsResponse__Output>): grpc.ClientUnaryCall;
  getConfirmations(argument: _tributary_v1_GetConfirmationsRequest, callback: grpc.requestCallback<_tributary_v1_GetConfirmationsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * U2, and the shares that are sealed to this client. The masked vector is then uploaded as any update is.
   */
  GetInbox(argument: _tributary_v1_GetInboxRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetInboxResponse__Output>): grpc.ClientUnaryCall;
  GetInbox(argument: _tributary_v1_GetInboxRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetInboxResponse__Output>): grpc.ClientUnaryCall;
  GetInbox(argument: _tributary_v1_GetInboxRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetInboxResponse__Output>): grpc.ClientUnaryCall;
  GetInbox(argument: _tributary_v1_GetInboxRequest, callback: grpc.requestCallback<_tributary_v1_GetInboxResponse__Output>): grpc.ClientUnaryCall;
  /**
   * U2, and the shares that are sealed to this client. The masked vector is then uploaded as any update is.
   */
  getInbox(argument: _tributary_v1_GetInboxRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetInboxResponse__Output>): grpc.ClientUnaryCall;
  getInbox(argument: _tributary_v1_GetInboxRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetInboxResponse__Output>): grpc.ClientUnaryCall;
  getInbox(argument: _tributary_v1_GetInboxRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetInboxResponse__Output>): grpc.ClientUnaryCall;
  getInbox(argument: _tributary_v1_GetInboxRequest, callback: grpc.requestCallback<_tributary_v1_GetInboxResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What became of an attempt: still running, committed, or aborted with its cause.
   */
  GetOutcome(argument: _tributary_v1_GetOutcomeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetOutcomeResponse__Output>): grpc.ClientUnaryCall;
  GetOutcome(argument: _tributary_v1_GetOutcomeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetOutcomeResponse__Output>): grpc.ClientUnaryCall;
  GetOutcome(argument: _tributary_v1_GetOutcomeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetOutcomeResponse__Output>): grpc.ClientUnaryCall;
  GetOutcome(argument: _tributary_v1_GetOutcomeRequest, callback: grpc.requestCallback<_tributary_v1_GetOutcomeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What became of an attempt: still running, committed, or aborted with its cause.
   */
  getOutcome(argument: _tributary_v1_GetOutcomeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetOutcomeResponse__Output>): grpc.ClientUnaryCall;
  getOutcome(argument: _tributary_v1_GetOutcomeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetOutcomeResponse__Output>): grpc.ClientUnaryCall;
  getOutcome(argument: _tributary_v1_GetOutcomeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetOutcomeResponse__Output>): grpc.ClientUnaryCall;
  getOutcome(argument: _tributary_v1_GetOutcomeRequest, callback: grpc.requestCallback<_tributary_v1_GetOutcomeResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The signed, hash-chained receipts of committed rounds.
   */
  GetReceipts(argument: _tributary_v1_GetReceiptsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetReceiptsResponse__Output>): grpc.ClientUnaryCall;
  GetReceipts(argument: _tributary_v1_GetReceiptsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetReceiptsResponse__Output>): grpc.ClientUnaryCall;
  GetReceipts(argument: _tributary_v1_GetReceiptsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetReceiptsResponse__Output>): grpc.ClientUnaryCall;
  GetReceipts(argument: _tributary_v1_GetReceiptsRequest, callback: grpc.requestCallback<_tributary_v1_GetReceiptsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The signed, hash-chained receipts of committed rounds.
   */
  getReceipts(argument: _tributary_v1_GetReceiptsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetReceiptsResponse__Output>): grpc.ClientUnaryCall;
  getReceipts(argument: _tributary_v1_GetReceiptsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetReceiptsResponse__Output>): grpc.ClientUnaryCall;
  getReceipts(argument: _tributary_v1_GetReceiptsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetReceiptsResponse__Output>): grpc.ClientUnaryCall;
  getReceipts(argument: _tributary_v1_GetReceiptsRequest, callback: grpc.requestCallback<_tributary_v1_GetReceiptsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * U1: everyone who advertised keys.
   */
  GetRoster(argument: _tributary_v1_GetRosterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetRosterResponse__Output>): grpc.ClientUnaryCall;
  GetRoster(argument: _tributary_v1_GetRosterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetRosterResponse__Output>): grpc.ClientUnaryCall;
  GetRoster(argument: _tributary_v1_GetRosterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetRosterResponse__Output>): grpc.ClientUnaryCall;
  GetRoster(argument: _tributary_v1_GetRosterRequest, callback: grpc.requestCallback<_tributary_v1_GetRosterResponse__Output>): grpc.ClientUnaryCall;
  /**
   * U1: everyone who advertised keys.
   */
  getRoster(argument: _tributary_v1_GetRosterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetRosterResponse__Output>): grpc.ClientUnaryCall;
  getRoster(argument: _tributary_v1_GetRosterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetRosterResponse__Output>): grpc.ClientUnaryCall;
  getRoster(argument: _tributary_v1_GetRosterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetRosterResponse__Output>): grpc.ClientUnaryCall;
  getRoster(argument: _tributary_v1_GetRosterRequest, callback: grpc.requestCallback<_tributary_v1_GetRosterResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The running round's signed descriptor and phase.
   */
  GetRound(argument: _tributary_v1_GetRoundRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetRoundResponse__Output>): grpc.ClientUnaryCall;
  GetRound(argument: _tributary_v1_GetRoundRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetRoundResponse__Output>): grpc.ClientUnaryCall;
  GetRound(argument: _tributary_v1_GetRoundRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetRoundResponse__Output>): grpc.ClientUnaryCall;
  GetRound(argument: _tributary_v1_GetRoundRequest, callback: grpc.requestCallback<_tributary_v1_GetRoundResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The running round's signed descriptor and phase.
   */
  getRound(argument: _tributary_v1_GetRoundRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetRoundResponse__Output>): grpc.ClientUnaryCall;
  getRound(argument: _tributary_v1_GetRoundRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetRoundResponse__Output>): grpc.ClientUnaryCall;
  getRound(argument: _tributary_v1_GetRoundRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetRoundResponse__Output>): grpc.ClientUnaryCall;
  getRound(argument: _tributary_v1_GetRoundRequest, callback: grpc.requestCallback<_tributary_v1_GetRoundResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * U3: those whose masked vectors count.
   */
  GetSurvivors(argument: _tributary_v1_GetSurvivorsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetSurvivorsResponse__Output>): grpc.ClientUnaryCall;
  GetSurvivors(argument: _tributary_v1_GetSurvivorsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetSurvivorsResponse__Output>): grpc.ClientUnaryCall;
  GetSurvivors(argument: _tributary_v1_GetSurvivorsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetSurvivorsResponse__Output>): grpc.ClientUnaryCall;
  GetSurvivors(argument: _tributary_v1_GetSurvivorsRequest, callback: grpc.requestCallback<_tributary_v1_GetSurvivorsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * U3: those whose masked vectors count.
   */
  getSurvivors(argument: _tributary_v1_GetSurvivorsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetSurvivorsResponse__Output>): grpc.ClientUnaryCall;
  getSurvivors(argument: _tributary_v1_GetSurvivorsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetSurvivorsResponse__Output>): grpc.ClientUnaryCall;
  getSurvivors(argument: _tributary_v1_GetSurvivorsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetSurvivorsResponse__Output>): grpc.ClientUnaryCall;
  getSurvivors(argument: _tributary_v1_GetSurvivorsRequest, callback: grpc.requestCallback<_tributary_v1_GetSurvivorsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The task's plan, the coordinator's identity and the versions it speaks.
   */
  GetTask(argument: _tributary_v1_GetTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  GetTask(argument: _tributary_v1_GetTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  GetTask(argument: _tributary_v1_GetTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  GetTask(argument: _tributary_v1_GetTaskRequest, callback: grpc.requestCallback<_tributary_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The task's plan, the coordinator's identity and the versions it speaks.
   */
  getTask(argument: _tributary_v1_GetTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  getTask(argument: _tributary_v1_GetTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  getTask(argument: _tributary_v1_GetTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  getTask(argument: _tributary_v1_GetTaskRequest, callback: grpc.requestCallback<_tributary_v1_GetTaskResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Gives up a lease, with the reason.
   */
  Leave(argument: _tributary_v1_LeaveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_LeaveResponse__Output>): grpc.ClientUnaryCall;
  Leave(argument: _tributary_v1_LeaveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_LeaveResponse__Output>): grpc.ClientUnaryCall;
  Leave(argument: _tributary_v1_LeaveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_LeaveResponse__Output>): grpc.ClientUnaryCall;
  Leave(argument: _tributary_v1_LeaveRequest, callback: grpc.requestCallback<_tributary_v1_LeaveResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Gives up a lease, with the reason.
   */
  leave(argument: _tributary_v1_LeaveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_LeaveResponse__Output>): grpc.ClientUnaryCall;
  leave(argument: _tributary_v1_LeaveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_LeaveResponse__Output>): grpc.ClientUnaryCall;
  leave(argument: _tributary_v1_LeaveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_LeaveResponse__Output>): grpc.ClientUnaryCall;
  leave(argument: _tributary_v1_LeaveRequest, callback: grpc.requestCallback<_tributary_v1_LeaveResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * One piece of an upload. A wrong offset is answered with the offset that is wanted.
   */
  PutChunk(argument: _tributary_v1_PutChunkRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PutChunkResponse__Output>): grpc.ClientUnaryCall;
  PutChunk(argument: _tributary_v1_PutChunkRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_PutChunkResponse__Output>): grpc.ClientUnaryCall;
  PutChunk(argument: _tributary_v1_PutChunkRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PutChunkResponse__Output>): grpc.ClientUnaryCall;
  PutChunk(argument: _tributary_v1_PutChunkRequest, callback: grpc.requestCallback<_tributary_v1_PutChunkResponse__Output>): grpc.ClientUnaryCall;
  /**
   * One piece of an upload. A wrong offset is answered with the offset that is wanted.
   */
  putChunk(argument: _tributary_v1_PutChunkRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PutChunkResponse__Output>): grpc.ClientUnaryCall;
  putChunk(argument: _tributary_v1_PutChunkRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_PutChunkResponse__Output>): grpc.ClientUnaryCall;
  putChunk(argument: _tributary_v1_PutChunkRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PutChunkResponse__Output>): grpc.ClientUnaryCall;
  putChunk(argument: _tributary_v1_PutChunkRequest, callback: grpc.requestCallback<_tributary_v1_PutChunkResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * "An update waits": says its size, and nothing about what is in it.
   */
  Ready(argument: _tributary_v1_ReadyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ReadyResponse__Output>): grpc.ClientUnaryCall;
  Ready(argument: _tributary_v1_ReadyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ReadyResponse__Output>): grpc.ClientUnaryCall;
  Ready(argument: _tributary_v1_ReadyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ReadyResponse__Output>): grpc.ClientUnaryCall;
  Ready(argument: _tributary_v1_ReadyRequest, callback: grpc.requestCallback<_tributary_v1_ReadyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * "An update waits": says its size, and nothing about what is in it.
   */
  ready(argument: _tributary_v1_ReadyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ReadyResponse__Output>): grpc.ClientUnaryCall;
  ready(argument: _tributary_v1_ReadyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ReadyResponse__Output>): grpc.ClientUnaryCall;
  ready(argument: _tributary_v1_ReadyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ReadyResponse__Output>): grpc.ClientUnaryCall;
  ready(argument: _tributary_v1_ReadyRequest, callback: grpc.requestCallback<_tributary_v1_ReadyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Shares of this client's secrets, sealed to its neighbours.
   */
  ShareKeys(argument: _tributary_v1_ShareKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ShareKeysResponse__Output>): grpc.ClientUnaryCall;
  ShareKeys(argument: _tributary_v1_ShareKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ShareKeysResponse__Output>): grpc.ClientUnaryCall;
  ShareKeys(argument: _tributary_v1_ShareKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ShareKeysResponse__Output>): grpc.ClientUnaryCall;
  ShareKeys(argument: _tributary_v1_ShareKeysRequest, callback: grpc.requestCallback<_tributary_v1_ShareKeysResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Shares of this client's secrets, sealed to its neighbours.
   */
  shareKeys(argument: _tributary_v1_ShareKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ShareKeysResponse__Output>): grpc.ClientUnaryCall;
  shareKeys(argument: _tributary_v1_ShareKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ShareKeysResponse__Output>): grpc.ClientUnaryCall;
  shareKeys(argument: _tributary_v1_ShareKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ShareKeysResponse__Output>): grpc.ClientUnaryCall;
  shareKeys(argument: _tributary_v1_ShareKeysRequest, callback: grpc.requestCallback<_tributary_v1_ShareKeysResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The shares that take the masks off the sum.
   */
  Unmask(argument: _tributary_v1_UnmaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_UnmaskResponse__Output>): grpc.ClientUnaryCall;
  Unmask(argument: _tributary_v1_UnmaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_UnmaskResponse__Output>): grpc.ClientUnaryCall;
  Unmask(argument: _tributary_v1_UnmaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_UnmaskResponse__Output>): grpc.ClientUnaryCall;
  Unmask(argument: _tributary_v1_UnmaskRequest, callback: grpc.requestCallback<_tributary_v1_UnmaskResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The shares that take the masks off the sum.
   */
  unmask(argument: _tributary_v1_UnmaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_UnmaskResponse__Output>): grpc.ClientUnaryCall;
  unmask(argument: _tributary_v1_UnmaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_UnmaskResponse__Output>): grpc.ClientUnaryCall;
  unmask(argument: _tributary_v1_UnmaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_UnmaskResponse__Output>): grpc.ClientUnaryCall;
  unmask(argument: _tributary_v1_UnmaskRequest, callback: grpc.requestCallback<_tributary_v1_UnmaskResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * How many bytes of this client's upload the coordinator holds.
   */
  UploadStatus(argument: _tributary_v1_UploadStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_UploadStatusResponse__Output>): grpc.ClientUnaryCall;
  UploadStatus(argument: _tributary_v1_UploadStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_UploadStatusResponse__Output>): grpc.ClientUnaryCall;
  UploadStatus(argument: _tributary_v1_UploadStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_UploadStatusResponse__Output>): grpc.ClientUnaryCall;
  UploadStatus(argument: _tributary_v1_UploadStatusRequest, callback: grpc.requestCallback<_tributary_v1_UploadStatusResponse__Output>): grpc.ClientUnaryCall;
  /**
   * How many bytes of this client's upload the coordinator holds.
   */
  uploadStatus(argument: _tributary_v1_UploadStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_UploadStatusResponse__Output>): grpc.ClientUnaryCall;
  uploadStatus(argument: _tributary_v1_UploadStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_UploadStatusResponse__Output>): grpc.ClientUnaryCall;
  uploadStatus(argument: _tributary_v1_UploadStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_UploadStatusResponse__Output>): grpc.ClientUnaryCall;
  uploadStatus(argument: _tributary_v1_UploadStatusRequest, callback: grpc.requestCallback<_tributary_v1_UploadStatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Hints that a round moved on; every fact is read again with a unary call.
   */
  Watch(argument: _tributary_v1_WatchRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_WatchEvent__Output>;
  Watch(argument: _tributary_v1_WatchRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_WatchEvent__Output>;
  /**
   * Hints that a round moved on; every fact is read again with a unary call.
   */
  watch(argument: _tributary_v1_WatchRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_WatchEvent__Output>;
  watch(argument: _tributary_v1_WatchRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_WatchEvent__Output>;
  
}

/**
 * What participants call. Unary and server-streaming methods only, since a browser has no client
 * streaming. Each call may be repeated: a replay returns the first answer.
 * 
 * Calls other than GetTask and Enroll carry `authorization: Bearer <session token>` in their metadata.
 * State-changing calls also carry `statement`, the client's Ed25519 signature over the method, the round
 * key and the digest of the call's fields (docs/protocol.md, "Statements").
 */
export interface FederationHandlers extends grpc.UntypedServiceImplementation {
  /**
   * "I take part in this attempt": two fresh keys.
   */
  AdvertiseKeys: grpc.handleUnaryCall<_tributary_v1_AdvertiseKeysRequest__Output, _tributary_v1_AdvertiseKeysResponse>;
  
  /**
   * "I could take part now": answered train, come back later, or done.
   */
  CheckIn: grpc.handleUnaryCall<_tributary_v1_CheckInRequest__Output, _tributary_v1_CheckInResponse>;
  
  /**
   * Ends an upload: verified, on disk and counted once this answers `accepted`.
   */
  CommitUpload: grpc.handleUnaryCall<_tributary_v1_CommitUploadRequest__Output, _tributary_v1_CommitUploadResponse>;
  
  /**
   * "These survivors, and no others."
   */
  Confirm: grpc.handleUnaryCall<_tributary_v1_ConfirmRequest__Output, _tributary_v1_ConfirmResponse>;
  
  /**
   * A blob by digest, from an offset.
   */
  Download: grpc.handleServerStreamingCall<_tributary_v1_DownloadRequest__Output, _tributary_v1_BlobChunk>;
  
  /**
   * Without a signature: asks for a challenge. With one: trades it for a session token.
   */
  Enroll: grpc.handleUnaryCall<_tributary_v1_EnrollRequest__Output, _tributary_v1_EnrollResponse>;
  
  /**
   * What the other survivors confirmed.
   */
  GetConfirmations: grpc.handleUnaryCall<_tributary_v1_GetConfirmationsRequest__Output, _tributary_v1_GetConfirmationsResponse>;
  
  /**
   * U2, and the shares that are sealed to this client. The masked vector is then uploaded as any update is.
   */
  GetInbox: grpc.handleUnaryCall<_tributary_v1_GetInboxRequest__Output, _tributary_v1_GetInboxResponse>;
  
  /**
   * What became of an attempt: still running, committed, or aborted with its cause.
   */
  GetOutcome: grpc.handleUnaryCall<_tributary_v1_GetOutcomeRequest__Output, _tributary_v1_GetOutcomeResponse>;
  
  /**
   * The signed, hash-chained receipts of committed rounds.
   */
  GetReceipts: grpc.handleUnaryCall<_tributary_v1_GetReceiptsRequest__Output, _tributary_v1_GetReceiptsResponse>;
  
  /**
   * U1: everyone who advertised keys.
   */
  GetRoster: grpc.handleUnaryCall<_tributary_v1_GetRosterRequest__Output, _tributary_v1_GetRosterResponse>;
  
  /**
   * The running round's signed descriptor and phase.
   */
  GetRound: grpc.handleUnaryCall<_tributary_v1_GetRoundRequest__Output, _tributary_v1_GetRoundResponse>;
  
  /**
   * U3: those whose masked vectors count.
   */
  GetSurvivors: grpc.handleUnaryCall<_tributary_v1_GetSurvivorsRequest__Output, _tributary_v1_GetSurvivorsResponse>;
  
  /**
   * The task's plan, the coordinator's identity and the versions it speaks.
   */
  GetTask: grpc.handleUnaryCall<_tributary_v1_GetTaskRequest__Output, _tributary_v1_GetTaskResponse>;
  
  /**
   * Gives up a lease, with the reason.
   */
  Leave: grpc.handleUnaryCall<_tributary_v1_LeaveRequest__Output, _tributary_v1_LeaveResponse>;
  
  /**
   * One piece of an upload. A wrong offset is answered with the offset that is wanted.
   */
  PutChunk: grpc.handleUnaryCall<_tributary_v1_PutChunkRequest__Output, _tributary_v1_PutChunkResponse>;
  
  /**
   * "An update waits": says its size, and nothing about what is in it.
   */
  Ready: grpc.handleUnaryCall<_tributary_v1_ReadyRequest__Output, _tributary_v1_ReadyResponse>;
  
  /**
   * Shares of this client's secrets, sealed to its neighbours.
   */
  ShareKeys: grpc.handleUnaryCall<_tributary_v1_ShareKeysRequest__Output, _tributary_v1_ShareKeysResponse>;
  
  /**
   * The shares that take the masks off the sum.
   */
  Unmask: grpc.handleUnaryCall<_tributary_v1_UnmaskRequest__Output, _tributary_v1_UnmaskResponse>;
  
  /**
   * How many bytes of this client's upload the coordinator holds.
   */
  UploadStatus: grpc.handleUnaryCall<_tributary_v1_UploadStatusRequest__Output, _tributary_v1_UploadStatusResponse>;
  
  /**
   * Hints that a round moved on; every fact is read again with a unary call.
   */
  Watch: grpc.handleServerStreamingCall<_tributary_v1_WatchRequest__Output, _tributary_v1_WatchEvent>;
  
}

export interface FederationDefinition extends grpc.ServiceDefinition {
  AdvertiseKeys: MethodDefinition<_tributary_v1_AdvertiseKeysRequest, _tributary_v1_AdvertiseKeysResponse, _tributary_v1_AdvertiseKeysRequest__Output, _tributary_v1_AdvertiseKeysResponse__Output>
  CheckIn: MethodDefinition<_tributary_v1_CheckInRequest, _tributary_v1_CheckInResponse, _tributary_v1_CheckInRequest__Output, _tributary_v1_CheckInResponse__Output>
  CommitUpload: MethodDefinition<_tributary_v1_CommitUploadRequest, _tributary_v1_CommitUploadResponse, _tributary_v1_CommitUploadRequest__Output, _tributary_v1_CommitUploadResponse__Output>
  Confirm: MethodDefinition<_tributary_v1_ConfirmRequest, _tributary_v1_ConfirmResponse, _tributary_v1_ConfirmRequest__Output, _tributary_v1_ConfirmResponse__Output>
  Download: MethodDefinition<_tributary_v1_DownloadRequest, _tributary_v1_BlobChunk, _tributary_v1_DownloadRequest__Output, _tributary_v1_BlobChunk__Output>
  Enroll: MethodDefinition<_tributary_v1_EnrollRequest, _tributary_v1_EnrollResponse, _tributary_v1_EnrollRequest__Output, _tributary_v1_EnrollResponse__Output>
  GetConfirmations: MethodDefinition<_tributary_v1_GetConfirmationsRequest, _tributary_v1_GetConfirmationsResponse, _tributary_v1_GetConfirmationsRequest__Output, _tributary_v1_GetConfirmationsResponse__Output>
  GetInbox: MethodDefinition<_tributary_v1_GetInboxRequest, _tributary_v1_GetInboxResponse, _tributary_v1_GetInboxRequest__Output, _tributary_v1_GetInboxResponse__Output>
  GetOutcome: MethodDefinition<_tributary_v1_GetOutcomeRequest, _tributary_v1_GetOutcomeResponse, _tributary_v1_GetOutcomeRequest__Output, _tributary_v1_GetOutcomeResponse__Output>
  GetReceipts: MethodDefinition<_tributary_v1_GetReceiptsRequest, _tributary_v1_GetReceiptsResponse, _tributary_v1_GetReceiptsRequest__Output, _tributary_v1_GetReceiptsResponse__Output>
  GetRoster: MethodDefinition<_tributary_v1_GetRosterRequest, _tributary_v1_GetRosterResponse, _tributary_v1_GetRosterRequest__Output, _tributary_v1_GetRosterResponse__Output>
  GetRound: MethodDefinition<_tributary_v1_GetRoundRequest, _tributary_v1_GetRoundResponse, _tributary_v1_GetRoundRequest__Output, _tributary_v1_GetRoundResponse__Output>
  GetSurvivors: MethodDefinition<_tributary_v1_GetSurvivorsRequest, _tributary_v1_GetSurvivorsResponse, _tributary_v1_GetSurvivorsRequest__Output, _tributary_v1_GetSurvivorsResponse__Output>
  GetTask: MethodDefinition<_tributary_v1_GetTaskRequest, _tributary_v1_GetTaskResponse, _tributary_v1_GetTaskRequest__Output, _tributary_v1_GetTaskResponse__Output>
  Leave: MethodDefinition<_tributary_v1_LeaveRequest, _tributary_v1_LeaveResponse, _tributary_v1_LeaveRequest__Output, _tributary_v1_LeaveResponse__Output>
  PutChunk: MethodDefinition<_tributary_v1_PutChunkRequest, _tributary_v1_PutChunkResponse, _tributary_v1_PutChunkRequest__Output, _tributary_v1_PutChunkResponse__Output>
  Ready: MethodDefinition<_tributary_v1_ReadyRequest, _tributary_v1_ReadyResponse, _tributary_v1_ReadyRequest__Output, _tributary_v1_ReadyResponse__Output>
  ShareKeys: MethodDefinition<_tributary_v1_ShareKeysRequest, _tributary_v1_ShareKeysResponse, _tributary_v1_ShareKeysRequest__Output, _tributary_v1_ShareKeysResponse__Output>
  Unmask: MethodDefinition<_tributary_v1_UnmaskRequest, _tributary_v1_UnmaskResponse, _tributary_v1_UnmaskRequest__Output, _tributary_v1_UnmaskResponse__Output>
  UploadStatus: MethodDefinition<_tributary_v1_UploadStatusRequest, _tributary_v1_UploadStatusResponse, _tributary_v1_UploadStatusRequest__Output, _tributary_v1_UploadStatusResponse__Output>
  Watch: MethodDefinition<_tributary_v1_WatchRequest, _tributary_v1_WatchEvent, _tributary_v1_WatchRequest__Output, _tributary_v1_WatchEvent__Output>
}
