// Original file: proto/tributary/v1/federation.proto

import type { SignedDocument as _tributary_v1_SignedDocument, SignedDocument__Output as _tributary_v1_SignedDocument__Output } from '../../tributary/v1/SignedDocument.ts';

export interface GetTaskResponse {
  'protocolVersion'?: (number);
  /**
   * Features without which a client cannot take part; an unknown one means "upgrade".
   */
  'requiredFeatures'?: (string)[];
  'taskId'?: (string);
  /**
   * waiting | running | paused | completed | failed
   */
  'state'?: (string);
  /**
   * The plan, signed by the coordinator (kind "plan").
   */
  'plan'?: (_tributary_v1_SignedDocument | null);
  /**
   * Ed25519, 32 bytes. Clients pin its fingerprint.
   */
  'coordinatorPublicKey'?: (Uint8Array);
  /**
   * Opened anew when the coordinator was restored from a backup.
   */
  'incarnation'?: (number);
  /**
   * A message for people, such as how to upgrade. Empty if there is nothing to say.
   */
  'advice'?: (string);
  /**
   * Who may take part (kind "members"), signed by an organisation and not by the coordinator. Absent: anyone may.
   */
  'members'?: (_tributary_v1_SignedDocument | null);
}

export interface GetTaskResponse__Output {
  'protocolVersion': (number);
  /**
   * Features without which a client cannot take part; an unknown one means "upgrade".
   */
  'requiredFeatures': (string)[];
  'taskId': (string);
  /**
   * waiting | running | paused | completed | failed
   */
  'state': (string);
  /**
   * The plan, signed by the coordinator (kind "plan").
   */
  'plan': (_tributary_v1_SignedDocument__Output | null);
  /**
   * Ed25519, 32 bytes. Clients pin its fingerprint.
   */
  'coordinatorPublicKey': (Uint8Array);
  /**
   * Opened anew when the coordinator was restored from a backup.
   */
  'incarnation': (number);
  /**
   * A message for people, such as how to upgrade. Empty if there is nothing to say.
   */
  'advice': (string);
  /**
   * Who may take part (kind "members"), signed by an organisation and not by the coordinator. Absent: anyone may.
   */
  'members': (_tributary_v1_SignedDocument__Output | null);
}
