// Original file: proto/tributary/v1/federation.proto

import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from '../../tributary/v1/RoundKey.ts';

export interface ReadyRequest {
  'key'?: (_tributary_v1_RoundKey | null);
  /**
   * SHA-256 of the descriptor under which the update was made, 32 bytes.
   */
  'descriptorDigest'?: (Uint8Array);
  'uploadSizeBytes'?: (number);
  'statement'?: (Uint8Array);
}

export interface ReadyRequest__Output {
  'key': (_tributary_v1_RoundKey__Output | null);
  /**
   * SHA-256 of the descriptor under which the update was made, 32 bytes.
   */
  'descriptorDigest': (Uint8Array);
  'uploadSizeBytes': (number);
  'statement': (Uint8Array);
}
