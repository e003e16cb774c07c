// Original file: proto/tributary/v1/administration.proto


export interface PhaseTime {
  'phase'?: (string);
  'startedAtUnixMs'?: (number | string);
  'seconds'?: (number | string);
}

export interface PhaseTime__Output {
  'phase': (string);
  'startedAtUnixMs': (number);
  'seconds': (number);
}
