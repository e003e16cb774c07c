// Step 2: masked vectors are committed one by one; those whose vectors count are the survivors U3.
import type { Primitives } from "../../identity/index.ts";
import { equalBytes } from "../../support/index.ts";
import type { MaskedInput } from "../messages.ts";
import { countIn, holdersOf } from "../roster.ts";
import { survivorsFloor, vectorBytes } from "../rules.ts";
import { maskedInputStatement } from "../statements.ts";
import { abortWith, accept, refuse, replayed, sortedClients } from "./state.ts";
import type { AtPhase, CoordinatorSession, Decision, SessionEvent } from "./state.ts";

/**
 * Whether a masked vector may be committed. That the stored bytes have the digest and size of the message is for the
 * caller to see to; it adds them to the attempt's sum only after this event is on disk.
 */
export async function acceptMaskedInput(
  state: CoordinatorSession,
  message: MaskedInput,
  primitives: Primitives,
): Promise<Decision> {
  const known = "inputs" in state ? state.inputs.get(message.client) : undefined;
  if (known !== undefined) return replayed(equalBytes(known.signature, message.signature), "masked vector");
  if (state.phase !== "collecting") return refuse("late", "masked vectors are not being collected now");
  const { session, roster, sharers } = state;
  const advert = roster.byClient.get(message.client);
  if (advert === undefined || !sharers.includes(message.client)) {
    return refuse("not-in-cohort", "this client is not among the sharers");
  }
  const size = vectorBytes(session.rules.vector);
  if (message.sizeBytes !== size) {
    return refuse("malformed", `the masked vector has ${message.sizeBytes} bytes, expected ${size}`);
  }
  const statement = maskedInputStatement(session.context, roster.hash, message);
  if (!(await primitives.verify(advert.identityKey, statement, message.signature))) {
    return refuse("bad-statement", "the masked vector is not signed by its client for this attempt");
  }
  return accept({ kind: "input-committed", message });
}

/** When all vectors are in or at the deadline: fixes U3, or aborts if it is too small to be unmasked or to hide anyone. */
export function closeCollecting(state: AtPhase<"collecting">): SessionEvent {
  const { session, roster, sharers } = state;
  const survivors = sortedClients(state.inputs);
  const fewest = Math.max(session.rules.minSurvivors, survivorsFloor);
  if (survivors.length < fewest) {
    const detail = `${survivors.length} of ${sharers.length} masked vectors came, at least ${fewest} must`;
    return abortWith("too-few-survivors", detail);
  }
  const set = new Set(survivors);
  const { threshold } = roster.topology;
  const lost = sharers.filter((client) => countIn(holdersOf(roster, client), set) < threshold);
  if (lost.length > 0) {
    const detail = `fewer than ${threshold} holders of the secrets of ${lost.length} clients survive`;
    return abortWith("too-few-survivors", detail, lost);
  }
  return { kind: "survivors-fixed", survivors };
}
