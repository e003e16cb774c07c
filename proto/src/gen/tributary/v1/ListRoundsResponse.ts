// Original file: proto/tributary/v1/administration.proto

import type { RoundSummary as _tributary_v1_RoundSummary, RoundSummary__Output as _tributary_v1_RoundSummary__Output } from '../../tributary/v1/RoundSummary.ts';

export interface ListRoundsResponse {
  'rounds'?: (_tributary_v1_RoundSummary)[];
}

export interface ListRoundsResponse__Output {
  'rounds': (_tributary_v1_RoundSummary__Output)[];
}
