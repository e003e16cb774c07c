// Original file: proto/tributary/v1/administration.proto


export interface ListRoundsRequest {
  'taskId'?: (string);
}

export interface ListRoundsRequest__Output {
  'taskId': (string);
}
