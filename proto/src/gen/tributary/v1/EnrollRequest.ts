// Original file: proto/tributary/v1/federation.proto


export interface EnrollRequest {
  'taskId'?: (string);
  /**
   * Ed25519, 32 bytes.
   */
  'publicKey'?: (Uint8Array);
  /**
   * Both empty in the first call.
   */
  'challenge'?: (Uint8Array);
  'signature'?: (Uint8Array);
  /**
   * What kind of client this is, for operators: "node", "browser", "simulated".
   */
  'kind'?: (string);
  /**
   * The client's release, for operators.
   */
  'release'?: (string);
}

export interface EnrollRequest__Output {
  'taskId': (string);
  /**
   * Ed25519, 32 bytes.
   */
  'publicKey': (Uint8Array);
  /**
   * Both empty in the first call.
   */
  'challenge': (Uint8Array);
  'signature': (Uint8Array);
  /**
   * What kind of client this is, for operators: "node", "browser", "simulated".
   */
  'kind': (string);
  /**
   * The client's release, for operators.
   */
  'release': (string);
}
