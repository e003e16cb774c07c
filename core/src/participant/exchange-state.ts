import type {
  Advert,
  Confirmation,
  Inbox,
  MaskedInput,
  Roster,
  SharedKeys,
  UnmaskAnswer,
  UnmaskRequest,
} from "../secagg/index.ts";
import type { ClientId } from "../support/index.ts";
import type { Advertised } from "./attempt-order.ts";

// The steps of secure aggregation (secagg/messages.ts). Each holds the message that it owes, which is sent again with
// the same bytes for as long as it is not answered; the secrets are the driver's.

/** A masked vector and what was signed about it. */
export interface MaskedVector {
  readonly bytes: Uint8Array;
  readonly message: MaskedInput;
  /** On which it was masked. */
  readonly roster: Roster;
}

/** From the invitation to the masked vector. */
export type MaskingStep =
  /** Writes down, before keys are advertised, that they are: no attempt up to this one sees others. */
  | { readonly name: "noting-keys"; readonly advertised: Advertised }
  | { readonly name: "making-keys" }
  | { readonly name: "advertising"; readonly message: Advert }
  | { readonly name: "awaiting-roster" }
  | { readonly name: "dealing-shares"; readonly adverts: readonly Advert[] }
  | { readonly name: "sharing"; readonly roster: Roster; readonly message: SharedKeys }
  | { readonly name: "awaiting-inbox"; readonly roster: Roster }
  | { readonly name: "masking"; readonly roster: Roster; readonly inbox: Inbox }
  /** Writes down, before any of the masked vector leaves, that there is one. */
  | { readonly name: "noting-mask"; readonly advertised: Advertised; readonly vector: MaskedVector };

/** From the committed vector to the shares that take the masks off the sum. */
export type UnmaskingStep =
  | { readonly name: "awaiting-survivors" }
  | { readonly name: "checking-survivors"; readonly survivors: readonly ClientId[] }
  | {
      readonly name: "confirming";
      readonly survivors: readonly ClientId[];
      readonly message: Confirmation;
    }
  | { readonly name: "awaiting-confirmations"; readonly survivors: readonly ClientId[] }
  | { readonly name: "making-answer"; readonly request: UnmaskRequest }
  | { readonly name: "answering"; readonly message: UnmaskAnswer };
