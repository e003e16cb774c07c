// Original file: proto/tributary/v1/federation.proto

import type { SignedDocument as _tributary_v1_SignedDocument, SignedDocument__Output as _tributary_v1_SignedDocument__Output } from '../../tributary/v1/SignedDocument.ts';

export interface Committed {
  /**
   * Kind "receipt".
   */
  'receipt'?: (_tributary_v1_SignedDocument | null);
  'counted'?: (boolean);
}

export interface Committed__Output {
  /**
   * Kind "receipt".
   */
  'receipt': (_tributary_v1_SignedDocument__Output | null);
  'counted': (boolean);
}
