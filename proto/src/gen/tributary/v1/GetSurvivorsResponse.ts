// Original file: proto/tributary/v1/federation.proto

import type { NotYet as _tributary_v1_NotYet, NotYet__Output as _tributary_v1_NotYet__Output } from '../../tributary/v1/NotYet.ts';
import type { Survivors as _tributary_v1_Survivors, Survivors__Output as _tributary_v1_Survivors__Output } from '../../tributary/v1/Survivors.ts';
import type { Refused as _tributary_v1_Refused, Refused__Output as _tributary_v1_Refused__Output } from '../../tributary/v1/Refused.ts';

export interface GetSurvivorsResponse {
  'notYet'?: (_tributary_v1_NotYet | null);
  'survivors'?: (_tributary_v1_Survivors | null);
  'refused'?: (_tributary_v1_Refused | null);
  'answer'?: "notYet"|"survivors"|"refused";
}

export interface GetSurvivorsResponse__Output {
  'notYet'?: (_tributary_v1_NotYet__Output | null);
  'survivors'?: (_tributary_v1_Survivors__Output | null);
  'refused'?: (_tributary_v1_Refused__Output | null);
  'answer'?: "notYet"|"survivors"|"refused";
}
