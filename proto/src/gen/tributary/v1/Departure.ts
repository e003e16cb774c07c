// Original file: proto/tributary/v1/administration.proto


/**
 * A client that gave its place up, or lost it.
 */
export interface Departure {
  'round'?: (number);
  'attempt'?: (number);
  'clientId'?: (string);
  'reason'?: (string);
  'atUnixMs'?: (number | string);
}

/**
 * A client that gave its place up, or lost it.
 */
export interface Departure__Output {
  'round': (number);
  'attempt': (number);
  'clientId': (string);
  'reason': (string);
  'atUnixMs': (number);
}
