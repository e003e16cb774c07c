// Original file: proto/tributary/v1/administration.proto

import type { PhaseTime as _tributary_v1_PhaseTime, PhaseTime__Output as _tributary_v1_PhaseTime__Output } from '../../tributary/v1/PhaseTime.ts';

export interface AttemptTimes {
  'round'?: (number);
  'attempt'?: (number);
  'phases'?: (_tributary_v1_PhaseTime)[];
  /**
   * 0: it runs.
   */
  'endedAtUnixMs'?: (number | string);
}

export interface AttemptTimes__Output {
  'round': (number);
  'attempt': (number);
  'phases': (_tributary_v1_PhaseTime__Output)[];
  /**
   * 0: it runs.
   */
  'endedAtUnixMs': (number);
}
