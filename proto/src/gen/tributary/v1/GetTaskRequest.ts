// Original file: proto/tributary/v1/federation.proto


export interface GetTaskRequest {
  /**
   * Empty: the task that is running, if there is just one.
   */
  'taskId'?: (string);
  'protocolVersion'?: (number);
}

export interface GetTaskRequest__Output {
  /**
   * Empty: the task that is running, if there is just one.
   */
  'taskId': (string);
  'protocolVersion': (number);
}
