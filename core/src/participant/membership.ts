import type { MemberRoster } from "../identity/index.ts";
import { membershipOf } from "../secagg/index.ts";
import type { Membership } from "../secagg/index.ts";
import type { ClientId, Digest } from "../support/index.ts";
import { UserError } from "../support/index.ts";

/** Who looks at a roster, and when. */
export interface Looking {
  readonly client: ClientId;
  readonly nowMs: number;
}

/** Why a coordinator's roster is not that of the organisation which this client pins, in one sentence; undefined if it is. */
export function rosterProblem(
  roster: MemberRoster | undefined,
  organisation: Digest,
  { client, nowMs }: Looking,
): string | undefined {
  const pinned = `the organisation ${organisation}, whose members alone you take part with`;
  if (roster === undefined) {
    return `The coordinator has no roster of ${pinned}; ask its operator to start it with that roster (--roster).`;
  }
  if (roster.fingerprint !== organisation) {
    return (
      `The coordinator's roster is of ${roster.organisation} (${roster.fingerprint}), not of ${pinned}; ` +
      "ask its operator for that roster, or your organisation for its fingerprint."
    );
  }
  if (nowMs > roster.notAfterMs) {
    return (
      `The coordinator's roster of ${roster.organisation} expired ${ago(nowMs - roster.notAfterMs)}; ` +
      "ask its operator for a new one, or see to this machine's clock if that is wrong."
    );
  }
  if (roster.members.has(client)) return undefined;
  return (
    `This client (${client}) is not on the roster of ${roster.organisation}; send that organisation the line that ` +
    "`tributary-client identity` prints, and join again when the coordinator has its new roster."
  );
}

function ago(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  if (hours < 1) return "less than an hour ago";
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

/**
 * Who may be in a cohort: anyone, or where an organisation is pinned the members of its roster.
 * @throws UserError if the coordinator offers no roster of that organisation that still counts, this client on it
 */
export function pinnedMembership(
  organisation: Digest | undefined,
  roster: MemberRoster | undefined,
  who: Looking,
): Membership {
  if (organisation === undefined) return membershipOf(undefined);
  const problem = rosterProblem(roster, organisation, who);
  if (problem !== undefined) throw new UserError(problem);
  return membershipOf(roster);
}
