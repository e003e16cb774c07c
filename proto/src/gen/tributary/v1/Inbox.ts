// Original file: proto/tributary/v1/federation.proto


export interface Inbox {
  /**
   * Members of the roster: bit i of the set (byte i / 8, the lowest bit first) is the roster's i-th client.
   */
  'sharers'?: (Uint8Array);
  /**
   * 112 bytes from each neighbour among the sharers, sorted by sender.
   */
  'boxes'?: (Uint8Array);
}

export interface Inbox__Output {
  /**
   * Members of the roster: bit i of the set (byte i / 8, the lowest bit first) is the roster's i-th client.
   */
  'sharers': (Uint8Array);
  /**
   * 112 bytes from each neighbour among the sharers, sorted by sender.
   */
  'boxes': (Uint8Array);
}
