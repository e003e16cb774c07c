// Original file: proto/tributary/v1/federation.proto


export interface GetReceiptsRequest {
  'taskId'?: (string);
  'fromRound'?: (number);
  'limit'?: (number);
}

export interface GetReceiptsRequest__Output {
  'taskId': (string);
  'fromRound': (number);
  'limit': (number);
}
