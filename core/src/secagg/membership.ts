import { clientIdOf } from "../identity/index.ts";
import type { MemberRoster, Primitives } from "../identity/index.ts";
import { equalBytes } from "../support/index.ts";
import type { Advert } from "./messages.ts";
import type { Membership } from "./rules.ts";
import { advertStatement } from "./statements.ts";

const keyBytes = 32;

/** Whom an attempt may hold: the members of a roster; without one anybody. */
export function membershipOf(roster: MemberRoster | undefined): Membership {
  if (roster === undefined) return { kind: "open" };
  const keys = [...roster.members].map(([client, { publicKey }]) => [client, publicKey] as const);
  return { kind: "roster", identityKeys: new Map(keys) };
}

/**
 * Why an advert's identity has no place in this attempt; undefined if it has. That an identity
 * key is a sound point is seen to where it is enrolled or put on a roster.
 */
export function memberProblem(
  primitives: Primitives,
  membership: Membership,
  advert: Advert,
): string | undefined {
  const { client, identityKey, cipherKey, maskKey } = advert;
  if (cipherKey.length !== keyBytes || maskKey.length !== keyBytes) {
    return `client ${client} advertises a key that has not ${keyBytes} bytes`;
  }
  if (clientIdOf(identityKey, primitives) !== client) {
    return `the identity key of client ${client} is not its own`;
  }
  switch (membership.kind) {
    case "open":
      return undefined;
    case "roster": {
      const pinned = membership.identityKeys.get(client);
      if (pinned !== undefined && equalBytes(pinned, identityKey)) return undefined;
      return `client ${client} is not on the pinned roster`;
    }
    default:
      return membership satisfies never;
  }
}

export function verifyAdvert(primitives: Primitives, context: Uint8Array, advert: Advert): Promise<boolean> {
  return primitives.verify(advert.identityKey, advertStatement(context, advert), advert.signature);
}
