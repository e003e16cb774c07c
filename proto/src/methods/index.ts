// Both services as a table: what a transport needs to know of a method, and nothing of gRPC. Written by
// hand beside the .proto files; a test holds the two together.
import type {
  ExportModelRequest,
  ExportModelRequest__Output,
  ExportPiece,
  ExportPiece__Output,
  GetTaskStatusRequest,
  GetTaskStatusRequest__Output,
  TaskStatus,
  TaskStatus__Output,
  AdministrationDownloadRequest,
  AdministrationDownloadRequest__Output,
  AdvertiseKeysRequest,
  AdvertiseKeysRequest__Output,
  AdvertiseKeysResponse,
  AdvertiseKeysResponse__Output,
  BlobChunk,
  BlobChunk__Output,
  CheckInRequest,
  CheckInRequest__Output,
  CheckInResponse,
  CheckInResponse__Output,
  CommitUploadRequest,
  CommitUploadRequest__Output,
  CommitUploadResponse,
  CommitUploadResponse__Output,
  ConfirmRequest,
  ConfirmRequest__Output,
  ConfirmResponse,
  ConfirmResponse__Output,
  CreateTaskRequest,
  CreateTaskRequest__Output,
  CreateTaskResponse,
  CreateTaskResponse__Output,
  DownloadRequest,
  DownloadRequest__Output,
  EnrollRequest,
  EnrollRequest__Output,
  EnrollResponse,
  EnrollResponse__Output,
  GetConfirmationsRequest,
  GetConfirmationsRequest__Output,
  GetConfirmationsResponse,
  GetConfirmationsResponse__Output,
  GetInboxRequest,
  GetInboxRequest__Output,
  GetInboxResponse,
  GetInboxResponse__Output,
  GetOutcomeRequest,
  GetOutcomeRequest__Output,
  GetOutcomeResponse,
  GetOutcomeResponse__Output,
  GetReceiptsRequest,
  GetReceiptsRequest__Output,
  GetReceiptsResponse,
  GetReceiptsResponse__Output,
  GetRosterRequest,
  GetRosterRequest__Output,
  GetRosterResponse,
  GetRosterResponse__Output,
  GetRoundRequest,
  GetRoundRequest__Output,
  GetRoundResponse,
  GetRoundResponse__Output,
  GetSurvivorsRequest,
  GetSurvivorsRequest__Output,
  GetSurvivorsResponse,
  GetSurvivorsResponse__Output,
  GetTaskRequest,
  GetTaskRequest__Output,
  GetTaskResponse,
  GetTaskResponse__Output,
  LeaveRequest,
  LeaveRequest__Output,
  LeaveResponse,
  LeaveResponse__Output,
  ListClientsRequest,
  ListClientsRequest__Output,
  ListClientsResponse,
  ListClientsResponse__Output,
  ListRoundsRequest,
  ListRoundsRequest__Output,
  ListRoundsResponse,
  ListRoundsResponse__Output,
  ListTasksRequest,
  ListTasksRequest__Output,
  ListTasksResponse,
  ListTasksResponse__Output,
  PauseTaskRequest,
  PauseTaskRequest__Output,
  PauseTaskResponse,
  PauseTaskResponse__Output,
  PutBlobRequest,
  PutBlobRequest__Output,
  PutBlobResponse,
  PutBlobResponse__Output,
  PutChunkRequest,
  PutChunkRequest__Output,
  PutChunkResponse,
  PutChunkResponse__Output,
  ReadyRequest,
  ReadyRequest__Output,
  ReadyResponse,
  ReadyResponse__Output,
  ResumeTaskRequest,
  ResumeTaskRequest__Output,
  ResumeTaskResponse,
  ResumeTaskResponse__Output,
  RevokeClientRequest,
  RevokeClientRequest__Output,
  RevokeClientResponse,
  RevokeClientResponse__Output,
  ShareKeysRequest,
  ShareKeysRequest__Output,
  ShareKeysResponse,
  ShareKeysResponse__Output,
  TaskEvent,
  TaskEvent__Output,
  UnmaskRequest,
  UnmaskRequest__Output,
  UnmaskResponse,
  UnmaskResponse__Output,
  UploadStatusRequest,
  UploadStatusRequest__Output,
  UploadStatusResponse,
  UploadStatusResponse__Output,
  WatchEvent,
  WatchEvent__Output,
  WatchRequest,
  WatchRequest__Output,
  WatchTaskRequest,
  WatchTaskRequest__Output,
} from "../messages/index.ts";

