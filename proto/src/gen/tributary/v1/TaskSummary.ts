// Original file: proto/tributary/v1/administration.proto


export interface TaskSummary {
  'taskId'?: (string);
  'title'?: (string);
  'state'?: (string);
  'mode'?: (string);
  'round'?: (number);
  'maximumRounds'?: (number);
  'bestRound'?: (number);
  'reason'?: (string);
}

export interface TaskSummary__Output {
  'taskId': (string);
  'title': (string);
  'state': (string);
  'mode': (string);
  'round': (number);
  'maximumRounds': (number);
  'bestRound': (number);
  'reason': (string);
}
