// Original file: proto/tributary/v1/federation.proto

import type { TrainAssignment as _tributary_v1_TrainAssignment, TrainAssignment__Output as _tributary_v1_TrainAssignment__Output } from '../../tributary/v1/TrainAssignment.ts';
import type { ComeBack as _tributary_v1_ComeBack, ComeBack__Output as _tributary_v1_ComeBack__Output } from '../../tributary/v1/ComeBack.ts';
import type { TaskDone as _tributary_v1_TaskDone, TaskDone__Output as _tributary_v1_TaskDone__Output } from '../../tributary/v1/TaskDone.ts';

export interface CheckInResponse {
  'train'?: (_tributary_v1_TrainAssignment | null);
  'comeBack'?: (_tributary_v1_ComeBack | null);
  'done'?: (_tributary_v1_TaskDone | null);
  'answer'?: "train"|"comeBack"|"done";
}

export interface CheckInResponse__Output {
  'train'?: (_tributary_v1_TrainAssignment__Output | null);
  'comeBack'?: (_tributary_v1_ComeBack__Output | null);
  'done'?: (_tributary_v1_TaskDone__Output | null);
  'answer'?: "train"|"comeBack"|"done";
}
