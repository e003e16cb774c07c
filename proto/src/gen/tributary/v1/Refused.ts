// Original file: proto/tributary/v1/federation.proto


/**
 * An expected refusal. `reason` is a word from a closed list (docs/protocol.md, "Why an update is refused").
 */
export interface Refused {
  'reason'?: (string);
  'detail'?: (string);
}

/**
 * An expected refusal. `reason` is a word from a closed list (docs/protocol.md, "Why an update is refused").
 */
export interface Refused__Output {
  'reason': (string);
  'detail': (string);
}
