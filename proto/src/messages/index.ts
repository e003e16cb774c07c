// The messages of tributary/v1 as both ends see them: `X` is what one writes (every field optional),
// `X__Output` what one reads (every field set). Bytes are Uint8Array on every platform.
export type { Aborted, Aborted__Output } from "../gen/tributary/v1/Aborted.ts";
export type { Accepted, Accepted__Output } from "../gen/tributary/v1/Accepted.ts";
export type {
  AdministrationDownloadRequest,
  AdministrationDownloadRequest__Output,
} from "../gen/tributary/v1/AdministrationDownloadRequest.ts";
export type {
  AdvertiseKeysRequest,
  AdvertiseKeysRequest__Output,
} from "../gen/tributary/v1/AdvertiseKeysRequest.ts";
export type {
  AdvertiseKeysResponse,
  AdvertiseKeysResponse__Output,
} from "../gen/tributary/v1/AdvertiseKeysResponse.ts";
export type { BlobChunk, BlobChunk__Output } from "../gen/tributary/v1/BlobChunk.ts";
export type { BlobRef, BlobRef__Output } from "../gen/tributary/v1/BlobRef.ts";
export type { CheckInRequest, CheckInRequest__Output } from "../gen/tributary/v1/CheckInRequest.ts";
export type { CheckInResponse, CheckInResponse__Output } from "../gen/tributary/v1/CheckInResponse.ts";
export type { ClientSummary, ClientSummary__Output } from "../gen/tributary/v1/ClientSummary.ts";
export type { ComeBack, ComeBack__Output } from "../gen/tributary/v1/ComeBack.ts";
export type {
  CommitUploadRequest,
  CommitUploadRequest__Output,
} from "../gen/tributary/v1/CommitUploadRequest.ts";
export type {
  CommitUploadResponse,
  CommitUploadResponse__Output,
} from "../gen/tributary/v1/CommitUploadResponse.ts";
export type { Committed, Committed__Output } from "../gen/tributary/v1/Committed.ts";
export type { ConfirmRequest, ConfirmRequest__Output } from "../gen/tributary/v1/ConfirmRequest.ts";
export type { ConfirmResponse, ConfirmResponse__Output } from "../gen/tributary/v1/ConfirmResponse.ts";
export type { ConfirmationSet, ConfirmationSet__Output } from "../gen/tributary/v1/ConfirmationSet.ts";
export type { Confirmations, Confirmations__Output } from "../gen/tributary/v1/Confirmations.ts";
export type { CreateTaskRequest, CreateTaskRequest__Output } from "../gen/tributary/v1/CreateTaskRequest.ts";
export type {
  CreateTaskResponse,
  CreateTaskResponse__Output,
} from "../gen/tributary/v1/CreateTaskResponse.ts";
export type { DownloadRequest, DownloadRequest__Output } from "../gen/tributary/v1/DownloadRequest.ts";
export type { EnrollRequest, EnrollRequest__Output } from "../gen/tributary/v1/EnrollRequest.ts";
export type { EnrollResponse, EnrollResponse__Output } from "../gen/tributary/v1/EnrollResponse.ts";
export type {
  GetConfirmationsRequest,
  GetConfirmationsRequest__Output,
} from "../gen/tributary/v1/GetConfirmationsRequest.ts";
export type {
  GetConfirmationsResponse,
  GetConfirmationsResponse__Output,
} from "../gen/tributary/v1/GetConfirmationsResponse.ts";
export type { GetInboxRequest, GetInboxRequest__Output } from "../gen/tributary/v1/GetInboxRequest.ts";
export type { GetInboxResponse, GetInboxResponse__Output } from "../gen/tributary/v1/GetInboxResponse.ts";
export type { GetOutcomeRequest, GetOutcomeRequest__Output } from "../gen/tributary/v1/GetOutcomeRequest.ts";
export type {
  GetOutcomeResponse,
  GetOutcomeResponse__Output,
} from "../gen/tributary/v1/GetOutcomeResponse.ts";
export type {
  GetReceiptsRequest,
  GetReceiptsRequest__Output,
} from "../gen/tributary/v1/GetReceiptsRequest.ts";
export type {
  GetReceiptsResponse,
  GetReceiptsResponse__Output,
} from "../gen/tributary/v1/GetReceiptsResponse.ts";
export type { GetRosterRequest, GetRosterRequest__Output } from "../gen/tributary/v1/GetRosterRequest.ts";
export type { GetRosterResponse, GetRosterResponse__Output } from "../gen/tributary/v1/GetRosterResponse.ts";
export type { GetRoundRequest, GetRoundRequest__Output } from "../gen/tributary/v1/GetRoundRequest.ts";
export type { GetRoundResponse, GetRoundResponse__Output } from "../gen/tributary/v1/GetRoundResponse.ts";
export type {
  GetSurvivorsRequest,
  GetSurvivorsRequest__Output,
} from "../gen/tributary/v1/GetSurvivorsRequest.ts";
export type {
  GetSurvivorsResponse,
  GetSurvivorsResponse__Output,
} from "../gen/tributary/v1/GetSurvivorsResponse.ts";
export type { GetTaskRequest, GetTaskRequest__Output } from "../gen/tributary/v1/GetTaskRequest.ts";
export type { GetTaskResponse, GetTaskResponse__Output } from "../gen/tributary/v1/GetTaskResponse.ts";
export type { Inbox, Inbox__Output } from "../gen/tributary/v1/Inbox.ts";
export type { LeaveRequest, LeaveRequest__Output } from "../gen/tributary/v1/LeaveRequest.ts";
export type { LeaveResponse, LeaveResponse__Output } from "../gen/tributary/v1/LeaveResponse.ts";
export type {
  ListClientsRequest,
  ListClientsRequest__Output,
} from "../gen/tributary/v1/ListClientsRequest.ts";
export type {
  ListClientsResponse,
  ListClientsResponse__Output,
} from "../gen/tributary/v1/ListClientsResponse.ts";
export type { ListRoundsRequest, ListRoundsRequest__Output } from "../gen/tributary/v1/ListRoundsRequest.ts";
export type {
  ListRoundsResponse,
  ListRoundsResponse__Output,
} from "../gen/tributary/v1/ListRoundsResponse.ts";
export type { ListTasksRequest, ListTasksRequest__Output } from "../gen/tributary/v1/ListTasksRequest.ts";
export type { ListTasksResponse, ListTasksResponse__Output } from "../gen/tributary/v1/ListTasksResponse.ts";
export type { NotYet, NotYet__Output } from "../gen/tributary/v1/NotYet.ts";
export type { PauseTaskRequest, PauseTaskRequest__Output } from "../gen/tributary/v1/PauseTaskRequest.ts";
export type { PauseTaskResponse, PauseTaskResponse__Output } from "../gen/tributary/v1/PauseTaskResponse.ts";
export type { PutBlobRequest, PutBlobRequest__Output } from "../gen/tributary/v1/PutBlobRequest.ts";
export type { PutBlobResponse, PutBlobResponse__Output } from "../gen/tributary/v1/PutBlobResponse.ts";
export type { PutChunkRequest, PutChunkRequest__Output } from "../gen/tributary/v1/PutChunkRequest.ts";
export type { PutChunkResponse, PutChunkResponse__Output } from "../gen/tributary/v1/PutChunkResponse.ts";
export type { ReadyRequest, ReadyRequest__Output } from "../gen/tributary/v1/ReadyRequest.ts";
export type { ReadyResponse, ReadyResponse__Output } from "../gen/tributary/v1/ReadyResponse.ts";
export type { Refused, Refused__Output } from "../gen/tributary/v1/Refused.ts";
export type { ResumeTaskRequest, ResumeTaskRequest__Output } from "../gen/tributary/v1/ResumeTaskRequest.ts";
export type {
  ResumeTaskResponse,
  ResumeTaskResponse__Output,
} from "../gen/tributary/v1/ResumeTaskResponse.ts";
export type {
  RevokeClientRequest,
  RevokeClientRequest__Output,
} from "../gen/tributary/v1/RevokeClientRequest.ts";
export type {
  RevokeClientResponse,
  RevokeClientResponse__Output,
} from "../gen/tributary/v1/RevokeClientResponse.ts";
export type { Roster, Roster__Output } from "../gen/tributary/v1/Roster.ts";
export type { RoundKey, RoundKey__Output } from "../gen/tributary/v1/RoundKey.ts";
export type { RoundSummary, RoundSummary__Output } from "../gen/tributary/v1/RoundSummary.ts";
export type { ShareKeysRequest, ShareKeysRequest__Output } from "../gen/tributary/v1/ShareKeysRequest.ts";
export type { ShareKeysResponse, ShareKeysResponse__Output } from "../gen/tributary/v1/ShareKeysResponse.ts";
export type { SignedDocument, SignedDocument__Output } from "../gen/tributary/v1/SignedDocument.ts";
export type { Survivors, Survivors__Output } from "../gen/tributary/v1/Survivors.ts";
export type { TaskDone, TaskDone__Output } from "../gen/tributary/v1/TaskDone.ts";
export type { TaskEvent, TaskEvent__Output } from "../gen/tributary/v1/TaskEvent.ts";
export type { TaskSummary, TaskSummary__Output } from "../gen/tributary/v1/TaskSummary.ts";
export type { TrainAssignment, TrainAssignment__Output } from "../gen/tributary/v1/TrainAssignment.ts";
export type { UnmaskRequest, UnmaskRequest__Output } from "../gen/tributary/v1/UnmaskRequest.ts";
export type { UnmaskResponse, UnmaskResponse__Output } from "../gen/tributary/v1/UnmaskResponse.ts";
export type {
  UploadStatusRequest,
  UploadStatusRequest__Output,
} from "../gen/tributary/v1/UploadStatusRequest.ts";
export type {
  UploadStatusResponse,
  UploadStatusResponse__Output,
} from "../gen/tributary/v1/UploadStatusResponse.ts";
export type { WatchEvent, WatchEvent__Output } from "../gen/tributary/v1/WatchEvent.ts";
export type { WatchRequest, WatchRequest__Output } from "../gen/tributary/v1/WatchRequest.ts";
export type { WatchTaskRequest, WatchTaskRequest__Output } from "../gen/tributary/v1/WatchTaskRequest.ts";
export type { AttemptTimes, AttemptTimes__Output } from "../gen/tributary/v1/AttemptTimes.ts";
export type { Departure, Departure__Output } from "../gen/tributary/v1/Departure.ts";
export type {
  ExportModelRequest,
  ExportModelRequest__Output,
} from "../gen/tributary/v1/ExportModelRequest.ts";
export type { ExportPiece, ExportPiece__Output } from "../gen/tributary/v1/ExportPiece.ts";
export type {
  GetTaskStatusRequest,
  GetTaskStatusRequest__Output,
} from "../gen/tributary/v1/GetTaskStatusRequest.ts";
export type { ModelSummary, ModelSummary__Output } from "../gen/tributary/v1/ModelSummary.ts";
export type { Participant, Participant__Output } from "../gen/tributary/v1/Participant.ts";
export type { PhaseTime, PhaseTime__Output } from "../gen/tributary/v1/PhaseTime.ts";
export type { RejectedUpdate, RejectedUpdate__Output } from "../gen/tributary/v1/RejectedUpdate.ts";
export type { RunningRound, RunningRound__Output } from "../gen/tributary/v1/RunningRound.ts";
export type { TaskStatus, TaskStatus__Output } from "../gen/tributary/v1/TaskStatus.ts";
