// The calling end's half of secure aggregation: answers as they came -> domain values, on a roster that this client has
// checked. What they claim is judged by secagg.
import type {
  AdvertiseKeysResponse__Output,
  Confirmations__Output,
  GetConfirmationsResponse__Output,
  GetInboxResponse__Output,
  GetRosterResponse__Output,
  GetSurvivorsResponse__Output,
  Inbox__Output,
} from "@tributary/proto/messages";

import { clientIdOf } from "../identity/index.ts";
import type { Primitives } from "../identity/index.ts";
import type { CommitAnswer, Waiting } from "../participant/index.ts";
import { sealedSharesBytes } from "../secagg/index.ts";
import type { Advert, Confirmation, Inbox, Roster } from "../secagg/index.ts";
import type { ClientId } from "../support/index.ts";
import { concat } from "../support/index.ts";
import { readNotYet, readRefused } from "./answers.ts";
import { FieldError, readBytes } from "./fields.ts";
import { readMembers, readPieces, writeMembers } from "./members.ts";

const keyBytes = 32;
const signatureBytes = 64;
const advertBytes = 3 * keyBytes + signatureBytes;
const mostClients = 65_535;

function readWaiting<Message, Value>(
  method: string,
  answer: Pick<GetRosterResponse__Output, "notYet" | "refused">,
  found: Message | null | undefined,
  read: (message: Message) => Value,
): Waiting<Value> {
  if (answer.notYet) return readNotYet(answer.notYet);
  if (answer.refused) return readRefused(answer.refused);
  if (found) return { kind: "here", value: read(found) };
  throw new FieldError(`the answer to ${method} is empty`);
}

/** An answer to AdvertiseKeys, ShareKeys, Confirm or Unmask. */
export function readNoted(message: AdvertiseKeysResponse__Output): CommitAnswer {
  if (message.refused) return readRefused(message.refused);
  if (message.accepted) return { kind: "accepted" };
  throw new FieldError("the answer is neither accepted nor refused");
}

export function readRosterAnswer(
  message: GetRosterResponse__Output,
  primitives: Primitives,
): Waiting<readonly Advert[]> {
  return readWaiting("GetRoster", message, message.roster, ({ adverts }) =>
    readPieces("roster.adverts", adverts, advertBytes, mostClients).map((bytes) =>
      readAdvert(bytes, primitives),
    ),
  );
}

function readAdvert(bytes: Uint8Array, primitives: Primitives): Advert {
  const part = (index: number): Uint8Array => bytes.subarray(index * keyBytes, (index + 1) * keyBytes);
  const identityKey = part(0);
  return {
    client: clientIdOf(identityKey, primitives),
    identityKey,
    cipherKey: part(1),
    maskKey: part(2),
    signature: bytes.subarray(3 * keyBytes),
  };
}

/** The form of a roster's adverts on the wire. */
export function writeAdverts(adverts: readonly Advert[]): Uint8Array {
  return concat(
    ...adverts.map(({ identityKey, cipherKey, maskKey, signature }) =>
      concat(identityKey, cipherKey, maskKey, signature),
    ),
  );
}

export function readInboxAnswer(
  message: GetInboxResponse__Output,
  roster: Roster,
  client: ClientId,
): Waiting<Inbox> {
  return readWaiting("GetInbox", message, message.inbox, (inbox) => readInbox(inbox, roster, client));
}

function readInbox(inbox: Inbox__Output, roster: Roster, client: ClientId): Inbox {
  const sharers = readMembers("inbox.sharers", roster.clients, inbox.sharers);
  const among = new Set(sharers);
  const senders = (roster.neighbours.get(client) ?? []).filter((peer) => among.has(peer));
  const boxes = readPieces("inbox.boxes", inbox.boxes, sealedSharesBytes, senders.length);
  const ciphertexts = senders.flatMap((from, i) => {
    const box = boxes[i];
    return box === undefined ? [] : [{ from, box }];
  });
  return { sharers, ciphertexts };
}

export function readSurvivorsAnswer(
  message: GetSurvivorsResponse__Output,
  roster: Roster,
): Waiting<readonly ClientId[]> {
  return readWaiting("GetSurvivors", message, message.survivors, ({ members }) =>
    readMembers("survivors.members", roster.clients, members),
  );
}

export function readConfirmationsAnswer(
  message: GetConfirmationsResponse__Output,
  roster: Roster,
): Waiting<readonly Confirmation[]> {
  return readWaiting("GetConfirmations", message, message.confirmations, (found) =>
    readConfirmations(found, roster),
  );
}

function readConfirmations({ sets }: Confirmations__Output, roster: Roster): readonly Confirmation[] {
  if (sets.length > roster.clients.length) throw new FieldError(`there are ${sets.length} sets of survivors`);
  return sets.flatMap((set) => {
    const survivorsHash = readBytes("sets.survivors_hash", set.survivorsHash, keyBytes);
    const members = readMembers("sets.members", roster.clients, set.members);
    const signatures = readPieces("sets.signatures", set.signatures, signatureBytes, members.length);
    if (signatures.length !== members.length) {
      throw new FieldError(`sets.signatures are ${signatures.length}, expected ${members.length}`);
    }
    return signatures.flatMap((signature, i) => {
      const client = members[i];
      return client === undefined ? [] : [{ client, survivorsHash, signature }];
    });
  });
}

/** Confirmations of the same survivors on the wire. */
export function writeConfirmations(
  clients: readonly ClientId[],
  survivorsHash: Uint8Array,
  confirmations: readonly Confirmation[],
) {
  const members = confirmations.map(({ client }) => client);
  const signatures = concat(...confirmations.map(({ signature }) => signature));
  return { sets: [{ survivorsHash, members: writeMembers(clients, members), signatures }] };
}
