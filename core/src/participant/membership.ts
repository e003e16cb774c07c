import type { MemberRoster } from "../identity/index.ts";
import type { Membership } from "../secagg/index.ts";
import type { Digest } from "../support/index.ts";
import { UserError } from "../support/index.ts";

/**
 * Who may be in a cohort: anyone, or where an organisation is pinned the members of its roster.
 * @throws UserError if the coordinator offers no roster of that organisation that still counts
 */
export function membershipOf(
  organisation: Digest | undefined,
  members: MemberRoster | undefined,
  nowMs: number,
): Membership {
  if (organisation === undefined) return { kind: "open" };
  const expected = `A roster of members of the organisation ${organisation} is expected, `;
  if (members === undefined)
    throw new UserError(`${expected}and the coordinator offers none; ask its operator.`);
  if (members.fingerprint !== organisation) {
    throw new UserError(`${expected}the coordinator's is of ${members.fingerprint}; ask its operator.`);
  }
  if (nowMs > members.notAfterMs) {
    throw new UserError(`${expected}the coordinator's has expired; ask its operator for a new one.`);
  }
  const keys = [...members.members].map(([client, { publicKey }]) => [client, publicKey] as const);
  return { kind: "roster", identityKeys: new Map(keys) };
}
