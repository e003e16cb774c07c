// Original file: proto/tributary/v1/federation.proto

import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from '../../tributary/v1/RoundKey.ts';

export interface AdvertiseKeysRequest {
  'key'?: (_tributary_v1_RoundKey | null);
  /**
   * X25519, 32 bytes each: for the encryption of shares, and for pairwise masks.
   */
  'cipherKey'?: (Uint8Array);
  'maskKey'?: (Uint8Array);
  'signature'?: (Uint8Array);
}

export interface AdvertiseKeysRequest__Output {
  'key': (_tributary_v1_RoundKey__Output | null);
  /**
   * X25519, 32 bytes each: for the encryption of shares, and for pairwise masks.
   */
  'cipherKey': (Uint8Array);
  'maskKey': (Uint8Array);
  'signature': (Uint8Array);
}
