// Original file: proto/tributary/v1/federation.proto

import type { BlobRef as _tributary_v1_BlobRef, BlobRef__Output as _tributary_v1_BlobRef__Output } from '../../tributary/v1/BlobRef.ts';

export interface TaskDone {
  /**
   * completed | failed
   */
  'state'?: (string);
  /**
   * The best committed model: its trainable tensors.
   */
  'model'?: (_tributary_v1_BlobRef | null);
  'bestRound'?: (number);
  'reason'?: (string);
}

export interface TaskDone__Output {
  /**
   * completed | failed
   */
  'state': (string);
  /**
   * The best committed model: its trainable tensors.
   */
  'model': (_tributary_v1_BlobRef__Output | null);
  'bestRound': (number);
  'reason': (string);
}
