// Step 3: survivors confirm U3 to each other through the coordinator.
import type { Primitives } from "../../identity/index.ts";
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

/** What every survivor that confirmed is asked, the same for all. */
export function unmaskRequest(state: AtPhase<"unmasking">): UnmaskRequest {
  const { survivors, confirmations } = state;
  return {
    survivors,
    confirmations: sortedClients(confirmations).flatMap((client) => confirmations.get(client) ?? []),
  };
}
