// Mode secure: what the machine asks of its driver between the invitation and the outcome, and what it is told.
import type {
  Advert,
  Confirmation,
  Inbox,
  ParticipantRefusal,
  Roster,
  SharedKeys,
  UnmaskAnswer,
  UnmaskRequest,
} from "../secagg/index.ts";
import type { ClientId, RoundKey } from "../support/index.ts";
import type { Advertised } from "./attempt-order.ts";
import type { Assignment, CommitAnswer, TaskOffer, Waiting } from "./connection.ts";
import type { MaskedVector } from "./exchange-state.ts";
import type { Update } from "./state.ts";

export type ExchangeRequest =
  | { readonly kind: "note-advertised"; readonly offer: TaskOffer; readonly advertised: Advertised }
  // Steps that use up secrets: each is asked for once, and answered in its own kind or by `withdrew`.
  | { readonly kind: "make-keys"; readonly offer: TaskOffer; readonly assignment: Assignment }
  | { readonly kind: "deal-shares"; readonly adverts: readonly Advert[] }
  | {
      readonly kind: "mask";
      readonly offer: TaskOffer;
      readonly assignment: Assignment;
      readonly update: Update;
      readonly roster: Roster;
      readonly inbox: Inbox;
    }
  | { readonly kind: "check-survivors"; readonly survivors: readonly ClientId[] }
  | { readonly kind: "make-answer"; readonly request: UnmaskRequest }
  // Calls, which may be repeated.
  | { readonly kind: "advertise-keys"; readonly key: RoundKey; readonly message: Advert }
  | { readonly kind: "get-roster"; readonly key: RoundKey }
  | { readonly kind: "share-keys"; readonly key: RoundKey; readonly message: SharedKeys }
  | { readonly kind: "get-inbox"; readonly key: RoundKey; readonly roster: Roster }
  | { readonly kind: "get-survivors"; readonly key: RoundKey; readonly roster: Roster }
  | { readonly kind: "confirm"; readonly key: RoundKey; readonly message: Confirmation }
  | { readonly kind: "get-confirmations"; readonly key: RoundKey; readonly roster: Roster }
  | { readonly kind: "unmask"; readonly key: RoundKey; readonly message: UnmaskAnswer };

export type ExchangeHappened =
  | { readonly kind: "advertised-noted" }
  | { readonly kind: "keys-made"; readonly message: Advert }
  | { readonly kind: "shares-dealt"; readonly roster: Roster; readonly message: SharedKeys }
  | { readonly kind: "masked"; readonly vector: MaskedVector }
  | { readonly kind: "survivors-checked"; readonly message: Confirmation }
  | { readonly kind: "answer-made"; readonly message: UnmaskAnswer }
  /** This client's own part is over: what the coordinator asked of it would have told something about its update. */
  | { readonly kind: "withdrew"; readonly refusal: ParticipantRefusal }
  /** To AdvertiseKeys, ShareKeys, Confirm or Unmask. */
  | { readonly kind: "message-answered"; readonly answer: CommitAnswer }
  | { readonly kind: "roster-read"; readonly answer: Waiting<readonly Advert[]> }
  | { readonly kind: "inbox-read"; readonly answer: Waiting<Inbox> }
  | { readonly kind: "survivors-read"; readonly answer: Waiting<readonly ClientId[]> }
  | { readonly kind: "confirmations-read"; readonly answer: Waiting<readonly Confirmation[]> };
