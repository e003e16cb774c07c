// Original file: proto/tributary/v1/administration.proto


export interface Participant {
  'clientId'?: (string);
  'kind'?: (string);
  'release'?: (string);
  'engine'?: (string);
  /**
   * training | ready | exchanging | sending | sent | counted | rejected
   */
  'state'?: (string);
}

export interface Participant__Output {
  'clientId': (string);
  'kind': (string);
  'release': (string);
  'engine': (string);
  /**
   * training | ready | exchanging | sending | sent | counted | rejected
   */
  'state': (string);
}
