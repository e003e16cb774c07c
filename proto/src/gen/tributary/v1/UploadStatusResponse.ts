// Original file: proto/tributary/v1/federation.proto


export interface UploadStatusResponse {
  'haveBytes'?: (number);
  'committed'?: (boolean);
}

export interface UploadStatusResponse__Output {
  'haveBytes': (number);
  'committed': (boolean);
}
