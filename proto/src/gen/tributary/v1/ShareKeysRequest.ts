// Original file: proto/tributary/v1/federation.proto

import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from '../../tributary/v1/RoundKey.ts';

export interface ShareKeysRequest {
  'key'?: (_tributary_v1_RoundKey | null);
  'rosterHash'?: (Uint8Array);
  /**
   * Of the seed of this client's own mask, 32 bytes.
   */
  'commitment'?: (Uint8Array);
  /**
   * 112 bytes for each neighbour, sorted by neighbour.
   */
  'boxes'?: (Uint8Array);
  'signature'?: (Uint8Array);
}

export interface ShareKeysRequest__Output {
  'key': (_tributary_v1_RoundKey__Output | null);
  'rosterHash': (Uint8Array);
  /**
   * Of the seed of this client's own mask, 32 bytes.
   */
  'commitment': (Uint8Array);
  /**
   * 112 bytes for each neighbour, sorted by neighbour.
   */
  'boxes': (Uint8Array);
  'signature': (Uint8Array);
}
