// Original file: proto/tributary/v1/administration.proto


export interface WatchTaskRequest {
  'taskId'?: (string);
}

export interface WatchTaskRequest__Output {
  'taskId': (string);
}
