// Original file: proto/tributary/v1/federation.proto


export interface Roster {
  /**
   * 160 bytes each, sorted by client: identity key (32), cipher key (32), mask key (32), signature (64).
   */
  'adverts'?: (Uint8Array);
}

export interface Roster__Output {
  /**
   * 160 bytes each, sorted by client: identity key (32), cipher key (32), mask key (32), signature (64).
   */
  'adverts': (Uint8Array);
}
