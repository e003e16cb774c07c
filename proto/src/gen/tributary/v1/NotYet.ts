// Original file: proto/tributary/v1/federation.proto


export interface NotYet {
  'retryAfterMs'?: (number);
  'phase'?: (string);
  /**
   * Whether this client is invited to send its update now.
   */
  'invited'?: (boolean);
}

export interface NotYet__Output {
  'retryAfterMs': (number);
  'phase': (string);
  /**
   * Whether this client is invited to send its update now.
   */
  'invited': (boolean);
}
