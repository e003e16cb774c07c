// What clients sign (Ed25519): the tag "tributary-secagg/v1 <name>" and fields of fixed width, laid end to end.
//
//   advert        ctx(32) u(16) c_pk(32) s_pk(32)
//   share-keys    ctx(32) u(16) roster hash(32) b commitment(32) H("ciphertexts", (v box)...)(32)
//   masked-input  ctx(32) u(16) roster hash(32) SHA-256 of the vector(32) u64be(its size)
//   consistency   ctx(32) u(16) H("U3", ctx, roster hash, ids)(32)
//   unmask        ctx(32) u(16) H("U3", ...)(32) H("answer", (v kind share)...)(32)
//
// v is 16 bytes, a box 112, a share 32, kind one byte: 0 self-seed, 1 mask-secret.
import type { Primitives } from "../identity/index.ts";
import type { ClientId } from "../support/index.ts";
import { concat, fromHex, u64be } from "../support/index.ts";
import { idBytes, idsBytes, tag, taggedHash } from "./context.ts";
import type { Advert, Confirmation, MaskedInput, SharedKeys, UnmaskAnswer } from "./messages.ts";

type Unsigned<Message> = Omit<Message, "signature">;

export function advertStatement(
  context: Uint8Array,
  advert: Omit<Unsigned<Advert>, "identityKey">,
): Uint8Array {
  return concat(tag("advert"), context, idBytes(advert.client), advert.cipherKey, advert.maskKey);
}

export function sharedKeysStatement(
  primitives: Primitives,
  context: Uint8Array,
  message: Unsigned<SharedKeys>,
): Uint8Array {
  const boxes = message.ciphertexts.map(({ to, box }) => concat(idBytes(to), box));
  return concat(
    tag("share-keys"),
    context,
    idBytes(message.client),
    message.rosterHash,
    message.commitment,
    taggedHash(primitives, "ciphertexts", ...boxes),
  );
}

export function maskedInputStatement(
  context: Uint8Array,
  rosterHash: Uint8Array,
  message: Unsigned<MaskedInput>,
): Uint8Array {
  return concat(
    tag("masked-input"),
    context,
    idBytes(message.client),
    rosterHash,
    fromHex(message.digest),
    u64be(message.sizeBytes),
  );
}

export function confirmationStatement(context: Uint8Array, message: Unsigned<Confirmation>): Uint8Array {
  return concat(tag("consistency"), context, idBytes(message.client), message.survivorsHash);
}

export function unmaskStatement(
  primitives: Primitives,
  context: Uint8Array,
  message: Unsigned<UnmaskAnswer>,
): Uint8Array {
  const shares = message.shares.map(({ owner, kind, share }) =>
    concat(idBytes(owner), Uint8Array.of(kind === "self-seed" ? 0 : 1), share),
  );
  const answer = taggedHash(primitives, "answer", ...shares);
  return concat(tag("unmask"), context, idBytes(message.client), message.survivorsHash, answer);
}

/** H("U3", ctx, roster hash, ids): what survivors confirm to each other. */
export function survivorsHash(
  primitives: Primitives,
  context: Uint8Array,
  rosterHash: Uint8Array,
  survivors: readonly ClientId[],
): Uint8Array {
  return taggedHash(primitives, "U3", context, rosterHash, idsBytes(survivors));
}

/** H("b-commit", ctx, u, b). */
export function selfSeedCommitment(
  primitives: Primitives,
  context: Uint8Array,
  client: ClientId,
  selfSeed: Uint8Array,
): Uint8Array {
  return taggedHash(primitives, "b-commit", context, idBytes(client), selfSeed);
}
