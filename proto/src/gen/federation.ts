import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Aborted as _tributary_v1_Aborted, Aborted__Output as _tributary_v1_Aborted__Output } from './tributary/v1/Aborted.ts';
import type { Accepted as _tributary_v1_Accepted, Accepted__Output as _tributary_v1_Accepted__Output } from './tributary/v1/Accepted.ts';
import type { AdvertiseKeysRequest as _tributary_v1_AdvertiseKeysRequest, AdvertiseKeysRequest__Output as _tributary_v1_AdvertiseKeysRequest__Output } from './tributary/v1/AdvertiseKeysRequest.ts';
import type { AdvertiseKeysResponse as _tributary_v1_AdvertiseKeysResponse, AdvertiseKeysResponse__Output as _tributary_v1_AdvertiseKeysResponse__Output } from './tributary/v1/AdvertiseKeysResponse.ts';
import type { BlobChunk as _tributary_v1_BlobChunk, BlobChunk__Output as _tributary_v1_BlobChunk__Output } from './tributary/v1/BlobChunk.ts';
import type { BlobRef as _tributary_v1_BlobRef, BlobRef__Output as _tributary_v1_BlobRef__Output } from './tributary/v1/BlobRef.ts';
import type { CheckInRequest as _tributary_v1_CheckInRequest, CheckInRequest__Output as _tributary_v1_CheckInRequest__Output } from './tributary/v1/CheckInRequest.ts';
import type { CheckInResponse as _tributary_v1_CheckInResponse, CheckInResponse__Output as _tributary_v1_CheckInResponse__Output } from './tributary/v1/CheckInResponse.ts';
import type { ComeBack as _tributary_v1_ComeBack, ComeBack__Output as _tributary_v1_ComeBack__Output } from './tributary/v1/ComeBack.ts';
import type { CommitUploadRequest as _tributary_v1_CommitUploadRequest, CommitUploadRequest__Output as _tributary_v1_CommitUploadRequest__Output } from './tributary/v1/CommitUploadRequest.ts';
import type { CommitUploadResponse as _tributary_v1_CommitUploadResponse, CommitUploadResponse__Output as _tributary_v1_CommitUploadResponse__Output } from './tributary/v1/CommitUploadResponse.ts';
import type { Committed as _tributary_v1_Committed, Committed__Output as _tributary_v1_Committed__Output } from './tributary/v1/Committed.ts';
import type { ConfirmRequest as _tributary_v1_ConfirmRequest, ConfirmRequest__Output as _tributary_v1_ConfirmRequest__Output } from './tributary/v1/ConfirmRequest.ts';
import type { ConfirmResponse as _tributary_v1_ConfirmResponse, ConfirmResponse__Output as _tributary_v1_ConfirmResponse__Output } from './tributary/v1/ConfirmResponse.ts';
import type { ConfirmationSet as _tributary_v1_ConfirmationSet, ConfirmationSet__Output as _tributary_v1_ConfirmationSet__Output } from './tributary/v1/ConfirmationSet.ts';
import type { Confirmations as _tributary_v1_Confirmations, Confirmations__Output as _tributary_v1_Confirmations__Output } from './tributary/v1/Confirmations.ts';
import type { DownloadRequest as _tributary_v1_DownloadRequest, DownloadRequest__Output as _tributary_v1_DownloadRequest__Output } from './tributary/v1/DownloadRequest.ts';
import type { EnrollRequest as _tributary_v1_EnrollRequest, EnrollRequest__Output as _tributary_v1_EnrollRequest__Output } from './tributary/v1/EnrollRequest.ts';
import type { EnrollResponse as _tributary_v1_EnrollResponse, EnrollResponse__Output as _tributary_v1_EnrollResponse__Output } from './tributary/v1/EnrollResponse.ts';
import type { FederationClient as _tributary_v1_FederationClient, FederationDefinition as _tributary_v1_FederationDefinition } from './tributary/v1/Federation.ts';
import type { GetConfirmationsRequest as _tributary_v1_GetConfirmationsRequest, GetConfirmationsRequest__Output as _tributary_v1_GetConfirmationsRequest__Output } from './tributary/v1/GetConfirmationsRequest.ts';
import type { GetConfirmationsResponse as _tributary_v1_GetConfirmationsResponse, GetConfirmationsResponse__Output as _tributary_v1_GetConfirmationsResponse__Output } from './tributary/v1/GetConfirmationsResponse.ts';
import type { GetInboxRequest as _tributary_v1_GetInboxRequest, GetInboxRequest__Output as _tributary_v1_GetInboxRequest__Output } from './tributary/v1/GetInboxRequest.ts';
import type { GetInboxResponse as _tributary_v1_GetInboxResponse, GetInboxResponse__Output as _tributary_v1_GetInboxResponse__Output } from './tributary/v1/GetInboxResponse.ts';
import type { GetOutcomeRequest as _tributary_v1_GetOutcomeRequest, GetOutcomeRequest__Output as _tributary_v1_GetOutcomeRequest__Output } from './tributary/v1/GetOutcomeRequest.ts';
import type { GetOutcomeResponse as _tributary_v1_GetOutcomeResponse, GetOutcomeResponse__Output as _tributary_v1_GetOutcomeResponse__Output } from './tributary/v1/GetOutcomeResponse.ts';
import type { GetReceiptsRequest as _tributary_v1_GetReceiptsRequest, GetReceiptsRequest__Output as _tributary_v1_GetReceiptsRequest__Output } from './tributary/v1/GetReceiptsRequest.ts';
import type { GetReceiptsResponse as _tributary_v1_GetReceiptsResponse, GetReceiptsResponse__Output as _tributary_v1_GetReceiptsResponse__Output } from './tributary/v1/GetReceiptsResponse.ts';
import type { GetRosterRequest as _tributary_v1_GetRosterRequest, GetRosterRequest__Output as _tributary_v1_GetRosterRequest__Output } from './tributary/v1/GetRosterRequest.ts';
import type { GetRosterResponse as _tributary_v1_GetRosterResponse, GetRosterResponse__Output as _tributary_v1_GetRosterResponse__Output } from './tributary/v1/GetRosterResponse.ts';
import type { GetRoundRequest as _tributary_v1_GetRoundRequest, GetRoundRequest__Output as _tributary_v1_GetRoundRequest__Output } from './tributary/v1/GetRoundRequest.ts';
import type { GetRoundResponse as _tributary_v1_GetRoundResponse, GetRoundResponse__Output as _tributary_v1_GetRoundResponse__Output } from './tributary/v1/GetRoundResponse.ts';
import type { GetSurvivorsRequest as _tributary_v1_GetSurvivorsRequest, GetSurvivorsRequest__Output as _tributary_v1_GetSurvivorsRequest__Output } from './tributary/v1/GetSurvivorsRequest.ts';
import type { GetSurvivorsResponse as _tributary_v1_GetSurvivorsResponse, GetSurvivorsResponse__Output as _tributary_v1_GetSurvivorsResponse__Output } from './tributary/v1/GetSurvivorsResponse.ts';
import type { GetTaskRequest as _tributary_v1_GetTaskRequest, GetTaskRequest__Output as _tributary_v1_GetTaskRequest__Output } from './tributary/v1/GetTaskRequest.ts';
import type { GetTaskResponse as _tributary_v1_GetTaskResponse, GetTaskResponse__Output as _tributary_v1_GetTaskResponse__Output } from './tributary/v1/GetTaskResponse.ts';
import type { Inbox as _tributary_v1_Inbox, Inbox__Output as _tributary_v1_Inbox__Output } from './tributary/v1/Inbox.ts';
import type { LeaveRequest as _tributary_v1_LeaveRequest, LeaveRequest__Output as _tributary_v1_LeaveRequest__Output } from './tributary/v1/LeaveRequest.ts';
import type { LeaveResponse as _tributary_v1_LeaveResponse, LeaveResponse__Output as _tributary_v1_LeaveResponse__Output } from './tributary/v1/LeaveResponse.ts';
import type { NotYet as _tributary_v1_NotYet, NotYet__Output as _tributary_v1_NotYet__Output } from './tributary/v1/NotYet.ts';
import type { PutChunkRequest as _tributary_v1_PutChunkRequest, PutChunkRequest__Output as _tributary_v1_PutChunkRequest__Output } from './tributary/v1/PutChunkRequest.ts';
import type { PutChunkResponse as _tributary_v1_PutChunkResponse, PutChunkResponse__Output as _tributary_v1_PutChunkResponse__Output } from './tributary/v1/PutChunkResponse.ts';
import type { ReadyRequest as _tributary_v1_ReadyRequest, ReadyRequest__Output as _tributary_v1_ReadyRequest__Output } from './tributary/v1/ReadyRequest.ts';
import type { ReadyResponse as _tributary_v1_ReadyResponse, ReadyResponse__Output as _tributary_v1_ReadyResponse__Output } from './tributary/v1/ReadyResponse.ts';
import type { Refused as _tributary_v1_Refused, Refused__Output as _tributary_v1_Refused__Output } from './tributary/v1/Refused.ts';
import type { Roster as _tributary_v1_Roster, Roster__Output as _tributary_v1_Roster__Output } from './tributary/v1/Roster.ts';
import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from './tributary/v1/RoundKey.ts';
import type { ShareKeysRequest as _tributary_v1_ShareKeysRequest, ShareKeysRequest__Output as _tributary_v1_ShareKeysRequest__Output } from './tributary/v1/ShareKeysRequest.ts';
import type { ShareKeysResponse as _tributary_v1_ShareKeysResponse, ShareKeysResponse__Output as _tributary_v1_ShareKeysResponse__Output } from './tributary/v1/ShareKeysResponse.ts';
import type { SignedDocument as _tributary_v1_SignedDocument, SignedDocument__Output as _tributary_v1_SignedDocument__Output } from './tributary/v1/SignedDocument.ts';
import type { Survivors as _tributary_v1_Survivors, Survivors__Output as _tributary_v1_Survivors__Output } from './tributary/v1/Survivors.ts';
import type { TaskDone as _tributary_v1_TaskDone, TaskDone__Output as _tributary_v1_TaskDone__Output } from './tributary/v1/TaskDone.ts';
import type { TrainAssignment as _tributary_v1_TrainAssignment, TrainAssignment__Output as _tributary_v1_TrainAssignment__Output } from './tributary/v1/TrainAssignment.ts';
import type { UnmaskRequest as _tributary_v1_UnmaskRequest, UnmaskRequest__Output as _tributary_v1_UnmaskRequest__Output } from './tributary/v1/UnmaskRequest.ts';
import type { UnmaskResponse as _tributary_v1_UnmaskResponse, UnmaskResponse__Output as _tributary_v1_UnmaskResponse__Output } from './tributary/v1/UnmaskResponse.ts';
import type { UploadStatusRequest as _tributary_v1_UploadStatusRequest, UploadStatusRequest__Output as _tributary_v1_UploadStatusRequest__Output } from './tributary/v1/UploadStatusRequest.ts';
import type { UploadStatusResponse as _tributary_v1_UploadStatusResponse, UploadStatusResponse__Output as _tributary_v1_UploadStatusResponse__Output } from './tributary/v1/UploadStatusResponse.ts';
import type { WatchEvent as _tributary_v1_WatchEvent, WatchEvent__Output as _tributary_v1_WatchEvent__Output } from './tributary/v1/WatchEvent.ts';
import type { WatchRequest as _tributary_v1_WatchRequest, WatchRequest__Output as _tributary_v1_WatchRequest__Output } from './tributary/v1/WatchRequest.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  tributary: {
    v1: {
      Aborted: MessageTypeDefinition<_tributary_v1_Aborted, _tributary_v1_Aborted__Output>
      Accepted: MessageTypeDefinition<_tributary_v1_Accepted, _tributary_v1_Accepted__Output>
      AdvertiseKeysRequest: MessageTypeDefinition<_tributary_v1_AdvertiseKeysRequest, _tributary_v1_AdvertiseKeysRequest__Output>
      AdvertiseKeysResponse: MessageTypeDefinition<_tributary_v1_AdvertiseKeysResponse, _tributary_v1_AdvertiseKeysResponse__Output>
      BlobChunk: MessageTypeDefinition<_tributary_v1_BlobChunk, _tributary_v1_BlobChunk__Output>
      BlobRef: MessageTypeDefinition<_tributary_v1_BlobRef, _tributary_v1_BlobRef__Output>
      CheckInRequest: MessageTypeDefinition<_tributary_v1_CheckInRequest, _tributary_v1_CheckInRequest__Output>
      CheckInResponse: MessageTypeDefinition<_tributary_v1_CheckInResponse, _tributary_v1_CheckInResponse__Output>
      ComeBack: MessageTypeDefinition<_tributary_v1_ComeBack, _tributary_v1_ComeBack__Output>
      CommitUploadRequest: MessageTypeDefinition<_tributary_v1_CommitUploadRequest, _tributary_v1_CommitUploadRequest__Output>
      CommitUploadResponse: MessageTypeDefinition<_tributary_v1_CommitUploadResponse, _tributary_v1_CommitUploadResponse__Output>
      Committed: MessageTypeDefinition<_tributary_v1_Committed, _tributary_v1_Committed__Output>
      ConfirmRequest: MessageTypeDefinition<_tributary_v1_ConfirmRequest, _tributary_v1_ConfirmRequest__Output>
      ConfirmResponse: MessageTypeDefinition<_tributary_v1_ConfirmResponse, _tributary_v1_ConfirmResponse__Output>
      ConfirmationSet: MessageTypeDefinition<_tributary_v1_ConfirmationSet, _tributary_v1_ConfirmationSet__Output>
      Confirmations: MessageTypeDefinition<_tributary_v1_Confirmations, _tributary_v1_Confirmations__Output>
      DownloadRequest: MessageTypeDefinition<_tributary_v1_DownloadRequest, _tributary_v1_DownloadRequest__Output>
      EnrollRequest: MessageTypeDefinition<_tributary_v1_EnrollRequest, _tributary_v1_EnrollRequest__Output>
      EnrollResponse: MessageTypeDefinition<_tributary_v1_EnrollResponse, _tributary_v1_EnrollResponse__Output>
      /**
       * What participants call. Unary and server-streaming methods only, since a browser has no client
       * streaming. Each call may be repeated: a replay returns the first answer.
       * 
       * Calls other than GetTask and Enroll carry `authorization: Bearer <session token>` in their metadata.
       * State-changing calls also carry `statement`, the client's Ed25519 signature over the method, the round
       * key and the digest of the call's fields (docs/protocol.md, "Statements").
       */
      Federation: SubtypeConstructor<typeof grpc.Client, _tributary_v1_FederationClient> & { service: _tributary_v1_FederationDefinition }
      GetConfirmationsRequest: MessageTypeDefinition<_tributary_v1_GetConfirmationsRequest, _tributary_v1_GetConfirmationsRequest__Output>
      GetConfirmationsResponse: MessageTypeDefinition<_tributary_v1_GetConfirmationsResponse, _tributary_v1_GetConfirmationsResponse__Output>
      GetInboxRequest: MessageTypeDefinition<_tributary_v1_GetInboxRequest, _tributary_v1_GetInboxRequest__Output>
      GetInboxResponse: MessageTypeDefinition<_tributary_v1_GetInboxResponse, _tributary_v1_GetInboxResponse__Output>
      GetOutcomeRequest: MessageTypeDefinition<_tributary_v1_GetOutcomeRequest, _tributary_v1_GetOutcomeRequest__Output>
      GetOutcomeResponse: MessageTypeDefinition<_tributary_v1_GetOutcomeResponse, _tributary_v1_GetOutcomeResponse__Output>
      GetReceiptsRequest: MessageTypeDefinition<_tributary_v1_GetReceiptsRequest, _tributary_v1_GetReceiptsRequest__Output>
      GetReceiptsResponse: MessageTypeDefinition<_tributary_v1_GetReceiptsResponse, _tributary_v1_GetReceiptsResponse__Output>
      GetRosterRequest: MessageTypeDefinition<_tributary_v1_GetRosterRequest, _tributary_v1_GetRosterRequest__Output>
      GetRosterResponse: MessageTypeDefinition<_tributary_v1_GetRosterResponse, _tributary_v1_GetRosterResponse__Output>
      GetRoundRequest: MessageTypeDefinition<_tributary_v1_GetRoundRequest, _tributary_v1_GetRoundRequest__Output>
      GetRoundResponse: MessageTypeDefinition<_tributary_v1_GetRoundResponse, _tributary_v1_GetRoundResponse__Output>
      GetSurvivorsRequest: MessageTypeDefinition<_tributary_v1_GetSurvivorsRequest, _tributary_v1_GetSurvivorsRequest__Output>
      GetSurvivorsResponse: MessageTypeDefinition<_tributary_v1_GetSurvivorsResponse, _tributary_v1_GetSurvivorsResponse__Output>
      GetTaskRequest: MessageTypeDefinition<_tributary_v1_GetTaskRequest, _tributary_v1_GetTaskRequest__Output>
      GetTaskResponse: MessageTypeDefinition<_tributary_v1_GetTaskResponse, _tributary_v1_GetTaskResponse__Output>
      Inbox: MessageTypeDefinition<_tributary_v1_Inbox, _tributary_v1_Inbox__Output>
      LeaveRequest: MessageTypeDefinition<_tributary_v1_LeaveRequest, _tributary_v1_LeaveRequest__Output>
      LeaveResponse: MessageTypeDefinition<_tributary_v1_LeaveResponse, _tributary_v1_LeaveResponse__Output>
      NotYet: MessageTypeDefinition<_tributary_v1_NotYet, _tributary_v1_NotYet__Output>
      PutChunkRequest: MessageTypeDefinition<_tributary_v1_PutChunkRequest, _tributary_v1_PutChunkRequest__Output>
      PutChunkResponse: MessageTypeDefinition<_tributary_v1_PutChunkResponse, _tributary_v1_PutChunkResponse__Output>
      ReadyRequest: MessageTypeDefinition<_tributary_v1_ReadyRequest, _tributary_v1_ReadyRequest__Output>
      ReadyResponse: MessageTypeDefinition<_tributary_v1_ReadyResponse, _tributary_v1_ReadyResponse__Output>
      Refused: MessageTypeDefinition<_tributary_v1_Refused, _tributary_v1_Refused__Output>
      Roster: MessageTypeDefinition<_tributary_v1_Roster, _tributary_v1_Roster__Output>
      RoundKey: MessageTypeDefinition<_tributary_v1_RoundKey, _tributary_v1_RoundKey__Output>
      ShareKeysRequest: MessageTypeDefinition<_tributary_v1_ShareKeysRequest, _tributary_v1_ShareKeysRequest__Output>
      ShareKeysResponse: MessageTypeDefinition<_tributary_v1_ShareKeysResponse, _tributary_v1_ShareKeysResponse__Output>
      SignedDocument: MessageTypeDefinition<_tributary_v1_SignedDocument, _tributary_v1_SignedDocument__Output>
      Survivors: MessageTypeDefinition<_tributary_v1_Survivors, _tributary_v1_Survivors__Output>
      TaskDone: MessageTypeDefinition<_tributary_v1_TaskDone, _tributary_v1_TaskDone__Output>
      TrainAssignment: MessageTypeDefinition<_tributary_v1_TrainAssignment, _tributary_v1_TrainAssignment__Output>
      UnmaskRequest: MessageTypeDefinition<_tributary_v1_UnmaskRequest, _tributary_v1_UnmaskRequest__Output>
      UnmaskResponse: MessageTypeDefinition<_tributary_v1_UnmaskResponse, _tributary_v1_UnmaskResponse__Output>
      UploadStatusRequest: MessageTypeDefinition<_tributary_v1_UploadStatusRequest, _tributary_v1_UploadStatusRequest__Output>
      UploadStatusResponse: MessageTypeDefinition<_tributary_v1_UploadStatusResponse, _tributary_v1_UploadStatusResponse__Output>
      WatchEvent: MessageTypeDefinition<_tributary_v1_WatchEvent, _tributary_v1_WatchEvent__Output>
      WatchRequest: MessageTypeDefinition<_tributary_v1_WatchRequest, _tributary_v1_WatchRequest__Output>
    }
  }
}

