// Original file: proto/tributary/v1/administration.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { AdministrationDownloadRequest as _tributary_v1_AdministrationDownloadRequest, AdministrationDownloadRequest__Output as _tributary_v1_AdministrationDownloadRequest__Output } from '../../tributary/v1/AdministrationDownloadRequest.ts';
import type { BlobChunk as _tributary_v1_BlobChunk, BlobChunk__Output as _tributary_v1_BlobChunk__Output } from '../../tributary/v1/BlobChunk.ts';
import type { CreateTaskRequest as _tributary_v1_CreateTaskRequest, CreateTaskRequest__Output as _tributary_v1_CreateTaskRequest__Output } from '../../tributary/v1/CreateTaskRequest.ts';
import type { CreateTaskResponse as _tributary_v1_CreateTaskResponse, CreateTaskResponse__Output as _tributary_v1_CreateTaskResponse__Output } from '../../tributary/v1/CreateTaskResponse.ts';
import type { ExportModelRequest as _tributary_v1_ExportModelRequest, ExportModelRequest__Output as _tributary_v1_ExportModelRequest__Output } from '../../tributary/v1/ExportModelRequest.ts';
import type { ExportPiece as _tributary_v1_ExportPiece, ExportPiece__Output as _tributary_v1_ExportPiece__Output } from '../../tributary/v1/ExportPiece.ts';
import type { GetTaskStatusRequest as _tributary_v1_GetTaskStatusRequest, GetTaskStatusRequest__Output as _tributary_v1_GetTaskStatusRequest__Output } from '../../tributary/v1/GetTaskStatusRequest.ts';
import type { ListClientsRequest as _tributary_v1_ListClientsRequest, ListClientsRequest__Output as _tributary_v1_ListClientsRequest__Output } from '../../tributary/v1/ListClientsRequest.ts';
import type { ListClientsResponse as _tributary_v1_ListClientsResponse, ListClientsResponse__Output as _tributary_v1_ListClientsResponse__Output } from '../../tributary/v1/ListClientsResponse.ts';
import type { ListRoundsRequest as _tributary_v1_ListRoundsRequest, ListRoundsRequest__Output as _tributary_v1_ListRoundsRequest__Output } from '../../tributary/v1/ListRoundsRequest.ts';
import type { ListRoundsResponse as _tributary_v1_ListRoundsResponse, ListRoundsResponse__Output as _tributary_v1_ListRoundsResponse__Output } from '../../tributary/v1/ListRoundsResponse.ts';
import type { ListTasksRequest as _tributary_v1_ListTasksRequest, ListTasksRequest__Output as _tributary_v1_ListTasksRequest__Output } from '../../tributary/v1/ListTasksRequest.ts';
import type { ListTasksResponse as _tributary_v1_ListTasksResponse, ListTasksResponse__Output as _tributary_v1_ListTasksResponse__Output } from '../../tributary/v1/ListTasksResponse.ts';
import type { PauseTaskRequest as _tributary_v1_PauseTaskRequest, PauseTaskRequest__Output as _tributary_v1_PauseTaskRequest__Output } from '../../tributary/v1/PauseTaskRequest.ts';
import type { PauseTaskResponse as _tributary_v1_PauseTaskResponse, PauseTaskResponse__Output as _tributary_v1_PauseTaskResponse__Output } from '../../tributary/v1/PauseTaskResponse.ts';
import type { PutBlobRequest as _tributary_v1_PutBlobRequest, PutBlobRequest__Output as _tributary_v1_PutBlobRequest__Output } from '../../tributary/v1/PutBlobRequest.ts';
import type { PutBlobResponse as _tributary_v1_PutBlobResponse, PutBlobResponse__Output as _tributary_v1_PutBlobResponse__Output } from '../../tributary/v1/PutBlobResponse.ts';
import type { ResumeTaskRequest as _tributary_v1_ResumeTaskRequest, ResumeTaskRequest__Output as _tributary_v1_ResumeTaskRequest__Output } from '../../tributary/v1/ResumeTaskRequest.ts';
import type { ResumeTaskResponse as _tributary_v1_ResumeTaskResponse, ResumeTaskResponse__Output as _tributary_v1_ResumeTaskResponse__Output } from '../../tributary/v1/ResumeTaskResponse.ts';
import type { RevokeClientRequest as _tributary_v1_RevokeClientRequest, RevokeClientRequest__Output as _tributary_v1_RevokeClientRequest__Output } from '../../tributary/v1/RevokeClientRequest.ts';
import type { RevokeClientResponse as _tributary_v1_RevokeClientResponse, RevokeClientResponse__Output as _tributary_v1_RevokeClientResponse__Output } from '../../tributary/v1/RevokeClientResponse.ts';
import type { TaskEvent as _tributary_v1_TaskEvent, TaskEvent__Output as _tributary_v1_TaskEvent__Output } from '../../tributary/v1/TaskEvent.ts';
import type { TaskStatus as _tributary_v1_TaskStatus, TaskStatus__Output as _tributary_v1_TaskStatus__Output } from '../../tributary/v1/TaskStatus.ts';
import type { WatchTaskRequest as _tributary_v1_WatchTaskRequest, WatchTaskRequest__Output as _tributary_v1_WatchTaskRequest__Output } from '../../tributary/v1/WatchTaskRequest.ts';

