// Step 1: sealed shares come in; those who sent them are the sharers U2, and each finds its ciphertexts in its inbox.
import type { Primitives } from "../../identity/index.ts";
import type { ClientId } from "../../support/index.ts";
import { equalBytes } from "../../support/index.ts";
import type { Inbox, SharedKeys, UnaddressedShares } from "../messages.ts";
import type { Roster } from "../roster.ts";
import { countIn, holdersOf } from "../roster.ts";
import { survivorsFloor } from "../rules.ts";
import { sealedSharesBytes } from "../sealed-shares.ts";
import { sharedKeysStatement } from "../statements.ts";
import { abortWith, accept, refuse, replayed, sortedClients } from "./state.ts";
import type { AtPhase, CoordinatorSession, Decision, SessionEvent } from "./state.ts";

/** Gives each box its recipient. One too many goes to nobody, so that the message is refused. */
export function addressShares(roster: Roster, client: ClientId, message: UnaddressedShares): SharedKeys {
  const neighbours = roster.neighbours.get(client) ?? [];
  const { rosterHash, commitment, boxes, signature } = message;
  const ciphertexts = boxes.map((box, i) => ({ to: neighbours[i] ?? client, box }));
  return { client, rosterHash, commitment, ciphertexts, signature };
}

export async function acceptSharedKeys(
  state: CoordinatorSession,
  message: SharedKeys,
  primitives: Primitives,
): Promise<Decision> {
  const known = "shared" in state ? state.shared.get(message.client) : undefined;
  if (known !== undefined) return replayed(equalBytes(known.signature, message.signature), "set of shares");
  if (state.phase !== "sharing") return refuse("late", "keys are not being shared now");
  const { session, roster } = state;
  const advert = roster.byClient.get(message.client);
  if (advert === undefined) return refuse("not-in-cohort", "this client is not on the roster");
  if (!equalBytes(message.rosterHash, roster.hash)) {
    return refuse("wrong-roster", "the shares were made for another roster");
  }
  const neighbours = roster.neighbours.get(message.client) ?? [];
  const { ciphertexts, commitment } = message;
  if (
    commitment.length !== 32 ||
    ciphertexts.length !== neighbours.length ||
    ciphertexts.some(({ to, box }, i) => to !== neighbours[i] || box.length !== sealedSharesBytes)
  ) {
    const detail = `expected a commitment and a ciphertext of ${sealedSharesBytes} bytes for each of ${neighbours.length} neighbours`;
    return refuse("malformed", detail);
  }
  const statement = sharedKeysStatement(primitives, session.context, message);
  if (!(await primitives.verify(advert.identityKey, statement, message.signature))) {
    return refuse("bad-statement", "the shares are not signed by their client for this attempt");
  }
  return accept({ kind: "keys-shared", message });
}

/**
 * When all have shared or at the deadline: fixes U2, or aborts. Who has too few holders among the sharers is left out,
 * since it would refuse to mask and nobody could take its masks away.
 */
export function closeSharing(state: AtPhase<"sharing">): SessionEvent {
  const { roster, session } = state;
  const sharers = coveredClients(roster, sortedClients(state.shared));
  const fewest = Math.max(session.rules.minSurvivors, survivorsFloor);
  if (sharers.length >= fewest) return { kind: "sharers-fixed", sharers };
  const detail = `${state.shared.size} of ${roster.clients.length} clients shared keys and ${sharers.length} of them can go on, at least ${fewest} must`;
  return abortWith("too-few-sharers", detail);
}

// The largest subset in which everyone's secrets have enough holders.
function coveredClients(roster: Roster, clients: readonly ClientId[]): readonly ClientId[] {
  const set = new Set(clients);
  const { threshold } = roster.topology;
  const covered = clients.filter((client) => countIn(holdersOf(roster, client), set) >= threshold);
  return covered.length === clients.length ? clients : coveredClients(roster, covered);
}

/** What a sharer is told once U2 is fixed; undefined for everyone else. */
export function inboxOf(
  state: AtPhase<"collecting" | "confirming" | "unmasking">,
  client: ClientId,
): Inbox | undefined {
  const { sharers, shared, roster } = state;
  const set = new Set(sharers);
  if (!set.has(client)) return undefined;
  const senders = (roster.neighbours.get(client) ?? []).filter((peer) => set.has(peer));
  const ciphertexts = senders.flatMap((from) => {
    const sent = shared.get(from)?.ciphertexts.find(({ to }) => to === client);
    return sent === undefined ? [] : [{ from, box: sent.box }];
  });
  return { sharers, ciphertexts };
}
