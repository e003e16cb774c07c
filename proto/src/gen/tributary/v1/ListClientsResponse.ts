// Original file: proto/tributary/v1/administration.proto

import type { ClientSummary as _tributary_v1_ClientSummary, ClientSummary__Output as _tributary_v1_ClientSummary__Output } from '../../tributary/v1/ClientSummary.ts';

export interface ListClientsResponse {
  'clients'?: (_tributary_v1_ClientSummary)[];
  /**
   * How many there are, whatever the limit.
   */
  'total'?: (number);
}

export interface ListClientsResponse__Output {
  'clients': (_tributary_v1_ClientSummary__Output)[];
  /**
   * How many there are, whatever the limit.
   */
  'total': (number);
}
