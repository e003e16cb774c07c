// Original file: proto/tributary/v1/administration.proto


export interface ModelSummary {
  /**
   * The round that made it; 0: the model that the task began with.
   */
  'round'?: (number);
  'digest'?: (Uint8Array);
  'sizeBytes'?: (number | string);
  'best'?: (boolean);
}

export interface ModelSummary__Output {
  /**
   * The round that made it; 0: the model that the task began with.
   */
  'round': (number);
  'digest': (Uint8Array);
  'sizeBytes': (number);
  'best': (boolean);
}
