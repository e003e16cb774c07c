import type { Primitives } from "@tributary/core/identity";
import {
  closeAdvertising,
  closeCollecting,
  closeConfirming,
  closeSharing,
  stillLocked,
} from "@tributary/core/secagg";
import type { AtPhase, CoordinatorSession, MaskedInput, SessionEvent } from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";

import type { ExchangeOutcome, Round } from "../round/index.ts";

/** Events that came with a client's message, and are kept in the session's log. Masked vectors are the journal's to keep. */
export type MessageEvent = Extract<
  SessionEvent,
  { kind: "advertised" | "keys-shared" | "survivors-confirmed" | "answered" }
>;

/** @throws Error for an event of another kind */
export function messageEvent(event: SessionEvent): MessageEvent {
  switch (event.kind) {
    case "advertised":
    case "keys-shared":
    case "survivors-confirmed":
    case "answered":
      return event;
    default:
      throw new Error(`${event.kind} is no message of a client`);
  }
}

/** What the end of the session's phase comes to; the same whenever it is asked with the same messages. @throws Error where nothing follows */
export function endOfPhase(session: CoordinatorSession, round: Round, primitives: Primitives): SessionEvent {
  switch (session.phase) {
    case "advertising":
      return closeAdvertising(session, primitives);
    case "sharing":
      return closeSharing(session);
    case "collecting":
      return closeCollecting({ ...session, inputs: inputsOf(round) });
    case "confirming":
      return closeConfirming(session);
    default:
      throw new Error(`nothing follows a session that is ${session.phase}`);
  }
}

/** The masked vectors that the journal holds. Their signatures were checked when they were accepted. */
function inputsOf(round: Round): ReadonlyMap<ClientId, MaskedInput> {
  const accepted =
    round.phase === "collecting" ? round.accepted : "survivors" in round ? round.survivors : [];
  return new Map(
    [...accepted].map(([client, update]) => [client, { client, ...update, signature: new Uint8Array() }]),
  );
}

/** What the end of the session's phase comes to, as the journal records it. */
export function conclusionOf(
  session: CoordinatorSession,
  round: Round,
  primitives: Primitives,
): ExchangeOutcome {
  if (session.phase === "unmasking") return endOfUnmasking(session);
  const event = endOfPhase(session, round, primitives);
  switch (event.kind) {
    case "roster-fixed":
      if (session.phase !== "advertising") break;
      return { kind: "fixed", clients: [...session.adverts.keys()].sort() };
    case "sharers-fixed":
      return { kind: "fixed", clients: event.sharers };
    case "survivors-fixed":
      return { kind: "fixed", clients: event.survivors };
    case "confirmations-fixed":
      if (session.phase !== "confirming") break;
      return { kind: "fixed", clients: [...session.confirmations.keys()].sort() };
    case "aborted":
      return { kind: "aborted", cause: event.abort.cause, detail: event.abort.detail };
    default:
  }
  throw new Error(`${event.kind} ends no phase of a session that is ${session.phase}`);
}

function endOfUnmasking(session: AtPhase<"unmasking">): ExchangeOutcome {
  const locked = stillLocked(session);
  if (locked.length === 0) return { kind: "fixed", clients: [...session.answers.keys()].sort() };
  const detail = `too few answers came for the secrets of ${locked.length} clients`;
  return { kind: "aborted", cause: "too-few-answers", detail };
}

/** Whether all who are waited for in the round's phase were heard. */
export function isComplete(session: CoordinatorSession, round: Round): boolean {
  const heard = (messages: ReadonlyMap<ClientId, unknown>, awaited: Iterable<ClientId>): boolean =>
    [...awaited].every((client) => messages.has(client));
  switch (round.phase) {
    case "advertising":
      return session.phase === "advertising" && heard(session.adverts, round.awaited.keys());
    case "sharing":
      return session.phase === "sharing" && heard(session.shared, round.awaited.keys());
    case "collecting":
      return round.pending.size === 0;
    case "confirming":
      return session.phase === "confirming" && heard(session.confirmations, round.awaited.keys());
    case "unmasking":
      return session.phase === "unmasking" && heard(session.answers, round.awaited.keys());
    default:
      return false;
  }
}
