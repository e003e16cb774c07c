// Original file: proto/tributary/v1/federation.proto

import type { ConfirmationSet as _tributary_v1_ConfirmationSet, ConfirmationSet__Output as _tributary_v1_ConfirmationSet__Output } from '../../tributary/v1/ConfirmationSet.ts';

export interface Confirmations {
  'sets'?: (_tributary_v1_ConfirmationSet)[];
}

export interface Confirmations__Output {
  'sets': (_tributary_v1_ConfirmationSet__Output)[];
}
