import { z } from "zod";

import type { ClientId, Digest, Result } from "../support/index.ts";
import {
  canonicalBytes,
  digest,
  err,
  fromHex,
  lengthPrefixed,
  ok,
  parseCanonical,
  toHex,
  utf8,
} from "../support/index.ts";
import type { SignedDocument } from "./documents.ts";
import { signDocument, verifyDocument } from "./documents.ts";
import { clientIdOf, isSoundPublicKey } from "./identity.ts";
import type { Signer } from "./identity.ts";
import type { Primitives } from "./primitives.ts";

export interface Member {
  /** For people; the organisation's own word for it. */
  readonly name: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * Who may take part, in the word of an organisation that is not the coordinator. A client that pins the organisation's
 * fingerprint holds against a coordinator that would fill a cohort with clients of its own making.
 */
export interface MemberRoster {
  readonly organisation: string;
  /** Of the organisation's key: what clients pin. */
  readonly fingerprint: Digest;
  /** Milliseconds since the Unix epoch. */
  readonly issuedAtMs: number;
  /** After it the roster counts for nothing. */
  readonly notAfterMs: number;
  readonly members: ReadonlyMap<ClientId, Member>;
}

/** The largest payload of a roster: what one message can carry. */
export const rosterLimitBytes = 4 << 20;

const nameLimit = 200;

/** What is wrong with a name that terminals will show and canonical JSON must carry; undefined if nothing is. */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === "" || name.length > nameLimit) {
    return `expected a name of 1 to ${nameLimit} characters, got ${name.length === 0 ? "nothing" : `${name.length}`}`;
  }
  const odd = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.exec(name);
  if (odd === null) return undefined;
  const code = (odd[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return `expected a name without control characters, got U+${code} in it`;
}

const keyField = z.string().regex(/^[0-9a-f]{64}$/);
/** Up to the last moment that ECMAScript can tell the date of. */
const timeField = z.int().min(0).max(8.64e15);
const nameField = z.string().refine((name) => nameProblem(name) === undefined, "expected a name");

const rosterSchema = z.strictObject({
  protocol: z.literal(1),
  organisation: nameField,
  organisationKey: keyField,
  issuedAtMs: timeField,
  notAfterMs: timeField,
  members: z.array(z.strictObject({ name: nameField, publicKey: keyField })).min(1),
});

/** SHA-256(LP("tributary/v1 organisation") LP(public key)). */
export function organisationFingerprint(publicKey: Uint8Array, primitives: Primitives): Digest {
  return digest(toHex(primitives.sha256(lengthPrefixed(utf8("tributary/v1 organisation"), publicKey))));
}

/** A roster as it is published, signed with the organisation's key. */
export function signMemberRoster(
  roster: Pick<MemberRoster, "organisation" | "issuedAtMs" | "notAfterMs"> & {
    readonly members: readonly Member[];
  },
  organisation: Signer,
): Promise<SignedDocument> {
  const payload = canonicalBytes({
    protocol: 1,
    organisation: roster.organisation,
    organisationKey: toHex(organisation.publicKey),
    issuedAtMs: roster.issuedAtMs,
    notAfterMs: roster.notAfterMs,
    members: roster.members.map(({ name, publicKey }) => ({ name, publicKey: toHex(publicKey) })),
  });
  return signDocument("members", payload, organisation);
}

/** The roster that a document holds, signed by the key that it names; or what is wrong with it. Whom to trust is the caller's to say. */
export async function openMemberRoster(
  document: SignedDocument,
  primitives: Primitives,
): Promise<Result<MemberRoster, string>> {
  const size = document.payload.length;
  if (size > rosterLimitBytes)
    return err(`the roster has ${size} bytes, at most ${rosterLimitBytes} are taken`);
  const parsed = rosterSchema.safeParse(parseCanonical(document.payload));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err(
      `the roster is malformed at ${issue?.path.join(".") || "its beginning"}: ${issue?.message ?? ""}`,
    );
  }
  const { organisation, organisationKey, issuedAtMs, notAfterMs, members: listed } = parsed.data;
  const key = fromHex(organisationKey);
  if (!isSoundPublicKey(key)) return err("the organisation's key is not a sound Ed25519 key");
  if (!(await verifyDocument("members", document, key, primitives))) {
    return err("the roster is not signed with its organisation's key");
  }
  const members = new Map<ClientId, Member>();
  for (const { name, publicKey: hex } of listed) {
    const publicKey = fromHex(hex);
    const client = clientIdOf(publicKey, primitives);
    if (!isSoundPublicKey(publicKey)) {
      return err(`the key of member ${JSON.stringify(name)} is not a sound Ed25519 key`);
    }
    if (members.has(client)) return err(`the key of member ${JSON.stringify(name)} is on the roster twice`);
    members.set(client, { name, publicKey });
  }
  const fingerprint = organisationFingerprint(key, primitives);
  return ok({ organisation, fingerprint, issuedAtMs, notAfterMs, members });
}
