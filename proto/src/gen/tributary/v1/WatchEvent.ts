// Original file: proto/tributary/v1/federation.proto

import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from '../../tributary/v1/RoundKey.ts';

export interface WatchEvent {
  'key'?: (_tributary_v1_RoundKey | null);
  /**
   * open | advertising | sharing | collecting | confirming | unmasking | folding | committed | aborted | ended
   */
  'phase'?: (string);
}

export interface WatchEvent__Output {
  'key': (_tributary_v1_RoundKey__Output | null);
  /**
   * open | advertising | sharing | collecting | confirming | unmasking | folding | committed | aborted | ended
   */
  'phase': (string);
}
