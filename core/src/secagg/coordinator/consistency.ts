// Step 3: survivors confirm U3 to each other through the coordinator.
import type { Primitives } from "../../identity/index.ts";
import type { ClientId } from "../../support/index.ts";
import { equalBytes } from "../../support/index.ts";
import type { Confirmation, UnmaskRequest } from "../messages.ts";
import { countIn, globalQuorum, holdersOf } from "../roster.ts";
import { confirmationStatement } from "../statements.ts";
import { abortWith, accept, refuse, replayed, sortedClients } from "./state.ts";
import type { AtPhase, CoordinatorSession, Decision, SessionEvent } from "./state.ts";

export async function acceptConfirmation(
  state: CoordinatorSession,
  message: Confirmation,
  primitives: Primitives,
): Promise<Decision> {
  const known = "confirmations" in state ? state.confirmations.get(message.client) : undefined;
  if (known !== undefined) return replayed(equalBytes(known.signature, message.signature), "confirmation");
  if (state.phase !== "confirming") return refuse("late", "survivors are not being confirmed now");
  const { session, roster, survivors } = state;
  const advert = roster.byClient.get(message.client);
  if (advert === undefined || !survivors.includes(message.client)) {
    return refuse("not-in-cohort", "this client is not among the survivors");
  }
  if (!equalBytes(message.survivorsHash, state.survivorsHash)) {
    return refuse("wrong-survivors", "the confirmation is for other survivors");
  }
  const statement = confirmationStatement(session.context, message);
  if (!(await primitives.verify(advert.identityKey, statement, message.signature))) {
    return refuse("bad-statement", "the confirmation is not signed by its client");
  }
  return accept({ kind: "survivors-confirmed", message });
}

/** When all survivors have confirmed or at the deadline: opens Unmask, or aborts if it could not succeed. */
export function closeConfirming(state: AtPhase<"confirming">): SessionEvent {
  const { roster, sharers, confirmations } = state;
  const quorum = globalQuorum(roster, sharers);
  if (confirmations.size < quorum) {
    const detail = `${confirmations.size} survivors confirmed, at least ${quorum} must`;
    return abortWith("too-few-confirmations", detail);
  }
  const confirmed = new Set(confirmations.keys());
  const { threshold } = roster.topology;
  const lost = sharers.filter((client) => countIn(holdersOf(roster, client), confirmed) < threshold);
  if (lost.length > 0) {
    const detail = `fewer than ${threshold} holders of the secrets of ${lost.length} clients confirmed`;
    return abortWith("too-few-confirmations", detail, lost);
  }
  return { kind: "confirmations-fixed" };
}

/**
 * What a survivor that confirmed is asked. On the complete graph it is shown every confirmation; on a sparse one those of
 * its holders and as many others as make the quorum that it wants to see, the next on the roster after itself, so that
 * each confirmation is seen by many.
 */
export function unmaskRequest(state: AtPhase<"unmasking">, client: ClientId): UnmaskRequest {
  const { survivors, confirmations, roster, sharers } = state;
  const confirmed = sortedClients(confirmations);
  const shown = new Set<ClientId>(confirmed);
  if (roster.topology.kind !== "complete") {
    shown.clear();
    for (const holder of [client, ...holdersOf(roster, client)])
      if (confirmations.has(holder)) shown.add(holder);
    const after = confirmed.filter((other) => other > client);
    for (const other of [...after, ...confirmed]) {
      if (shown.size >= globalQuorum(roster, sharers)) break;
      shown.add(other);
    }
  }
  return {
    survivors,
    confirmations: confirmed.flatMap((other) => (shown.has(other) ? (confirmations.get(other) ?? []) : [])),
  };
}
