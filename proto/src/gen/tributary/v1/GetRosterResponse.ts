// Original file: proto/tributary/v1/federation.proto

import type { NotYet as _tributary_v1_NotYet, NotYet__Output as _tributary_v1_NotYet__Output } from '../../tributary/v1/NotYet.ts';
import type { Roster as _tributary_v1_Roster, Roster__Output as _tributary_v1_Roster__Output } from '../../tributary/v1/Roster.ts';
import type { Refused as _tributary_v1_Refused, Refused__Output as _tributary_v1_Refused__Output } from '../../tributary/v1/Refused.ts';

export interface GetRosterResponse {
  'notYet'?: (_tributary_v1_NotYet | null);
  'roster'?: (_tributary_v1_Roster | null);
  'refused'?: (_tributary_v1_Refused | null);
  'answer'?: "notYet"|"roster"|"refused";
}

export interface GetRosterResponse__Output {
  'notYet'?: (_tributary_v1_NotYet__Output | null);
  'roster'?: (_tributary_v1_Roster__Output | null);
  'refused'?: (_tributary_v1_Refused__Output | null);
  'answer'?: "notYet"|"roster"|"refused";
}
