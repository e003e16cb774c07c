// Original file: proto/tributary/v1/federation.proto


export interface ComeBack {
  'afterMs'?: (number);
  /**
   * For people: "the cohort is full", "the task is paused".
   */
  'reason'?: (string);
}

export interface ComeBack__Output {
  'afterMs': (number);
  /**
   * For people: "the cohort is full", "the task is paused".
   */
  'reason': (string);
}
