// Original file: proto/tributary/v1/federation.proto


export interface DownloadRequest {
  'taskId'?: (string);
  'digest'?: (Uint8Array);
  'offset'?: (number);
}

export interface DownloadRequest__Output {
  'taskId': (string);
  'digest': (Uint8Array);
  'offset': (number);
}
