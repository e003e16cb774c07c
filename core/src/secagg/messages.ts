// The messages of `tributary-secagg/v1`, C: client, S: coordinator.
//
//   0  C->S Advert        0' S->C Advert[]       the roster U1, sorted by client
//   1  C->S SharedKeys    1' S->C Inbox          U2 and the ciphertexts for this client
//   2  C->S MaskedInput   2' S->C ClientId[]     U3, sorted
//   3  C->S Confirmation  3' S->C UnmaskRequest  U3 and the confirmations of its members
//   4  C->S UnmaskAnswer
//
// Lists of clients are sorted by id, without repetition.
import type { ClientId, Digest } from "../support/index.ts";

export interface Advert {
  readonly client: ClientId;
  /** Ed25519; the client's id is a hash of it. */
  readonly identityKey: Uint8Array;
  /** X25519, c_pk: for the encryption of shares. */
  readonly cipherKey: Uint8Array;
  /** X25519, s_pk: for pairwise masks. Its secret may be given back to the coordinator, so it must not encrypt shares. */
  readonly maskKey: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Ciphertext {
  readonly to: ClientId;
  /** sealed-shares.ts: 112 bytes. */
  readonly box: Uint8Array;
}

export interface SharedKeys {
  readonly client: ClientId;
  readonly rosterHash: Uint8Array;
  /** H("b-commit", ctx, client, b). */
  readonly commitment: Uint8Array;
  /** One per neighbour, sorted by recipient. */
  readonly ciphertexts: readonly Ciphertext[];
  readonly signature: Uint8Array;
}

/** SharedKeys before its ciphertexts have their recipients, which follow from the roster. */
export interface UnaddressedShares extends Pick<SharedKeys, "rosterHash" | "commitment" | "signature"> {
  /** One per neighbour, sorted by recipient. */
  readonly boxes: readonly Uint8Array[];
}

export interface Inbox {
  /** U2: those who shared their keys. */
  readonly sharers: readonly ClientId[];
  /** One from each neighbour in U2, sorted by sender. */
  readonly ciphertexts: readonly { readonly from: ClientId; readonly box: Uint8Array }[];
}

/** The vector itself travels apart; this is what is signed about it. */
export interface MaskedInput {
  readonly client: ClientId;
  /** SHA-256 of the masked vector's bytes. */
  readonly digest: Digest;
  readonly sizeBytes: number;
  readonly signature: Uint8Array;
}

export interface Confirmation {
  readonly client: ClientId;
  /** H("U3", ctx, roster hash, ids of the survivors laid end to end). */
  readonly survivorsHash: Uint8Array;
  readonly signature: Uint8Array;
}

export interface UnmaskRequest {
  readonly survivors: readonly ClientId[];
  readonly confirmations: readonly Confirmation[];
}

/** A survivor's self-mask seed b, or the mask secret s_sk of one that vanished: never both. */
export type SecretKind = "self-seed" | "mask-secret";

export interface ReturnedShare {
  readonly owner: ClientId;
  readonly kind: SecretKind;
  /** 32 bytes; its place is the sender's index among the owner's holders, plus one. */
  readonly share: Uint8Array;
}

export interface UnmaskAnswer {
  readonly client: ClientId;
  readonly survivorsHash: Uint8Array;
  /** One for each sharer of whom the client holds shares, sorted by owner. */
  readonly shares: readonly ReturnedShare[];
  readonly signature: Uint8Array;
}

/** UnmaskAnswer before its shares have their owners, who follow from roster, sharers and survivors. */
export interface UnaddressedAnswer extends Pick<UnmaskAnswer, "survivorsHash" | "signature"> {
  /** One for each sharer of whom the client holds shares, sorted by owner. */
  readonly shares: readonly Uint8Array[];
}
