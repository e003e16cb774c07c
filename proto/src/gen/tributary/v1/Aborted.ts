// Original file: proto/tributary/v1/federation.proto


export interface Aborted {
  /**
   * A word from a closed list (docs/protocol.md, "Why a round is aborted").
   */
  'cause'?: (string);
  'detail'?: (string);
}

export interface Aborted__Output {
  /**
   * A word from a closed list (docs/protocol.md, "Why a round is aborted").
   */
  'cause': (string);
  'detail': (string);
}
