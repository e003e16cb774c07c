import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { BlobChunk as _tributary_v1_BlobChunk, BlobChunk__Output as _tributary_v1_BlobChunk__Output } from './tributary/v1/BlobChunk.ts';
import type { BlobRef as _tributary_v1_BlobRef, BlobRef__Output as _tributary_v1_BlobRef__Output } from './tributary/v1/BlobRef.ts';
import type { RoundKey as _tributary_v1_RoundKey, RoundKey__Output as _tributary_v1_RoundKey__Output } from './tributary/v1/RoundKey.ts';
import type { SignedDocument as _tributary_v1_SignedDocument, SignedDocument__Output as _tributary_v1_SignedDocument__Output } from './tributary/v1/SignedDocument.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  tributary: {
    v1: {
      BlobChunk: MessageTypeDefinition<_tributary_v1_BlobChunk, _tributary_v1_BlobChunk__Output>
      BlobRef: MessageTypeDefinition<_tributary_v1_BlobRef, _tributary_v1_BlobRef__Output>
      RoundKey: MessageTypeDefinition<_tributary_v1_RoundKey, _tributary_v1_RoundKey__Output>
      SignedDocument: MessageTypeDefinition<_tributary_v1_SignedDocument, _tributary_v1_SignedDocument__Output>
    }
  }
}

