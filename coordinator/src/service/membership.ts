import { organisationFingerprint } from "@tributary/core/identity";
import type { MemberRoster, Primitives, Signer } from "@tributary/core/identity";
import type { Refusal } from "@tributary/core/rounds";
import type { ClientId, Clock } from "@tributary/core/support";
import { UserError } from "@tributary/core/support";
import { writeFileDurably } from "@tributary/node-platform";

import { readRosterFile, rosterFileText } from "../roster/index.ts";
import type { RosterFile } from "../roster/index.ts";

/**
 * The roster that holds from now on: the one that is given, which is then kept at `path`, or else the one kept there;
 * undefined if there is neither, and anyone may take part.
 * @throws UserError if it has expired or the coordinator signed it itself; StorageError
 */
export async function rosterInForce(
  path: string,
  given: RosterFile | undefined,
  coordinator: { readonly signer: Signer; readonly primitives: Primitives; readonly clock: Clock },
): Promise<RosterFile | undefined> {
  const { signer, primitives, clock } = coordinator;
  const file = given ?? (await readRosterFile(path, primitives));
  if (file === undefined) return undefined;
  const { organisation, fingerprint, notAfterMs } = file.roster;
  if (fingerprint === organisationFingerprint(signer.publicKey, primitives)) {
    throw new UserError(
      `The roster of ${organisation} is signed with this coordinator's own key, which vouches for nobody; ` +
        "have an organisation sign it with a key of its own (tributary-coordinator roster key).",
    );
  }
  if (clock.nowMs() > notAfterMs) {
    throw new UserError(
      `The roster of ${organisation} expired on ${day(notAfterMs)}; have it signed anew and start with --roster.`,
    );
  }
  if (given !== undefined) await writeFileDurably(path, rosterFileText(given.document));
  return file;
}

/** Why a client may neither enrol nor enter an attempt; undefined if it may. */
export function membershipProblem(
  roster: MemberRoster | undefined,
  client: ClientId,
  nowMs: number,
): Refusal | undefined {
  if (roster === undefined) return undefined;
  const { organisation, notAfterMs, members } = roster;
  if (nowMs > notAfterMs) {
    const detail = `the roster of members expired on ${day(notAfterMs)}; the operator must get a new one from ${organisation}`;
    return { reason: "not-a-member", detail };
  }
  if (members.has(client)) return undefined;
  const advice =
    'send it the line that "tributary-client identity" prints, and try again when the operator has its new roster';
  return {
    reason: "not-a-member",
    detail: `client ${client} is not on the roster of ${organisation}; ${advice}`,
  };
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
