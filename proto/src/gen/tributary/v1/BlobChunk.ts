// Original file: proto/tributary/v1/common.proto


/**
 * A piece of a file that is being downloaded.
 */
export interface BlobChunk {
  'offset'?: (number);
  'data'?: (Uint8Array);
}

/**
 * A piece of a file that is being downloaded.
 */
export interface BlobChunk__Output {
  'offset': (number);
  'data': (Uint8Array);
}
