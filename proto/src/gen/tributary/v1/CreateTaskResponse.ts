// Original file: proto/tributary/v1/administration.proto


export interface CreateTaskResponse {
  'taskId'?: (string);
  /**
   * What became of the base model's tensors, in sentences without their end.
   */
  'notes'?: (string)[];
}

export interface CreateTaskResponse__Output {
  'taskId': (string);
  /**
   * What became of the base model's tensors, in sentences without their end.
   */
  'notes': (string)[];
}
