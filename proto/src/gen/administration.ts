import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { AdministrationClient as _tributary_v1_AdministrationClient, AdministrationDefinition as _tributary_v1_AdministrationDefinition } from './tributary/v1/Administration.ts';
import type { AdministrationDownloadRequest as _tributary_v1_AdministrationDownloadRequest, AdministrationDownloadRequest__Output as _tributary_v1_AdministrationDownloadRequest__Output } from './tributary/v1/AdministrationDownloadRequest.ts';
import type { AttemptTimes as _tributary_v1_AttemptTimes, AttemptTimes__Output as _tributary_v1_AttemptTimes__Output } from './tributary/v1/AttemptTimes.ts';
import type { BlobChunk as _tributary_v1_BlobChunk, BlobChunk__Output as _tributary_v1_BlobChunk__Output } from './tributary/v1/BlobChunk.ts';
import type { BlobRef as _tributary_v1_BlobRef, BlobRef__Output as _tributary_v1_BlobRef__Output } from './tributary/v1/BlobRef.ts';
import type { ClientSummary as _tributary_v1_ClientSummary, ClientSummary__Output as _tributary_v1_ClientSummary__Output } from './tributary/v1/ClientSummary.ts';
import type { CreateTaskRequest as _tributary_v1_CreateTaskRequest, CreateTaskRequest__Output as _tributary_v1_CreateTaskRequest__Output } from './tributary/v1/CreateTaskRequest.ts';
import type { CreateTaskResponse as _tributary_v1_CreateTaskResponse, CreateTaskResponse__Output as _tributary_v1_CreateTaskResponse__Output } from './tributary/v1/CreateTaskResponse.ts';
import type { Departure as _tributary_v1_Departure, Departure__Output as _tributary_v1_Departure__Output } from './tributary/v1/Departure.ts';
import type { ExportModelRequest as _tributary_v1_ExportModelRequest, ExportModelRequest__Output as _tributary_v1_ExportModelRequest__Output } from './tributary/v1/ExportModelRequest.ts';
import type { ExportPiece as _tributary_v1_ExportPiece, ExportPiece__Output as _tributary_v1_ExportPiece__Output } from './tributary/v1/ExportPiece.ts';
import type { GetTaskStatusRequest as _tributary_v1_GetTaskStatusRequest, GetTaskStatusRequest__Output as _tributary_v1_GetTaskStatusRequest__Output } from './tributary/v1/GetTaskStatusRequest.ts';
import type { ListClientsRequest as _tributary_v1_ListClientsRequest, ListClientsRequest__Output as _tributary_v1_ListClientsRequest__Output } from './tributary/v1/ListClientsRequest.ts';
import type { ListClientsResponse as _tributary_v1_ListClientsResponse, ListClientsResponse__Output as _tributary_v1_ListClientsResponse__Output } from './tributary/v1/ListClientsResponse.ts';
import type { ListRoundsRequest as _tributary_v1_ListRoundsRequest, ListRoundsRequest__Output as _tributary_v1_ListRoundsRequest__Output } from './tributary/v1/ListRoundsRequest.ts';
import type { ListRoundsResponse as _tributary_v1_ListRoundsResponse, ListRoundsResponse__Output as _tributary_v1_ListRoundsResponse__Output } from './tributary/v1/ListRoundsResponse.ts';
import type { ListTasksRequest as _tributary_v1_ListTasksRequest, ListTasksRequest__Output as _tributary_v1_ListTasksRequest__Output } from './tributary/v1/ListTasksRequest.ts';
import type { ListTasksResponse as _tributary_v1_ListTasksResponse, ListTasksResponse__Output as _tributary_v1_ListTasksResponse__Output } from './tributary/v1/ListTasksResponse.ts';
import type { ModelSummary as _tributary_v1_ModelSummary, ModelSummary__Output as _tributary_v1_ModelSummary__Output } from './tributary/v1/ModelSummary.ts';
import type { Participant as _tributary_v1_Participant, Participant__Output as _tributary_v1_Participant__Output } from './tributary/v1/Participant.ts';
import type { PauseTaskRequest as _tributary_v1_PauseTaskRequest, PauseTaskRequest__Output as _tributary_v1_PauseTaskRequest__Output } from './tributary/v1/PauseTaskRequest.ts';
import type { PauseTaskResponse as _tributary_v1_PauseTaskResponse, PauseTaskResponse__Output as _tributary_v1_PauseTaskResponse__Output } from './tributary/v1/PauseTaskResponse.ts';
import type { PhaseTime as _tributary_v1_PhaseTime, PhaseTime__Output as _tributary_v1_PhaseTime__Output } from './tributary/v1/PhaseTime.ts';
import type { PutBlobRequest as _tributary_v1_PutBlobRequest, PutBlobRequest__Output as _tributary_v1_PutBlobRequest__Output } from './tributary/v1/PutBlobRequest.ts';
import type { PutBlobResponse as _tributary_v1_PutBlobResponse, PutBlobResponse__Output as _tributary_v1_PutBlobResponse__Output } from './tributary/v1/PutBlobResponse.ts';
import type { RejectedUpdate as _tributary_v1_RejectedUpdate, RejectedUpdate__Output as _tributary_v1_RejectedUpdate__Output } from './tributary/v1/RejectedUpdate.ts';
import type { ResumeTaskRequest as _tributary_v1_ResumeTaskRequest, ResumeTaskRequest__Output as _tributary_v1_ResumeTaskRequest__Output } from './tributary/v1/ResumeTaskRequest.ts';
import type { ResumeTaskResponse as _tributary_v1_ResumeTaskResponse, ResumeTaskResponse__Output as _tributary_v1_ResumeTaskResponse__Output } from './tributary/v1/ResumeTaskResponse.ts';
import type { RevokeClientRequest as _tributary_v1_RevokeClientRequest, RevokeClientRequest__Output as _tributary_v1_RevokeClientRequest__Output } from './tributary/v1/RevokeClientRequest.ts';
import type { RevokeClientResponse as _tributary_v1_RevokeClientResponse, RevokeClientResponse__Output as _tributary_v1_RevokeClientResponse__Output } from './tributary/v1/RevokeClientResponse.ts';
import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from './tributary/v1/RoundKey.ts';
import type { RoundSummary as _tributary_v1_RoundSummary, RoundSummary__Output as _tributary_v1_RoundSummary__Output } from './tributary/v1/RoundSummary.ts';
import type { RunningRound as _tributary_v1_RunningRound, RunningRound__Output as _tributary_v1_RunningRound__Output } from './tributary/v1/RunningRound.ts';
import type { SignedDocument as _tributary_v1_SignedDocument, SignedDocument__Output as _tributary_v1_SignedDocument__Output } from './tributary/v1/SignedDocument.ts';
import type { TaskEvent as _tributary_v1_TaskEvent, TaskEvent__Output as _tributary_v1_TaskEvent__Output } from './tributary/v1/TaskEvent.ts';
import type { TaskStatus as _tributary_v1_TaskStatus, TaskStatus__Output as _tributary_v1_TaskStatus__Output } from './tributary/v1/TaskStatus.ts';
import type { TaskSummary as _tributary_v1_TaskSummary, TaskSummary__Output as _tributary_v1_TaskSummary__Output } from './tributary/v1/TaskSummary.ts';
import type { WatchTaskRequest as _tributary_v1_WatchTaskRequest, WatchTaskRequest__Output as _tributary_v1_WatchTaskRequest__Output } from './tributary/v1/WatchTaskRequest.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  tributary: {
    v1: {
      /**
       * What operators and the dashboard call. Every call carries `authorization: Bearer <operator token>`; the coordinator's own
       * page, opened on its machine, may leave it out (docs/operating.md, "Who may operate").
       */
      Administration: SubtypeConstructor<typeof grpc.Client, _tributary_v1_AdministrationClient> & { service: _tributary_v1_AdministrationDefinition }
      AdministrationDownloadRequest: MessageTypeDefinition<_tributary_v1_AdministrationDownloadRequest, _tributary_v1_AdministrationDownloadRequest__Output>
      AttemptTimes: MessageTypeDefinition<_tributary_v1_AttemptTimes, _tributary_v1_AttemptTimes__Output>
      BlobChunk: MessageTypeDefinition<_tributary_v1_BlobChunk, _tributary_v1_BlobChunk__Output>
      BlobRef: MessageTypeDefinition<_tributary_v1_BlobRef, _tributary_v1_BlobRef__Output>
      ClientSummary: MessageTypeDefinition<_tributary_v1_ClientSummary, _tributary_v1_ClientSummary__Output>
      CreateTaskRequest: MessageTypeDefinition<_tributary_v1_CreateTaskRequest, _tributary_v1_CreateTaskRequest__Output>
      CreateTaskResponse: MessageTypeDefinition<_tributary_v1_CreateTaskResponse, _tributary_v1_CreateTaskResponse__Output>
      Departure: MessageTypeDefinition<_tributary_v1_Departure, _tributary_v1_Departure__Output>
      ExportModelRequest: MessageTypeDefinition<_tributary_v1_ExportModelRequest, _tributary_v1_ExportModelRequest__Output>
      ExportPiece: MessageTypeDefinition<_tributary_v1_ExportPiece, _tributary_v1_ExportPiece__Output>
      GetTaskStatusRequest: MessageTypeDefinition<_tributary_v1_GetTaskStatusRequest, _tributary_v1_GetTaskStatusRequest__Output>
      ListClientsRequest: MessageTypeDefinition<_tributary_v1_ListClientsRequest, _tributary_v1_ListClientsRequest__Output>
      ListClientsResponse: MessageTypeDefinition<_tributary_v1_ListClientsResponse, _tributary_v1_ListClientsResponse__Output>
      ListRoundsRequest: MessageTypeDefinition<_tributary_v1_ListRoundsRequest, _tributary_v1_ListRoundsRequest__Output>
      ListRoundsResponse: MessageTypeDefinition<_tributary_v1_ListRoundsResponse, _tributary_v1_ListRoundsResponse__Output>
      ListTasksRequest: MessageTypeDefinition<_tributary_v1_ListTasksRequest, _tributary_v1_ListTasksRequest__Output>
      ListTasksResponse: MessageTypeDefinition<_tributary_v1_ListTasksResponse, _tributary_v1_ListTasksResponse__Output>
      ModelSummary: MessageTypeDefinition<_tributary_v1_ModelSummary, _tributary_v1_ModelSummary__Output>
      Participant: MessageTypeDefinition<_tributary_v1_Participant, _tributary_v1_Participant__Output>
      PauseTaskRequest: MessageTypeDefinition<_tributary_v1_PauseTaskRequest, _tributary_v1_PauseTaskRequest__Output>
      PauseTaskResponse: MessageTypeDefinition<_tributary_v1_PauseTaskResponse, _tributary_v1_PauseTaskResponse__Output>
      PhaseTime: MessageTypeDefinition<_tributary_v1_PhaseTime, _tributary_v1_PhaseTime__Output>
      PutBlobRequest: MessageTypeDefinition<_tributary_v1_PutBlobRequest, _tributary_v1_PutBlobRequest__Output>
      PutBlobResponse: MessageTypeDefinition<_tributary_v1_PutBlobResponse, _tributary_v1_PutBlobResponse__Output>
      RejectedUpdate: MessageTypeDefinition<_tributary_v1_RejectedUpdate, _tributary_v1_RejectedUpdate__Output>
      ResumeTaskRequest: MessageTypeDefinition<_tributary_v1_ResumeTaskRequest, _tributary_v1_ResumeTaskRequest__Output>
      ResumeTaskResponse: MessageTypeDefinition<_tributary_v1_ResumeTaskResponse, _tributary_v1_ResumeTaskResponse__Output>
      RevokeClientRequest: MessageTypeDefinition<_tributary_v1_RevokeClientRequest, _tributary_v1_RevokeClientRequest__Output>
      RevokeClientResponse: MessageTypeDefinition<_tributary_v1_RevokeClientResponse, _tributary_v1_RevokeClientResponse__Output>
      RoundKey: MessageTypeDefinition<_tributary_v1_RoundKey, _tributary_v1_RoundKey__Output>
      RoundSummary: MessageTypeDefinition<_tributary_v1_RoundSummary, _tributary_v1_RoundSummary__Output>
      RunningRound: MessageTypeDefinition<_tributary_v1_RunningRound, _tributary_v1_RunningRound__Output>
      SignedDocument: MessageTypeDefinition<_tributary_v1_SignedDocument, _tributary_v1_SignedDocument__Output>
      TaskEvent: MessageTypeDefinition<_tributary_v1_TaskEvent, _tributary_v1_TaskEvent__Output>
      TaskStatus: MessageTypeDefinition<_tributary_v1_TaskStatus, _tributary_v1_TaskStatus__Output>
      TaskSummary: MessageTypeDefinition<_tributary_v1_TaskSummary, _tributary_v1_TaskSummary__Output>
      WatchTaskRequest: MessageTypeDefinition<_tributary_v1_WatchTaskRequest, _tributary_v1_WatchTaskRequest__Output>
    }
  }
}

