// Original file: proto/tributary/v1/federation.proto

import type { NotYet as _tributary_v1_NotYet, NotYet__Output as _tributary_v1_NotYet__Output } from '../../tributary/v1/NotYet.ts';
import type { Confirmations as _tributary_v1_Confirmations, Confirmations__Output as _tributary_v1_Confirmations__Output } from '../../tributary/v1/Confirmations.ts';
import type { Refused as _tributary_v1_Refused, Refused__Output as _tributary_v1_Refused__Output } from '../../tributary/v1/Refused.ts';

export interface GetConfirmationsResponse {
  'notYet'?: (_tributary_v1_NotYet | null);
  'confirmations'?: (_tributary_v1_Confirmations | null);
  'refused'?: (_tributary_v1_Refused | null);
  'answer'?: "notYet"|"confirmations"|"refused";
}

export interface GetConfirmationsResponse__Output {
  'notYet'?: (_tributary_v1_NotYet__Output | null);
  'confirmations'?: (_tributary_v1_Confirmations__Output | null);
  'refused'?: (_tributary_v1_Refused__Output | null);
  'answer'?: "notYet"|"confirmations"|"refused";
}
