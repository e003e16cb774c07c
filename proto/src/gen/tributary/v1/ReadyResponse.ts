// Original file: proto/tributary/v1/federation.proto

import type { NotYet as _tributary_v1_NotYet, NotYet__Output as _tributary_v1_NotYet__Output } from '../../tributary/v1/NotYet.ts';
import type { Refused as _tributary_v1_Refused, Refused__Output as _tributary_v1_Refused__Output } from '../../tributary/v1/Refused.ts';

export interface ReadyResponse {
  /**
   * Look again with GetOutcome: an invitation to upload follows.
   */
  'noted'?: (_tributary_v1_NotYet | null);
  'refused'?: (_tributary_v1_Refused | null);
  'answer'?: "noted"|"refused";
}

export interface ReadyResponse__Output {
  /**
   * Look again with GetOutcome: an invitation to upload follows.
   */
  'noted'?: (_tributary_v1_NotYet__Output | null);
  'refused'?: (_tributary_v1_Refused__Output | null);
  'answer'?: "noted"|"refused";
}
