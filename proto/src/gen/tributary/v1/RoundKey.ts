// Original file: proto/tributary/v1/common.proto


/**
 * Where an operation belongs. Every state-changing call is keyed by it and by the client's identity.
 */
export interface RoundKey {
  'taskId'?: (string);
  'round'?: (number);
  'attempt'?: (number);
}

/**
 * Where an operation belongs. Every state-changing call is keyed by it and by the client's identity.
 */
export interface RoundKey__Output {
  'taskId': (string);
  'round': (number);
  'attempt': (number);
}
