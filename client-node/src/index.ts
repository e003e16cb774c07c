export type { AgreementOptions } from "./agreement-options.ts";
export { joinFederation } from "./join-federation.ts";
export type { ClientEvent } from "@tributary/training";
export type { JoinOptions, JoinResult } from "./join-federation.ts";
export type { DataFormat } from "@tributary/core/records";
export { readData } from "./readers/read-data.ts";
export type { DataSource } from "./readers/read-data.ts";
export { createGrpcTransport } from "./transport/grpc-transport.ts";
export type { GrpcTransportOptions } from "./transport/grpc-transport.ts";
export type {
  Evaluation,
  Example,
  NumericExample,
  ParticipantEvent,
  PolicyInput,
  SequenceExample,
  TextExample,
  TextPart,
  TrainProgress,
  TrainResult,
  Trainer,
  TrainerTask,
  Voucher,
} from "@tributary/core/participant";
export { UserError } from "@tributary/core/support";
