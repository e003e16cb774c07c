// What one participant sends and receives beside its vector, in bytes of a compact wire form. An id that its receiver
// derives (from a key, from the sorted roster) does not travel; sets of clients are bitmaps over the roster.
import type {
  Advert,
  Confirmation,
  Inbox,
  MaskedInput,
  SharedKeys,
  UnmaskAnswer,
  UnmaskRequest,
} from "@tributary/core/secagg";

/** Method, round, lengths and field tags of one message, about. */
const framing = 60;
const sizeField = 8;

/** What one participant said in one attempt. */
export interface Said {
  readonly advert: Advert;
  readonly shares: SharedKeys;
  readonly input: MaskedInput;
  readonly confirmation: Confirmation;
  readonly answer: UnmaskAnswer;
}

/** What it was told. */
export interface Told {
  readonly roster: readonly Advert[];
  readonly inbox: Inbox;
  readonly request: UnmaskRequest;
}

function total(parts: readonly Uint8Array[]): number {
  return parts.reduce((bytes, part) => bytes + part.length, 0);
}

function advertBytes({ identityKey, cipherKey, maskKey, signature }: Advert): number {
  return total([identityKey, cipherKey, maskKey, signature]);
}

export function bytesUp({ advert, shares, input, confirmation, answer }: Said): number {
  const messages = [
    advertBytes(advert),
    total([shares.rosterHash, shares.commitment, shares.signature, ...shares.ciphertexts.map((c) => c.box)]),
    input.digest.length / 2 + sizeField + input.signature.length,
    total([confirmation.survivorsHash, confirmation.signature]),
    total([answer.survivorsHash, answer.signature, ...answer.shares.map(({ share }) => share)]),
  ];
  return messages.reduce((sum, bytes) => sum + framing + bytes, 0);
}

export function bytesDown({ roster, inbox, request }: Told): number {
  const bitmap = Math.ceil(roster.length / 8);
  const messages = [
    roster.reduce((bytes, advert) => bytes + advertBytes(advert), 0),
    bitmap + total(inbox.ciphertexts.map(({ box }) => box)),
    bitmap,
    total(request.confirmations.map(({ signature }) => signature)),
  ];
  return messages.reduce((sum, bytes) => sum + framing + bytes, 0);
}
