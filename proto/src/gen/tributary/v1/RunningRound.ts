// Original file: proto/tributary/v1/administration.proto


export interface RunningRound {
  'round'?: (number);
  'attempt'?: (number);
  /**
   * train | evaluate
   */
  'purpose'?: (string);
  /**
   * preparing | open | advertising | sharing | collecting | confirming | unmasking | folding
   */
  'phase'?: (string);
  'startedAtUnixMs'?: (number | string);
  'phaseStartedAtUnixMs'?: (number | string);
  /**
   * 0: none is set.
   */
  'deadlineUnixMs'?: (number | string);
  'goal'?: (number);
  'minimum'?: (number);
  /**
   * Clients that train or are READY; who must still be heard in this phase.
   */
  'places'?: (number);
  'awaited'?: (number);
}

export interface RunningRound__Output {
  'round': (number);
  'attempt': (number);
  /**
   * train | evaluate
   */
  'purpose': (string);
  /**
   * preparing | open | advertising | sharing | collecting | confirming | unmasking | folding
   */
  'phase': (string);
  'startedAtUnixMs': (number);
  'phaseStartedAtUnixMs': (number);
  /**
   * 0: none is set.
   */
  'deadlineUnixMs': (number);
  'goal': (number);
  'minimum': (number);
  /**
   * Clients that train or are READY; who must still be heard in this phase.
   */
  'places': (number);
  'awaited': (number);
}