/**
 * What operators and the dashboard call. Every call carries `authorization: Bearer <operator token>`; the coordinator's own
 * page, opened on its machine, may leave it out (docs/operating.md, "Who may operate").
 */
export interface AdministrationClient extends grpc.Client {
  CreateTask(argument: _tributary_v1_CreateTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CreateTaskResponse__Output>): grpc.ClientUnaryCall;
  CreateTask(argument: _tributary_v1_CreateTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_CreateTaskResponse__Output>): grpc.ClientUnaryCall;
  CreateTask(argument: _tributary_v1_CreateTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CreateTaskResponse__Output>): grpc.ClientUnaryCall;
  CreateTask(argument: _tributary_v1_CreateTaskRequest, callback: grpc.requestCallback<_tributary_v1_CreateTaskResponse__Output>): grpc.ClientUnaryCall;
  createTask(argument: _tributary_v1_CreateTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CreateTaskResponse__Output>): grpc.ClientUnaryCall;
  createTask(argument: _tributary_v1_CreateTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_CreateTaskResponse__Output>): grpc.ClientUnaryCall;
  createTask(argument: _tributary_v1_CreateTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_CreateTaskResponse__Output>): grpc.ClientUnaryCall;
  createTask(argument: _tributary_v1_CreateTaskRequest, callback: grpc.requestCallback<_tributary_v1_CreateTaskResponse__Output>): grpc.ClientUnaryCall;
  
