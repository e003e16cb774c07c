// Original file: proto/tributary/v1/administration.proto


export interface PauseTaskRequest {
  'taskId'?: (string);
}

export interface PauseTaskRequest__Output {
  'taskId': (string);
}
