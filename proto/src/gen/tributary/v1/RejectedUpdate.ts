// Original file: proto/tributary/v1/administration.proto


export interface RejectedUpdate {
  'round'?: (number);
  'attempt'?: (number);
  'clientId'?: (string);
  'reason'?: (string);
  'detail'?: (string);
  'atUnixMs'?: (number | string);
}

export interface RejectedUpdate__Output {
  'round': (number);
  'attempt': (number);
  'clientId': (string);
  'reason': (string);
  'detail': (string);
  'atUnixMs': (number);
}
