// Original file: proto/tributary/v1/administration.proto

import type { TaskSummary as _tributary_v1_TaskSummary, TaskSummary__Output as _tributary_v1_TaskSummary__Output } from '../../tributary/v1/TaskSummary.ts';

export interface ListTasksResponse {
  'tasks'?: (_tributary_v1_TaskSummary)[];
}

export interface ListTasksResponse__Output {
  'tasks': (_tributary_v1_TaskSummary__Output)[];
}
