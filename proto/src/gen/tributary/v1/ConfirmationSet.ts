// Original file: proto/tributary/v1/federation.proto


/**
 * Those who confirmed the same survivors.
 */
export interface ConfirmationSet {
  'survivorsHash'?: (Uint8Array);
  /**
   * Members of the roster, as in Inbox.
   */
  'members'?: (Uint8Array);
  /**
   * 64 bytes each, in the order of the members.
   */
  'signatures'?: (Uint8Array);
}

/**
 * Those who confirmed the same survivors.
 */
export interface ConfirmationSet__Output {
  'survivorsHash': (Uint8Array);
  /**
   * Members of the roster, as in Inbox.
   */
  'members': (Uint8Array);
  /**
   * 64 bytes each, in the order of the members.
   */
  'signatures': (Uint8Array);
}
