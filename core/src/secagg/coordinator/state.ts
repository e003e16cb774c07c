import type { Primitives } from "../../identity/index.ts";
import type { ClientId, Result } from "../../support/index.ts";
import { err, ok } from "../../support/index.ts";
import type { Advert, Confirmation, MaskedInput, SharedKeys, UnmaskAnswer } from "../messages.ts";
import type { MessageReason, MessageRefusal, SessionAbort, SessionAbortCause } from "../reasons.ts";
import type { Roster } from "../roster.ts";
import { buildRoster } from "../roster.ts";
import type { Session } from "../rules.ts";
import { survivorsHash } from "../statements.ts";

/** What happened, as it is journaled: plain data, no secret but the shares of an answer. */
export type SessionEvent =
  | { readonly kind: "advertised"; readonly message: Advert }
  | { readonly kind: "roster-fixed" }
  | { readonly kind: "keys-shared"; readonly message: SharedKeys }
  | { readonly kind: "sharers-fixed"; readonly sharers: readonly ClientId[] }
  | { readonly kind: "input-committed"; readonly message: MaskedInput }
  | { readonly kind: "survivors-fixed"; readonly survivors: readonly ClientId[] }
  | { readonly kind: "survivors-confirmed"; readonly message: Confirmation }
  | { readonly kind: "confirmations-fixed" }
  | { readonly kind: "answered"; readonly message: UnmaskAnswer }
  /** The sum was recovered and passed its checks. */
  | { readonly kind: "unmasked" }
  | { readonly kind: "aborted"; readonly abort: SessionAbort };

interface Sharing {
  readonly session: Session;
  /** U1. */
  readonly roster: Roster;
  readonly shared: ReadonlyMap<ClientId, SharedKeys>;
}

interface Collecting extends Sharing {
  /** U2, sorted. */
  readonly sharers: readonly ClientId[];
  readonly inputs: ReadonlyMap<ClientId, MaskedInput>;
}

interface Confirming extends Collecting {
  /** U3, sorted. */
  readonly survivors: readonly ClientId[];
  readonly survivorsHash: Uint8Array;
  readonly confirmations: ReadonlyMap<ClientId, Confirmation>;
}

/** The coordinator's half of one attempt: the fold of its events. */
export type CoordinatorSession =
  | {
      readonly phase: "advertising";
      readonly session: Session;
      readonly adverts: ReadonlyMap<ClientId, Advert>;
    }
  | ({ readonly phase: "sharing" } & Sharing)
  | ({ readonly phase: "collecting" } & Collecting)
  | ({ readonly phase: "confirming" } & Confirming)
  | ({ readonly phase: "unmasking"; readonly answers: ReadonlyMap<ClientId, UnmaskAnswer> } & Confirming)
  | { readonly phase: "unmasked"; readonly session: Session; readonly survivors: readonly ClientId[] }
  | { readonly phase: "aborted"; readonly session: Session; readonly abort: SessionAbort };

export type CoordinatorPhase = CoordinatorSession["phase"];
export type AtPhase<Name extends CoordinatorPhase> = Extract<CoordinatorSession, { readonly phase: Name }>;

export function startCoordinator(session: Session): AtPhase<"advertising"> {
  return { phase: "advertising", session, adverts: new Map() };
}

/**
 * Folds one event. It only folds: whether an event may happen was decided before it was journaled, so that a restart
 * is the same fold. @throws Error for an event that cannot follow this state.
 */
export function evolve(
  state: CoordinatorSession,
  event: SessionEvent,
  primitives: Primitives,
): CoordinatorSession {
  const { session } = state;
  if (event.kind === "aborted") return { phase: "aborted", session, abort: event.abort };
  switch (state.phase) {
    case "advertising":
      if (event.kind === "advertised") return { ...state, adverts: withEntry(state.adverts, event.message) };
      if (event.kind === "roster-fixed") {
        const roster = buildRoster(primitives, session, sortedAdverts(state));
        if (roster.ok) return { phase: "sharing", session, roster: roster.value, shared: new Map() };
      }
      break;
    case "sharing":
      if (event.kind === "keys-shared") return { ...state, shared: withEntry(state.shared, event.message) };
      if (event.kind === "sharers-fixed") {
        return { ...state, phase: "collecting", sharers: event.sharers, inputs: new Map() };
      }
      break;
    case "collecting":
      if (event.kind === "input-committed")
        return { ...state, inputs: withEntry(state.inputs, event.message) };
      if (event.kind === "survivors-fixed") {
        const { survivors } = event;
        const hash = survivorsHash(primitives, session.context, state.roster.hash, survivors);
        return { ...state, phase: "confirming", survivors, survivorsHash: hash, confirmations: new Map() };
      }
      break;
    case "confirming":
      if (event.kind === "survivors-confirmed") {
        return { ...state, confirmations: withEntry(state.confirmations, event.message) };
      }
      if (event.kind === "confirmations-fixed") return { ...state, phase: "unmasking", answers: new Map() };
      break;
    case "unmasking":
      if (event.kind === "answered") return { ...state, answers: withEntry(state.answers, event.message) };
      if (event.kind === "unmasked") return { phase: "unmasked", session, survivors: state.survivors };
      break;
    case "unmasked":
    case "aborted":
      break;
    default:
      state satisfies never;
  }
  throw new Error(`${event.kind} cannot follow ${state.phase}`);
}

function withEntry<Message extends { readonly client: ClientId }>(
  messages: ReadonlyMap<ClientId, Message>,
  message: Message,
): ReadonlyMap<ClientId, Message> {
  return new Map(messages).set(message.client, message);
}

export function sortedAdverts({ adverts }: AtPhase<"advertising">): readonly Advert[] {
  return sortedClients(adverts).flatMap((client) => adverts.get(client) ?? []);
}

export function sortedClients(messages: ReadonlyMap<ClientId, unknown>): readonly ClientId[] {
  return [...messages.keys()].sort();
}

/** A message that may be noted, or one that was noted before, byte for byte, and is acknowledged again. */
export type Accepted = { readonly kind: "new"; readonly event: SessionEvent } | { readonly kind: "repeated" };

export type Decision = Result<Accepted, MessageRefusal>;

export function accept(event: SessionEvent): Decision {
  return ok({ kind: "new", event });
}

export function refuse(reason: MessageReason, detail: string): Decision {
  return err({ reason, detail });
}

/**
 * What becomes of a message whose sender was heard before: the first answer for the same statement (Ed25519 signatures
 * are deterministic, so the same signature means the same statement), a refusal for another.
 */
export function replayed(sameStatement: boolean, message: string): Decision {
  if (sameStatement) return ok({ kind: "repeated" });
  return refuse("conflicting-replay", `this client sent another ${message} before`);
}

export function abortWith(
  cause: SessionAbortCause,
  detail: string,
  clients: readonly ClientId[] = [],
): { readonly kind: "aborted"; readonly abort: SessionAbort } {
  return { kind: "aborted", abort: { cause, detail, clients } };
}
