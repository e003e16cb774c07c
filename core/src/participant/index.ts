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
  WatchHint,
} from "./connection.ts";
export type { Evaluation, Example, TrainProgress, TrainResult, Trainer, TrainerTask } from "./trainer.ts";
