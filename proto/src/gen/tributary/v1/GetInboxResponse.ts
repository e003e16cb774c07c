// Original file: proto/tributary/v1/federation.proto

import type { NotYet as _tributary_v1_NotYet, NotYet__Output as _tributary_v1_NotYet__Output } from '../../tributary/v1/NotYet.ts';
import type { Inbox as _tributary_v1_Inbox, Inbox__Output as _tributary_v1_Inbox__Output } from '../../tributary/v1/Inbox.ts';
import type { Refused as _tributary_v1_Refused, Refused__Output as _tributary_v1_Refused__Output } from '../../tributary/v1/Refused.ts';

export interface GetInboxResponse {
  'notYet'?: (_tributary_v1_NotYet | null);
  'inbox'?: (_tributary_v1_Inbox | null);
  'refused'?: (_tributary_v1_Refused | null);
  'answer'?: "notYet"|"inbox"|"refused";
}

export interface GetInboxResponse__Output {
  'notYet'?: (_tributary_v1_NotYet__Output | null);
  'inbox'?: (_tributary_v1_Inbox__Output | null);
  'refused'?: (_tributary_v1_Refused__Output | null);
  'answer'?: "notYet"|"inbox"|"refused";
}
