// Original file: proto/tributary/v1/federation.proto


export interface GetRoundRequest {
  'taskId'?: (string);
}

export interface GetRoundRequest__Output {
  'taskId': (string);
}
