// Original file: proto/tributary/v1/federation.proto

import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from '../../tributary/v1/RoundKey.ts';

export interface UnmaskRequest {
  'key'?: (_tributary_v1_RoundKey | null);
  'survivorsHash'?: (Uint8Array);
  /**
   * 32 bytes for each sharer of whom this client holds shares, sorted by sharer: a survivor's self-mask seed, the
   * mask secret of one that vanished.
   */
  'shares'?: (Uint8Array);
  'signature'?: (Uint8Array);
}

export interface UnmaskRequest__Output {
  'key': (_tributary_v1_RoundKey__Output | null);
  'survivorsHash': (Uint8Array);
  /**
   * 32 bytes for each sharer of whom this client holds shares, sorted by sharer: a survivor's self-mask seed, the
   * mask secret of one that vanished.
   */
  'shares': (Uint8Array);
  'signature': (Uint8Array);
}