  Download(argument: _tributary_v1_AdministrationDownloadRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_BlobChunk__Output>;
  Download(argument: _tributary_v1_AdministrationDownloadRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_BlobChunk__Output>;
  download(argument: _tributary_v1_AdministrationDownloadRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_BlobChunk__Output>;
  download(argument: _tributary_v1_AdministrationDownloadRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_BlobChunk__Output>;
  
  /**
   * A model as others load it: one safetensors file, or a folder as a tar archive.
   */
  ExportModel(argument: _tributary_v1_ExportModelRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_ExportPiece__Output>;
  ExportModel(argument: _tributary_v1_ExportModelRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_ExportPiece__Output>;
  /**
   * A model as others load it: one safetensors file, or a folder as a tar archive.
   */
  exportModel(argument: _tributary_v1_ExportModelRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_ExportPiece__Output>;
  exportModel(argument: _tributary_v1_ExportModelRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_ExportPiece__Output>;
  
  /**
   * All that there is to know of one task at this moment.
   */
  GetTaskStatus(argument: _tributary_v1_GetTaskStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_TaskStatus__Output>): grpc.ClientUnaryCall;
  GetTaskStatus(argument: _tributary_v1_GetTaskStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_TaskStatus__Output>): grpc.ClientUnaryCall;
  GetTaskStatus(argument: _tributary_v1_GetTaskStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_TaskStatus__Output>): grpc.ClientUnaryCall;
  GetTaskStatus(argument: _tributary_v1_GetTaskStatusRequest, callback: grpc.requestCallback<_tributary_v1_TaskStatus__Output>): grpc.ClientUnaryCall;
  /**
   * All that there is to know of one task at this moment.
   */
  getTaskStatus(argument: _tributary_v1_GetTaskStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_TaskStatus__Output>): grpc.ClientUnaryCall;
  getTaskStatus(argument: _tributary_v1_GetTaskStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_TaskStatus__Output>): grpc.ClientUnaryCall;
  getTaskStatus(argument: _tributary_v1_GetTaskStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_TaskStatus__Output>): grpc.ClientUnaryCall;
  getTaskStatus(argument: _tributary_v1_GetTaskStatusRequest, callback: grpc.requestCallback<_tributary_v1_TaskStatus__Output>): grpc.ClientUnaryCall;
  
  ListClients(argument: _tributary_v1_ListClientsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  ListClients(argument: _tributary_v1_ListClientsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  ListClients(argument: _tributary_v1_ListClientsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  ListClients(argument: _tributary_v1_ListClientsRequest, callback: grpc.requestCallback<_tributary_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  listClients(argument: _tributary_v1_ListClientsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  listClients(argument: _tributary_v1_ListClientsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  listClients(argument: _tributary_v1_ListClientsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  listClients(argument: _tributary_v1_ListClientsRequest, callback: grpc.requestCallback<_tributary_v1_ListClientsResponse__Output>): grpc.ClientUnaryCall;
  
  ListRounds(argument: _tributary_v1_ListRoundsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListRoundsResponse__Output>): grpc.ClientUnaryCall;
  ListRounds(argument: _tributary_v1_ListRoundsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ListRoundsResponse__Output>): grpc.ClientUnaryCall;
  ListRounds(argument: _tributary_v1_ListRoundsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListRoundsResponse__Output>): grpc.ClientUnaryCall;
  ListRounds(argument: _tributary_v1_ListRoundsRequest, callback: grpc.requestCallback<_tributary_v1_ListRoundsResponse__Output>): grpc.ClientUnaryCall;
  listRounds(argument: _tributary_v1_ListRoundsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListRoundsResponse__Output>): grpc.ClientUnaryCall;
  listRounds(argument: _tributary_v1_ListRoundsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ListRoundsResponse__Output>): grpc.ClientUnaryCall;
  listRounds(argument: _tributary_v1_ListRoundsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListRoundsResponse__Output>): grpc.ClientUnaryCall;
  listRounds(argument: _tributary_v1_ListRoundsRequest, callback: grpc.requestCallback<_tributary_v1_ListRoundsResponse__Output>): grpc.ClientUnaryCall;
  
  ListTasks(argument: _tributary_v1_ListTasksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  ListTasks(argument: _tributary_v1_ListTasksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  ListTasks(argument: _tributary_v1_ListTasksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  ListTasks(argument: _tributary_v1_ListTasksRequest, callback: grpc.requestCallback<_tributary_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _tributary_v1_ListTasksRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _tributary_v1_ListTasksRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _tributary_v1_ListTasksRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  listTasks(argument: _tributary_v1_ListTasksRequest, callback: grpc.requestCallback<_tributary_v1_ListTasksResponse__Output>): grpc.ClientUnaryCall;
  
  PauseTask(argument: _tributary_v1_PauseTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PauseTaskResponse__Output>): grpc.ClientUnaryCall;
  PauseTask(argument: _tributary_v1_PauseTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_PauseTaskResponse__Output>): grpc.ClientUnaryCall;
  PauseTask(argument: _tributary_v1_PauseTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PauseTaskResponse__Output>): grpc.ClientUnaryCall;
  PauseTask(argument: _tributary_v1_PauseTaskRequest, callback: grpc.requestCallback<_tributary_v1_PauseTaskResponse__Output>): grpc.ClientUnaryCall;
  pauseTask(argument: _tributary_v1_PauseTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PauseTaskResponse__Output>): grpc.ClientUnaryCall;
  pauseTask(argument: _tributary_v1_PauseTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_PauseTaskResponse__Output>): grpc.ClientUnaryCall;
  pauseTask(argument: _tributary_v1_PauseTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PauseTaskResponse__Output>): grpc.ClientUnaryCall;
  pauseTask(argument: _tributary_v1_PauseTaskRequest, callback: grpc.requestCallback<_tributary_v1_PauseTaskResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Stores a piece of a blob; the last piece names the whole file's digest.
   */
  PutBlob(argument: _tributary_v1_PutBlobRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PutBlobResponse__Output>): grpc.ClientUnaryCall;
  PutBlob(argument: _tributary_v1_PutBlobRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_PutBlobResponse__Output>): grpc.ClientUnaryCall;
  PutBlob(argument: _tributary_v1_PutBlobRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PutBlobResponse__Output>): grpc.ClientUnaryCall;
  PutBlob(argument: _tributary_v1_PutBlobRequest, callback: grpc.requestCallback<_tributary_v1_PutBlobResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Stores a piece of a blob; the last piece names the whole file's digest.
   */
  putBlob(argument: _tributary_v1_PutBlobRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PutBlobResponse__Output>): grpc.ClientUnaryCall;
  putBlob(argument: _tributary_v1_PutBlobRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_PutBlobResponse__Output>): grpc.ClientUnaryCall;
  putBlob(argument: _tributary_v1_PutBlobRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_PutBlobResponse__Output>): grpc.ClientUnaryCall;
  putBlob(argument: _tributary_v1_PutBlobRequest, callback: grpc.requestCallback<_tributary_v1_PutBlobResponse__Output>): grpc.ClientUnaryCall;
  
  ResumeTask(argument: _tributary_v1_ResumeTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ResumeTaskResponse__Output>): grpc.ClientUnaryCall;
  ResumeTask(argument: _tributary_v1_ResumeTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ResumeTaskResponse__Output>): grpc.ClientUnaryCall;
  ResumeTask(argument: _tributary_v1_ResumeTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ResumeTaskResponse__Output>): grpc.ClientUnaryCall;
  ResumeTask(argument: _tributary_v1_ResumeTaskRequest, callback: grpc.requestCallback<_tributary_v1_ResumeTaskResponse__Output>): grpc.ClientUnaryCall;
  resumeTask(argument: _tributary_v1_ResumeTaskRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ResumeTaskResponse__Output>): grpc.ClientUnaryCall;
  resumeTask(argument: _tributary_v1_ResumeTaskRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_ResumeTaskResponse__Output>): grpc.ClientUnaryCall;
  resumeTask(argument: _tributary_v1_ResumeTaskRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_ResumeTaskResponse__Output>): grpc.ClientUnaryCall;
  resumeTask(argument: _tributary_v1_ResumeTaskRequest, callback: grpc.requestCallback<_tributary_v1_ResumeTaskResponse__Output>): grpc.ClientUnaryCall;
  
  RevokeClient(argument: _tributary_v1_RevokeClientRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  RevokeClient(argument: _tributary_v1_RevokeClientRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  RevokeClient(argument: _tributary_v1_RevokeClientRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  RevokeClient(argument: _tributary_v1_RevokeClientRequest, callback: grpc.requestCallback<_tributary_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  revokeClient(argument: _tributary_v1_RevokeClientRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  revokeClient(argument: _tributary_v1_RevokeClientRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_tributary_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  revokeClient(argument: _tributary_v1_RevokeClientRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_tributary_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  revokeClient(argument: _tributary_v1_RevokeClientRequest, callback: grpc.requestCallback<_tributary_v1_RevokeClientResponse__Output>): grpc.ClientUnaryCall;
  
  WatchTask(argument: _tributary_v1_WatchTaskRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_TaskEvent__Output>;
  WatchTask(argument: _tributary_v1_WatchTaskRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_TaskEvent__Output>;
  watchTask(argument: _tributary_v1_WatchTaskRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_TaskEvent__Output>;
  watchTask(argument: _tributary_v1_WatchTaskRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_tributary_v1_TaskEvent__Output>;
  
}

/**
 * What operators and the dashboard call. Every call carries `authorization: Bearer <operator token>`; the coordinator's own
 * page, opened on its machine, may leave it out (docs/operating.md, "Who may operate").
 */
export interface AdministrationHandlers extends grpc.UntypedServiceImplementation {
  CreateTask: grpc.handleUnaryCall<_tributary_v1_CreateTaskRequest__Output, _tributary_v1_CreateTaskResponse>;
  
  Download: grpc.handleServerStreamingCall<_tributary_v1_AdministrationDownloadRequest__Output, _tributary_v1_BlobChunk>;
  
  /**
   * A model as others load it: one safetensors file, or a folder as a tar archive.
   */
  ExportModel: grpc.handleServerStreamingCall<_tributary_v1_ExportModelRequest__Output, _tributary_v1_ExportPiece>;
  
  /**
   * All that there is to know of one task at this moment.
   */
  GetTaskStatus: grpc.handleUnaryCall<_tributary_v1_GetTaskStatusRequest__Output, _tributary_v1_TaskStatus>;
  
  ListClients: grpc.handleUnaryCall<_tributary_v1_ListClientsRequest__Output, _tributary_v1_ListClientsResponse>;
  
  ListRounds: grpc.handleUnaryCall<_tributary_v1_ListRoundsRequest__Output, _tributary_v1_ListRoundsResponse>;
  
  ListTasks: grpc.handleUnaryCall<_tributary_v1_ListTasksRequest__Output, _tributary_v1_ListTasksResponse>;
  
  PauseTask: grpc.handleUnaryCall<_tributary_v1_PauseTaskRequest__Output, _tributary_v1_PauseTaskResponse>;
  
  /**
   * Stores a piece of a blob; the last piece names the whole file's digest.
   */
  PutBlob: grpc.handleUnaryCall<_tributary_v1_PutBlobRequest__Output, _tributary_v1_PutBlobResponse>;
  
  ResumeTask: grpc.handleUnaryCall<_tributary_v1_ResumeTaskRequest__Output, _tributary_v1_ResumeTaskResponse>;
  
  RevokeClient: grpc.handleUnaryCall<_tributary_v1_RevokeClientRequest__Output, _tributary_v1_RevokeClientResponse>;
  
  WatchTask: grpc.handleServerStreamingCall<_tributary_v1_WatchTaskRequest__Output, _tributary_v1_TaskEvent>;
  
}

export interface AdministrationDefinition extends grpc.ServiceDefinition {
  CreateTask: MethodDefinition<_tributary_v1_CreateTaskRequest, _tributary_v1_CreateTaskResponse, _tributary_v1_CreateTaskRequest__Output, _tributary_v1_CreateTaskResponse__Output>
  Download: MethodDefinition<_tributary_v1_AdministrationDownloadRequest, _tributary_v1_BlobChunk, _tributary_v1_AdministrationDownloadRequest__Output, _tributary_v1_BlobChunk__Output>
  ExportModel: MethodDefinition<_tributary_v1_ExportModelRequest, _tributary_v1_ExportPiece, _tributary_v1_ExportModelRequest__Output, _tributary_v1_ExportPiece__Output>
  GetTaskStatus: MethodDefinition<_tributary_v1_GetTaskStatusRequest, _tributary_v1_TaskStatus, _tributary_v1_GetTaskStatusRequest__Output, _tributary_v1_TaskStatus__Output>
  ListClients: MethodDefinition<_tributary_v1_ListClientsRequest, _tributary_v1_ListClientsResponse, _tributary_v1_ListClientsRequest__Output, _tributary_v1_ListClientsResponse__Output>
  ListRounds: MethodDefinition<_tributary_v1_ListRoundsRequest, _tributary_v1_ListRoundsResponse, _tributary_v1_ListRoundsRequest__Output, _tributary_v1_ListRoundsResponse__Output>
  ListTasks: MethodDefinition<_tributary_v1_ListTasksRequest, _tributary_v1_ListTasksResponse, _tributary_v1_ListTasksRequest__Output, _tributary_v1_ListTasksResponse__Output>
  PauseTask: MethodDefinition<_tributary_v1_PauseTaskRequest, _tributary_v1_PauseTaskResponse, _tributary_v1_PauseTaskRequest__Output, _tributary_v1_PauseTaskResponse__Output>
  PutBlob: MethodDefinition<_tributary_v1_PutBlobRequest, _tributary_v1_PutBlobResponse, _tributary_v1_PutBlobRequest__Output, _tributary_v1_PutBlobResponse__Output>
  ResumeTask: MethodDefinition<_tributary_v1_ResumeTaskRequest, _tributary_v1_ResumeTaskResponse, _tributary_v1_ResumeTaskRequest__Output, _tributary_v1_ResumeTaskResponse__Output>
  RevokeClient: MethodDefinition<_tributary_v1_RevokeClientRequest, _tributary_v1_RevokeClientResponse, _tributary_v1_RevokeClientRequest__Output, _tributary_v1_RevokeClientResponse__Output>
  WatchTask: MethodDefinition<_tributary_v1_WatchTaskRequest, _tributary_v1_TaskEvent, _tributary_v1_WatchTaskRequest__Output, _tributary_v1_TaskEvent__Output>
}
