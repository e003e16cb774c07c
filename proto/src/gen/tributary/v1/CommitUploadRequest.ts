// Original file: proto/tributary/v1/federation.proto

import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from '../../tributary/v1/RoundKey.ts';

export interface CommitUploadRequest {
  'key'?: (_tributary_v1_RoundKey | null);
  /**
   * SHA-256 of the whole upload, 32 bytes.
   */
  'digest'?: (Uint8Array);
  'sizeBytes'?: (number);
  /**
   * In mode secure: the signature "masked-input" of tributary-secagg/v1.
   */
  'statement'?: (Uint8Array);
}

export interface CommitUploadRequest__Output {
  'key': (_tributary_v1_RoundKey__Output | null);
  /**
   * SHA-256 of the whole upload, 32 bytes.
   */
  'digest': (Uint8Array);
  'sizeBytes': (number);
  /**
   * In mode secure: the signature "masked-input" of tributary-secagg/v1.
   */
  'statement': (Uint8Array);
}
