// Original file: proto/tributary/v1/federation.proto

import type { Accepted as _tributary_v1_Accepted, Accepted__Output as _tributary_v1_Accepted__Output } from '../../tributary/v1/Accepted.ts';
import type { Refused as _tributary_v1_Refused, Refused__Output as _tributary_v1_Refused__Output } from '../../tributary/v1/Refused.ts';

export interface ConfirmResponse {
  'accepted'?: (_tributary_v1_Accepted | null);
  'refused'?: (_tributary_v1_Refused | null);
  'answer'?: "accepted"|"refused";
}

export interface ConfirmResponse__Output {
  'accepted'?: (_tributary_v1_Accepted__Output | null);
  'refused'?: (_tributary_v1_Refused__Output | null);
  'answer'?: "accepted"|"refused";
}
