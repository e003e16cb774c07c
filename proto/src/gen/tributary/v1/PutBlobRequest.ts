// Original file: proto/tributary/v1/administration.proto


export interface PutBlobRequest {
  /**
   * SHA-256 of the whole file.
   */
  'digest'?: (Uint8Array);
  'sizeBytes'?: (number);
  'offset'?: (number);
  'data'?: (Uint8Array);
}

export interface PutBlobRequest__Output {
  /**
   * SHA-256 of the whole file.
   */
  'digest': (Uint8Array);
  'sizeBytes': (number);
  'offset': (number);
  'data': (Uint8Array);
}
