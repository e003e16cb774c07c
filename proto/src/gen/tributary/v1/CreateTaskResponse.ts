// Original file: proto/tributary/v1/administration.proto


export interface CreateTaskResponse {
  'taskId'?: (string);
}

export interface CreateTaskResponse__Output {
  'taskId': (string);
}
