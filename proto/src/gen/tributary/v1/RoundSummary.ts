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
  /**
   * Of a language model; -1 of a classifier, whose shares below, in turn, a language model does not have.
   */
  'perplexity'?: (number | string);
  'macroPrecision'?: (number | string);
  'macroRecall'?: (number | string);
  'weightedPrecision'?: (number | string);
  'weightedRecall'?: (number | string);
  'weightedF1'?: (number | string);
  /**
   * Figures of the model that the task began with, which round 1 scores: this round's gain is over these.
   */
  'baseLoss'?: (number | string);
  'basePerplexity'?: (number | string);
  'baseAccuracy'?: (number | string);
  'baseMacroF1'?: (number | string);
  'baseWeightedF1'?: (number | string);
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
  /**
   * Of a language model; -1 of a classifier, whose shares below, in turn, a language model does not have.
   */
  'perplexity': (number);
  'macroPrecision': (number);
  'macroRecall': (number);
  'weightedPrecision': (number);
  'weightedRecall': (number);
  'weightedF1': (number);
  /**
   * Figures of the model that the task began with, which round 1 scores: this round's gain is over these.
   */
  'baseLoss': (number);
  'basePerplexity': (number);
  'baseAccuracy': (number);
  'baseMacroF1': (number);
  'baseWeightedF1': (number);
}
