// Original file: proto/tributary/v1/federation.proto


export interface Survivors {
  /**
   * Members of the roster, as in Inbox.
   */
  'members'?: (Uint8Array);
}

export interface Survivors__Output {
  /**
   * Members of the roster, as in Inbox.
   */
  'members': (Uint8Array);
}
