// Original file: proto/tributary/v1/common.proto


/**
 * A content-addressed file: a model, or part of one.
 */
export interface BlobRef {
  /**
   * SHA-256, 32 bytes.
   */
  'digest'?: (Uint8Array);
  'sizeBytes'?: (number);
}

/**
 * A content-addressed file: a model, or part of one.
 */
export interface BlobRef__Output {
  /**
   * SHA-256, 32 bytes.
   */
  'digest': (Uint8Array);
  'sizeBytes': (number);
}
