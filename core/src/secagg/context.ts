// What every hash, key and signature of an attempt is bound to, so that nothing replays across rounds, tasks,
// attempts or plans:
//
//   H(name, x1, x2...) = SHA-256(LP("tributary-secagg/v1 " name) LP(x1) LP(x2)...)
//   ctx                = H("ctx", task, u64be(round), u32be(attempt), model digest, plan digest, descriptor digest)
//   KDF(key, name, x...) = HKDF-SHA256(key, salt = ctx, info = "tributary-secagg/v1 " name x..., 32 bytes)
//
// The fields x of a KDF and of a signature have fixed widths; no name is the beginning of another.
import type { Primitives } from "../identity/index.ts";
import type { ClientId, Digest, RoundKey } from "../support/index.ts";
import { concat, fromHex, lengthPrefixed, u32be, u64be, utf8 } from "../support/index.ts";

const suite = "tributary-secagg/v1";

/** What one attempt is about. */
export interface SessionSubject {
  readonly key: RoundKey;
  /** The incoming model: clients that were given different models derive different masks, which do not cancel. */
  readonly model: Digest;
  readonly plan: Digest;
  /** Of the signed round descriptor's payload. */
  readonly descriptor: Digest;
}

export function tag(name: string): Uint8Array {
  return utf8(`${suite} ${name}`);
}

/** H(name, parts...): 32 bytes. */
export function taggedHash(
  primitives: Primitives,
  name: string,
  ...parts: readonly Uint8Array[]
): Uint8Array {
  return primitives.sha256(lengthPrefixed(tag(name), ...parts));
}

/** ctx: 32 bytes. */
export function sessionContext(primitives: Primitives, subject: SessionSubject): Uint8Array {
  const { key, model, plan, descriptor } = subject;
  return taggedHash(
    primitives,
    "ctx",
    utf8(key.task),
    u64be(key.round),
    u32be(key.attempt),
    fromHex(model),
    fromHex(plan),
    fromHex(descriptor),
  );
}

/** KDF(key, name, fields...): 32 bytes. */
export function deriveKey(
  primitives: Primitives,
  context: Uint8Array,
  key: Uint8Array,
  name: string,
  ...fields: readonly Uint8Array[]
): Uint8Array {
  return primitives.deriveKey(key, context, concat(tag(name), ...fields));
}

/** A client's id as it stands in hashes and signatures: 16 bytes. */
export function idBytes(client: ClientId): Uint8Array {
  return fromHex(client);
}

export function idsBytes(clients: readonly ClientId[]): Uint8Array {
  return concat(...clients.map(idBytes));
}