/** A method's messages: what the caller writes, what the handler reads, and the same for the answer. */
interface Method<Kind extends "unary" | "serverStream", Request, RequestRead, Response, ResponseRead> {
  readonly kind: Kind;
  readonly request: Request;
  readonly requestRead: RequestRead;
  readonly response: Response;
  readonly responseRead: ResponseRead;
}

export interface FederationMethods {
  GetTask: Method<"unary", GetTaskRequest, GetTaskRequest__Output, GetTaskResponse, GetTaskResponse__Output>;
  Enroll: Method<"unary", EnrollRequest, EnrollRequest__Output, EnrollResponse, EnrollResponse__Output>;
  CheckIn: Method<"unary", CheckInRequest, CheckInRequest__Output, CheckInResponse, CheckInResponse__Output>;
  Watch: Method<"serverStream", WatchRequest, WatchRequest__Output, WatchEvent, WatchEvent__Output>;
  GetRound: Method<
    "unary",
    GetRoundRequest,
    GetRoundRequest__Output,
    GetRoundResponse,
    GetRoundResponse__Output
  >;
  GetOutcome: Method<
    "unary",
    GetOutcomeRequest,
    GetOutcomeRequest__Output,
    GetOutcomeResponse,
    GetOutcomeResponse__Output
  >;
  GetReceipts: Method<
    "unary",
    GetReceiptsRequest,
    GetReceiptsRequest__Output,
    GetReceiptsResponse,
    GetReceiptsResponse__Output
  >;
  Download: Method<"serverStream", DownloadRequest, DownloadRequest__Output, BlobChunk, BlobChunk__Output>;
  Ready: Method<"unary", ReadyRequest, ReadyRequest__Output, ReadyResponse, ReadyResponse__Output>;
  Leave: Method<"unary", LeaveRequest, LeaveRequest__Output, LeaveResponse, LeaveResponse__Output>;
  UploadStatus: Method<
    "unary",
    UploadStatusRequest,
    UploadStatusRequest__Output,
    UploadStatusResponse,
    UploadStatusResponse__Output
  >;
  PutChunk: Method<
    "unary",
    PutChunkRequest,
    PutChunkRequest__Output,
    PutChunkResponse,
    PutChunkResponse__Output
  >;
  CommitUpload: Method<
    "unary",
    CommitUploadRequest,
    CommitUploadRequest__Output,
    CommitUploadResponse,
    CommitUploadResponse__Output
  >;
  AdvertiseKeys: Method<
    "unary",
    AdvertiseKeysRequest,
    AdvertiseKeysRequest__Output,
    AdvertiseKeysResponse,
    AdvertiseKeysResponse__Output
  >;
  GetRoster: Method<
    "unary",
    GetRosterRequest,
    GetRosterRequest__Output,
    GetRosterResponse,
    GetRosterResponse__Output
  >;
  ShareKeys: Method<
    "unary",
    ShareKeysRequest,
    ShareKeysRequest__Output,
    ShareKeysResponse,
    ShareKeysResponse__Output
  >;
  GetInbox: Method<
    "unary",
    GetInboxRequest,
    GetInboxRequest__Output,
    GetInboxResponse,
    GetInboxResponse__Output
  >;
  GetSurvivors: Method<
    "unary",
    GetSurvivorsRequest,
    GetSurvivorsRequest__Output,
    GetSurvivorsResponse,
    GetSurvivorsResponse__Output
  >;
  Confirm: Method<"unary", ConfirmRequest, ConfirmRequest__Output, ConfirmResponse, ConfirmResponse__Output>;
  GetConfirmations: Method<
    "unary",
    GetConfirmationsRequest,
    GetConfirmationsRequest__Output,
    GetConfirmationsResponse,
    GetConfirmationsResponse__Output
  >;
  Unmask: Method<"unary", UnmaskRequest, UnmaskRequest__Output, UnmaskResponse, UnmaskResponse__Output>;
}

