// Original file: proto/tributary/v1/federation.proto

import type { Refused as _tributary_v1_Refused, Refused__Output as _tributary_v1_Refused__Output } from '../../tributary/v1/Refused.ts';

export interface PutChunkResponse {
  /**
   * The offset that is wanted next.
   */
  'nextOffset'?: (number);
  'refused'?: (_tributary_v1_Refused | null);
  'answer'?: "nextOffset"|"refused";
}

export interface PutChunkResponse__Output {
  /**
   * The offset that is wanted next.
   */
  'nextOffset'?: (number);
  'refused'?: (_tributary_v1_Refused__Output | null);
  'answer'?: "nextOffset"|"refused";
}
