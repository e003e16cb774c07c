// Original file: proto/tributary/v1/administration.proto


export interface ClientSummary {
  'clientId'?: (string);
  'kind'?: (string);
  'release'?: (string);
  'revoked'?: (boolean);
  'enrolledAtUnixMs'?: (number | string);
  'roundsCounted'?: (number);
  'updatesRejected'?: (number);
  /**
   * On what it trained last, as it says; empty if it has not said so since the coordinator started.
   */
  'engine'?: (string);
}

export interface ClientSummary__Output {
  'clientId': (string);
  'kind': (string);
  'release': (string);
  'revoked': (boolean);
  'enrolledAtUnixMs': (number);
  'roundsCounted': (number);
  'updatesRejected': (number);
  /**
   * On what it trained last, as it says; empty if it has not said so since the coordinator started.
   */
  'engine': (string);
}
