// Original file: proto/tributary/v1/federation.proto


export interface EnrollResponse {
  /**
   * Set in the first answer.
   */
  'challenge'?: (Uint8Array);
  /**
   * Set in the second.
   */
  'sessionToken'?: (string);
  'clientId'?: (string);
}

export interface EnrollResponse__Output {
  /**
   * Set in the first answer.
   */
  'challenge': (Uint8Array);
  /**
   * Set in the second.
   */
  'sessionToken': (string);
  'clientId': (string);
}
