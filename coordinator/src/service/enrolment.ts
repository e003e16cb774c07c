import { createHmac } from "node:crypto";

import type { Primitives } from "@tributary/core/identity";
import { clientIdOf, enrollStatement, isSoundPublicKey } from "@tributary/core/identity";
import type { ClientId, Digest, Random, Result, TaskId } from "@tributary/core/support";
import {
  concat,
  digest,
  equalBytes,
  err,
  isClientId,
  lengthPrefixed,
  ok,
  toHex,
  u64be,
  utf8,
} from "@tributary/core/support";
import type { EnrollCall } from "@tributary/core/wire";

import { enrolledClient } from "../round/index.ts";
import type { CoordinatorState } from "../round/index.ts";

/** How long a challenge may be answered. */
const challengeLifetimeMs = 5 * 60_000;
const expiryBytes = 8;
const saltBytes = 16;
const macBytes = 32;

/** Challenges without memory: expiry (u64), a random salt, and an HMAC over both, the task and the key that asked. */
export interface Challenges {
  create(task: TaskId, publicKey: Uint8Array, nowMs: number): Uint8Array;
  isValid(challenge: Uint8Array, task: TaskId, publicKey: Uint8Array, nowMs: number): boolean;
}

/** @param secret known to this coordinator alone, and the same after a restart */
export function createChallenges(secret: Uint8Array, random: Random): Challenges {
  const mac = (head: Uint8Array, task: TaskId, publicKey: Uint8Array): Uint8Array =>
    createHmac("sha256", secret)
      .update(lengthPrefixed(utf8("tributary/v1 challenge"), utf8(task), publicKey, head))
      .digest();
  return {
    create(task, publicKey, nowMs) {
      const head = concat(u64be(nowMs + challengeLifetimeMs), random.bytes(saltBytes));
      return concat(head, mac(head, task, publicKey));
    },
    isValid(challenge, task, publicKey, nowMs) {
      if (challenge.length !== expiryBytes + saltBytes + macBytes) return false;
      const head = challenge.subarray(0, expiryBytes + saltBytes);
      if (!equalBytes(challenge.subarray(head.length), mac(head, task, publicKey))) return false;
      const expiresAtMs = Number(Buffer.from(head.subarray(0, expiryBytes)).readBigUInt64BE());
      return nowMs <= expiresAtMs;
    },
  };
}

/** A client that proved to own its key, and the new session's token, of which only the hash is kept. */
export interface Enrolment {
  readonly client: ClientId;
  readonly token: string;
  readonly tokenHash: Digest;
}

/** Checks the answer to a challenge. The error is one sentence. */
export async function checkEnrolment(
  call: EnrollCall & { readonly proof: NonNullable<EnrollCall["proof"]> },
  coordinator: { readonly publicKey: Uint8Array; readonly challenges: Challenges },
  {
    primitives,
    random,
    nowMs,
  }: { readonly primitives: Primitives; readonly random: Random; readonly nowMs: number },
): Promise<Result<Enrolment, string>> {
  const { task, publicKey, proof } = call;
  if (!isSoundPublicKey(publicKey)) return err("the public key is not a sound Ed25519 key");
  if (!coordinator.challenges.isValid(proof.challenge, task, publicKey, nowMs)) {
    return err("the challenge is not one of this coordinator's, or has expired; ask for another");
  }
  const statement = enrollStatement(primitives, {
    task,
    coordinatorKey: coordinator.publicKey,
    publicKey,
    challenge: proof.challenge,
  });
  if (!(await primitives.verify(publicKey, statement, proof.signature))) {
    return err("the signature over the challenge is not this key's");
  }
  const client = clientIdOf(publicKey, primitives);
  // The client's id leads to the one entry whose hashes are compared; the secret is never looked up.
  const token = `${client}.${toHex(random.bytes(32))}`;
  return ok({ client, token, tokenHash: hashOf(token, primitives) });
}

function hashOf(token: string, primitives: Primitives): Digest {
  return digest(toHex(primitives.sha256(utf8(token))));
}

/** Whose session a token is; undefined if it is nobody's. Compares in constant time. */
export function clientOfToken(
  state: CoordinatorState,
  token: string | undefined,
  primitives: Primitives,
): ClientId | undefined {
  const name = token?.slice(0, token.indexOf(".")) ?? "";
  if (token === undefined || !isClientId(name)) return undefined;
  const hash = utf8(hashOf(token, primitives));
  let found = false;
  for (const known of enrolledClient(state, name)?.tokenHashes ?? []) {
    if (equalBytes(utf8(known), hash)) found = true;
  }
  return found ? name : undefined;
}
