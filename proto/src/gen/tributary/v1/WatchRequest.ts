// Original file: proto/tributary/v1/federation.proto


export interface WatchRequest {
  'taskId'?: (string);
}

export interface WatchRequest__Output {
  'taskId': (string);
}
