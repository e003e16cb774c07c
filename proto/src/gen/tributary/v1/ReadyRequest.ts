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
  /**
   * On what the update was trained, for operators: "webgpu", "wasm". Empty: the client does not say. Not signed.
   */
  'engine'?: (string);
}

export interface ReadyRequest__Output {
  'key': (_tributary_v1_RoundKey__Output | null);
  /**
   * SHA-256 of the descriptor under which the update was made, 32 bytes.
   */
  'descriptorDigest': (Uint8Array);
  'uploadSizeBytes': (number);
  'statement': (Uint8Array);
  /**
   * On what the update was trained, for operators: "webgpu", "wasm". Empty: the client does not say. Not signed.
   */
  'engine': (string);
}
