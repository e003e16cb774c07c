// Original file: proto/tributary/v1/federation.proto

import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from '../../tributary/v1/RoundKey.ts';

export interface GetConfirmationsRequest {
  'key'?: (_tributary_v1_RoundKey | null);
}

export interface GetConfirmationsRequest__Output {
  'key': (_tributary_v1_RoundKey__Output | null);
}
