// Original file: proto/tributary/v1/administration.proto


export interface ClientSummary {
  'clientId'?: (string);
  'kind'?: (string);
  'release'?: (string);
  'revoked'?: (boolean);
  'enrolledAtUnixMs'?: (number | string);
  'roundsCounted'?: (number);
  'updatesRejected'?: (number);
}

export interface ClientSummary__Output {
  'clientId': (string);
  'kind': (string);
  'release': (string);
  'revoked': (boolean);
  'enrolledAtUnixMs': (number);
  'roundsCounted': (number);
  'updatesRejected': (number);
}
