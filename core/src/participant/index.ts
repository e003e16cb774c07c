export type { Voucher } from "./agreement.ts";
export type {
  Assignment,
  BlobRef,
  CheckInAnswer,
  ChunkAnswer,
  CommitAnswer,
  Connection,
  Outcome,
  ReadyAnswer,
  Refused,
  StillRunning,
  TaskOffer,
  TaskStateName,
  Waiting,
  WatchHint,
} from "./connection.ts";
export type { Example, NumericExample, SequenceExample, TextExample, TextPart } from "./example.ts";
export type { Evaluation, TrainProgress, TrainResult, Trainer, TrainerTask } from "./trainer.ts";
export type { Advertised } from "./attempt-order.ts";
export type { ParticipantEvent } from "./events.ts";
export type {
  BlobCache,
  ParticipantPorts,
  ParticipantSettings,
  ReceiptMemory,
  SeenReceipt,
} from "./ports.ts";
export { checkPolicy, parsePolicy, policySchema } from "./policy.ts";
export type { ParticipationPolicy, PolicyInput } from "./policy.ts";
export { runParticipant } from "./run-participant.ts";
export type { ParticipantResult, RunOptions } from "./run-participant.ts";
export { settingsFrom } from "./settings-from.ts";
export type { AgreementInput } from "./settings-from.ts";
