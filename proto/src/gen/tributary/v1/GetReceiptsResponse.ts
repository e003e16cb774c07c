// Original file: proto/tributary/v1/federation.proto

import type { SignedDocument as _tributary_v1_SignedDocument, SignedDocument__Output as _tributary_v1_SignedDocument__Output } from '../../tributary/v1/SignedDocument.ts';

export interface GetReceiptsResponse {
  'receipts'?: (_tributary_v1_SignedDocument)[];
}

export interface GetReceiptsResponse__Output {
  'receipts': (_tributary_v1_SignedDocument__Output)[];
}
