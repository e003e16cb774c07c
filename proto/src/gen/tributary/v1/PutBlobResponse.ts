// Original file: proto/tributary/v1/administration.proto


export interface PutBlobResponse {
  'nextOffset'?: (number);
  'complete'?: (boolean);
}

export interface PutBlobResponse__Output {
  'nextOffset': (number);
  'complete': (boolean);
}
