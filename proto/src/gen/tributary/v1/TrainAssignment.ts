// Original file: proto/tributary/v1/federation.proto

import type { SignedDocument as _tributary_v1_SignedDocument, SignedDocument__Output as _tributary_v1_SignedDocument__Output } from '../../tributary/v1/SignedDocument.ts';
import type { BlobRef as _tributary_v1_BlobRef, BlobRef__Output as _tributary_v1_BlobRef__Output } from '../../tributary/v1/BlobRef.ts';

export interface TrainAssignment {
  /**
   * Kind "round".
   */
  'descriptor'?: (_tributary_v1_SignedDocument | null);
  /**
   * Frozen base tensors and the incoming model's trainable tensors.
   */
  'base'?: (_tributary_v1_BlobRef | null);
  'model'?: (_tributary_v1_BlobRef | null);
  /**
   * Milliseconds from now until the lease ends unless READY was said.
   */
  'leaseMs'?: (number);
}

export interface TrainAssignment__Output {
  /**
   * Kind "round".
   */
  'descriptor': (_tributary_v1_SignedDocument__Output | null);
  /**
   * Frozen base tensors and the incoming model's trainable tensors.
   */
  'base': (_tributary_v1_BlobRef__Output | null);
  'model': (_tributary_v1_BlobRef__Output | null);
  /**
   * Milliseconds from now until the lease ends unless READY was said.
   */
  'leaseMs': (number);
}
