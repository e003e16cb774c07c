// Original file: proto/tributary/v1/federation.proto


export interface CheckInRequest {
  'taskId'?: (string);
  /**
   * The last committed round that this client has seen; 0 if none.
   */
  'lastRoundSeen'?: (number);
  'statement'?: (Uint8Array);
}

export interface CheckInRequest__Output {
  'taskId': (string);
  /**
   * The last committed round that this client has seen; 0 if none.
   */
  'lastRoundSeen': (number);
  'statement': (Uint8Array);
}
