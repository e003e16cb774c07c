// Original file: proto/tributary/v1/administration.proto

import type { TaskSummary as _tributary_v1_TaskSummary, TaskSummary__Output as _tributary_v1_TaskSummary__Output } from '../../tributary/v1/TaskSummary.ts';
import type { RunningRound as _tributary_v1_RunningRound, RunningRound__Output as _tributary_v1_RunningRound__Output } from '../../tributary/v1/RunningRound.ts';
import type { RoundSummary as _tributary_v1_RoundSummary, RoundSummary__Output as _tributary_v1_RoundSummary__Output } from '../../tributary/v1/RoundSummary.ts';
import type { AttemptTimes as _tributary_v1_AttemptTimes, AttemptTimes__Output as _tributary_v1_AttemptTimes__Output } from '../../tributary/v1/AttemptTimes.ts';
import type { Participant as _tributary_v1_Participant, Participant__Output as _tributary_v1_Participant__Output } from '../../tributary/v1/Participant.ts';
import type { RejectedUpdate as _tributary_v1_RejectedUpdate, RejectedUpdate__Output as _tributary_v1_RejectedUpdate__Output } from '../../tributary/v1/RejectedUpdate.ts';
import type { Departure as _tributary_v1_Departure, Departure__Output as _tributary_v1_Departure__Output } from '../../tributary/v1/Departure.ts';
import type { ModelSummary as _tributary_v1_ModelSummary, ModelSummary__Output as _tributary_v1_ModelSummary__Output } from '../../tributary/v1/ModelSummary.ts';

export interface TaskStatus {
  'task'?: (_tributary_v1_TaskSummary | null);
  /**
   * The plan's canonical JSON, and the base model: blobs, for Download.
   */
  'planDigest'?: (Uint8Array);
  'baseDigest'?: (Uint8Array);
  'createdAtUnixMs'?: (number | string);
  /**
   * The coordinator's clock, against which the times below count.
   */
  'nowUnixMs'?: (number | string);
  /**
   * Absent unless the task runs.
   */
  'running'?: (_tributary_v1_RunningRound | null);
  'rounds'?: (_tributary_v1_RoundSummary)[];
  /**
   * Of the last attempts; older ones are forgotten.
   */
  'attempts'?: (_tributary_v1_AttemptTimes)[];
  /**
   * Of the attempt that runs, at most 500.
   */
  'participants'?: (_tributary_v1_Participant)[];
  'participantCount'?: (number);
  /**
   * The last ones.
   */
  'rejected'?: (_tributary_v1_RejectedUpdate)[];
  'departures'?: (_tributary_v1_Departure)[];
  /**
   * The trained tensors of each committed round that trained, in order; with the first one's predecessor, where it is known.
   */
  'models'?: (_tributary_v1_ModelSummary)[];
}

export interface TaskStatus__Output {
  'task': (_tributary_v1_TaskSummary__Output | null);
  /**
   * The plan's canonical JSON, and the base model: blobs, for Download.
   */
  'planDigest': (Uint8Array);
  'baseDigest': (Uint8Array);
  'createdAtUnixMs': (number);
  /**
   * The coordinator's clock, against which the times below count.
   */
  'nowUnixMs': (number);
  /**
   * Absent unless the task runs.
   */
  'running': (_tributary_v1_RunningRound__Output | null);
  'rounds': (_tributary_v1_RoundSummary__Output)[];
  /**
   * Of the last attempts; older ones are forgotten.
   */
  'attempts': (_tributary_v1_AttemptTimes__Output)[];
  /**
   * Of the attempt that runs, at most 500.
   */
  'participants': (_tributary_v1_Participant__Output)[];
  'participantCount': (number);
  /**
   * The last ones.
   */
  'rejected': (_tributary_v1_RejectedUpdate__Output)[];
  'departures': (_tributary_v1_Departure__Output)[];
  /**
   * The trained tensors of each committed round that trained, in order; with the first one's predecessor, where it is known.
   */
  'models': (_tributary_v1_ModelSummary__Output)[];
}
