// Original file: proto/tributary/v1/administration.proto


export interface RoundSummary {
  'round'?: (number);
  'attempt'?: (number);
  'phase'?: (string);
  'cause'?: (string);
  'leased'?: (number);
  'ready'?: (number);
  'counted'?: (number);
  'rejected'?: (number);
  'dropped'?: (number);
  /**
   * Figures of the model that came into this round; -1 where none was reported.
   */
  'loss'?: (number | string);
  'accuracy'?: (number | string);
  'macroF1'?: (number | string);
  'bytesUp'?: (number | string);
  'bytesDown'?: (number | string);
  'seconds'?: (number | string);
  'modelDigest'?: (Uint8Array);
  'best'?: (boolean);
}

export interface RoundSummary__Output {
  'round': (number);
  'attempt': (number);
  'phase': (string);
  'cause': (string);
  'leased': (number);
  'ready': (number);
  'counted': (number);
  'rejected': (number);
  'dropped': (number);
  /**
   * Figures of the model that came into this round; -1 where none was reported.
   */
  'loss': (number);
  'accuracy': (number);
  'macroF1': (number);
  'bytesUp': (number);
  'bytesDown': (number);
  'seconds': (number);
  'modelDigest': (Uint8Array);
  'best': (boolean);
}
