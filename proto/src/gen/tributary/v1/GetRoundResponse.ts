// Original file: proto/tributary/v1/federation.proto

import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from '../../tributary/v1/RoundKey.ts';
import type { SignedDocument as _tributary_v1_SignedDocument, SignedDocument__Output as _tributary_v1_SignedDocument__Output } from '../../tributary/v1/SignedDocument.ts';

export interface GetRoundResponse {
  'key'?: (_tributary_v1_RoundKey | null);
  'phase'?: (string);
  'descriptor'?: (_tributary_v1_SignedDocument | null);
  /**
   * Milliseconds until the phase's deadline; 0 if it has none.
   */
  'remainingMs'?: (number);
  'leased'?: (number);
  'ready'?: (number);
  'accepted'?: (number);
}

export interface GetRoundResponse__Output {
  'key': (_tributary_v1_RoundKey__Output | null);
  'phase': (string);
  'descriptor': (_tributary_v1_SignedDocument__Output | null);
  /**
   * Milliseconds until the phase's deadline; 0 if it has none.
   */
  'remainingMs': (number);
  'leased': (number);
  'ready': (number);
  'accepted': (number);
}
