// Original file: proto/tributary/v1/administration.proto


export interface GetTaskStatusRequest {
  'taskId'?: (string);
}

export interface GetTaskStatusRequest__Output {
  'taskId': (string);
}