export interface AdministrationMethods {
  ListTasks: Method<
    "unary",
    ListTasksRequest,
    ListTasksRequest__Output,
    ListTasksResponse,
    ListTasksResponse__Output
  >;
  PutBlob: Method<"unary", PutBlobRequest, PutBlobRequest__Output, PutBlobResponse, PutBlobResponse__Output>;
  CreateTask: Method<
    "unary",
    CreateTaskRequest,
    CreateTaskRequest__Output,
    CreateTaskResponse,
    CreateTaskResponse__Output
  >;
  PauseTask: Method<
    "unary",
    PauseTaskRequest,
    PauseTaskRequest__Output,
    PauseTaskResponse,
    PauseTaskResponse__Output
  >;
  ResumeTask: Method<
    "unary",
    ResumeTaskRequest,
    ResumeTaskRequest__Output,
    ResumeTaskResponse,
    ResumeTaskResponse__Output
  >;
  WatchTask: Method<"serverStream", WatchTaskRequest, WatchTaskRequest__Output, TaskEvent, TaskEvent__Output>;
  ListRounds: Method<
    "unary",
    ListRoundsRequest,
    ListRoundsRequest__Output,
    ListRoundsResponse,
    ListRoundsResponse__Output
  >;
  ListClients: Method<
    "unary",
    ListClientsRequest,
    ListClientsRequest__Output,
    ListClientsResponse,
    ListClientsResponse__Output
  >;
  RevokeClient: Method<
    "unary",
    RevokeClientRequest,
    RevokeClientRequest__Output,
    RevokeClientResponse,
    RevokeClientResponse__Output
  >;
  Download: Method<
    "serverStream",
    AdministrationDownloadRequest,
    AdministrationDownloadRequest__Output,
    BlobChunk,
    BlobChunk__Output
  >;
  GetTaskStatus: Method<
    "unary",
    GetTaskStatusRequest,
    GetTaskStatusRequest__Output,
    TaskStatus,
    TaskStatus__Output
  >;
  ExportModel: Method<
    "serverStream",
    ExportModelRequest,
    ExportModelRequest__Output,
    ExportPiece,
    ExportPiece__Output
  >;
}

export const federationMethods: { readonly [M in keyof FederationMethods]: FederationMethods[M]["kind"] } = {
  GetTask: "unary",
  Enroll: "unary",
  CheckIn: "unary",
  Watch: "serverStream",
  GetRound: "unary",
  GetOutcome: "unary",
  GetReceipts: "unary",
  Download: "serverStream",
  Ready: "unary",
  Leave: "unary",
  UploadStatus: "unary",
  PutChunk: "unary",
  CommitUpload: "unary",
  AdvertiseKeys: "unary",
  GetRoster: "unary",
  ShareKeys: "unary",
  GetInbox: "unary",
  GetSurvivors: "unary",
  Confirm: "unary",
  GetConfirmations: "unary",
  Unmask: "unary",
};

export const administrationMethods: {
  readonly [M in keyof AdministrationMethods]: AdministrationMethods[M]["kind"];
} = {
  ListTasks: "unary",
  PutBlob: "unary",
  CreateTask: "unary",
  PauseTask: "unary",
  ResumeTask: "unary",
  GetTaskStatus: "unary",
  WatchTask: "serverStream",
  ListRounds: "unary",
  ListClients: "unary",
  RevokeClient: "unary",
  Download: "serverStream",
  ExportModel: "serverStream",
};

/** The methods of a service that have one answer. */
export type UnaryMethod<Methods> = {
  [M in keyof Methods]: Methods[M] extends { readonly kind: "unary" } ? M : never;
}[keyof Methods];

/** The methods of a service that answer with a stream. */
export type StreamMethod<Methods> = {
  [M in keyof Methods]: Methods[M] extends { readonly kind: "serverStream" } ? M : never;
}[keyof Methods];
