// Original file: proto/tributary/v1/administration.proto


export interface ResumeTaskRequest {
  'taskId'?: (string);
}

export interface ResumeTaskRequest__Output {
  'taskId': (string);
}
