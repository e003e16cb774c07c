// Original file: proto/tributary/v1/federation.proto

import type { NotYet as _tributary_v1_NotYet, NotYet__Output as _tributary_v1_NotYet__Output } from '../../tributary/v1/NotYet.ts';
import type { Committed as _tributary_v1_Committed, Committed__Output as _tributary_v1_Committed__Output } from '../../tributary/v1/Committed.ts';
import type { Aborted as _tributary_v1_Aborted, Aborted__Output as _tributary_v1_Aborted__Output } from '../../tributary/v1/Aborted.ts';

export interface GetOutcomeResponse {
  'notYet'?: (_tributary_v1_NotYet | null);
  'committed'?: (_tributary_v1_Committed | null);
  'aborted'?: (_tributary_v1_Aborted | null);
  'outcome'?: "notYet"|"committed"|"aborted";
}

export interface GetOutcomeResponse__Output {
  'notYet'?: (_tributary_v1_NotYet__Output | null);
  'committed'?: (_tributary_v1_Committed__Output | null);
  'aborted'?: (_tributary_v1_Aborted__Output | null);
  'outcome'?: "notYet"|"committed"|"aborted";
}
