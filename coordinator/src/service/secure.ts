import type { Refusal } from "@tributary/core/rounds";
import {
  acceptAdvert,
  acceptAnswer,
  acceptConfirmation,
  acceptSharedKeys,
  addressAnswer,
  addressShares,
  inboxOf,
  unmaskRequest,
} from "@tributary/core/secagg";
import type { Advert, CoordinatorSession, Decision, MessageRefusal } from "@tributary/core/secagg";
import type { ClientId, Result, RoundKey } from "@tributary/core/support";
import { concat, err, fromHex, ok, toHex } from "@tributary/core/support";
import {
  readAdvertiseKeys,
  readConfirm,
  readRoundKey,
  readShareKeys,
  readUnmask,
  writeAdverts,
  writeConfirmations,
  writeMembers,
} from "@tributary/core/wire";
import type { CallContext } from "@tributary/core/wire";
import type { NotYet, RoundKey as RoundKeyMessage } from "@tributary/proto/messages";

import type { Exchange } from "../exchange/index.ts";
import { attemptFor, enrolledClient } from "../round/index.ts";
import { fullDisk } from "./call-errors.ts";
import { refusedOf } from "./check-in.ts";
import { callerOf } from "./desk.ts";
import type { Desk, Methods } from "./desk.ts";
import { retryAfterMs } from "./reads.ts";

type SecureMethods = Methods<
  | "AdvertiseKeys"
  | "GetRoster"
  | "ShareKeys"
  | "GetInbox"
  | "GetSurvivors"
  | "Confirm"
  | "GetConfirmations"
  | "Unmask"
>;

type Noted = { readonly accepted: Record<string, never> } | { readonly refused: Refusal };
type Unread = { readonly notYet: NotYet } | { readonly refused: Refusal };

const late: MessageRefusal = { reason: "late", detail: "that phase of the attempt is over" };
const takenKey: MessageRefusal = {
  reason: "duplicate-key",
  detail: "one of these keys is the identity of a client that is invited",
};
const notInCohort: MessageRefusal = {
  reason: "not-in-cohort",
  detail: "this client has no part in this attempt",
};

/** The calls of secure aggregation. */
export function secureMethods(desk: Desk): SecureMethods {
  const { ledger, primitives, exchanges } = desk;

  async function exchangeFor(key: RoundKey, client: ClientId): Promise<Result<Exchange, Refusal>> {
    const found = attemptFor(ledger.state, key, client);
    if (!found.ok) return found;
    const { round, terms } = found.value;
    if (terms.mode !== "secure") {
      return err({ reason: "malformed", detail: `task ${key.task} runs in mode ${terms.mode}` });
    }
    const exchange = await exchanges.of(key);
    if (exchange !== undefined) return ok(exchange);
    // The round is not so far yet, or just ended.
    const detail = `round ${key.round} is ${round.phase}; keys are exchanged once the cohort is there`;
    return err(
      round.phase === "open" || round.phase === "preparing" ? { reason: "not-invited", detail } : late,
    );
  }

  async function note(
    key: RoundKey,
    client: ClientId,
    decide: (state: CoordinatorSession) => Promise<Decision>,
  ): Promise<Noted> {
    const exchange = await exchangeFor(key, client);
    if (!exchange.ok) return { refused: refusedOf(exchange.error) };
    try {
      const heard = await exchange.value.hear(decide);
      return heard.ok ? { accepted: {} } : { refused: refusedOf(heard.error) };
    } catch (error) {
      return { refused: fullDisk(desk.onTrouble, "keep a message of secure aggregation", error) };
    }
  }

  /** Answers a read; `answer` gives undefined while its phase has not come. */
  async function read<Response>(
    request: { readonly key: RoundKeyMessage | null },
    context: CallContext,
    answer: (state: CoordinatorSession, client: ClientId) => Result<Response | undefined, Refusal>,
  ): Promise<Response | Unread> {
    const client = callerOf(desk, context);
    const exchange = await exchangeFor(readRoundKey("key", request.key), client);
    if (!exchange.ok) return { refused: refusedOf(exchange.error) };
    const { state } = exchange.value;
    const found = answer(state, client);
    if (!found.ok) return { refused: refusedOf(found.error) };
    return found.value ?? { notYet: { retryAfterMs, phase: state.phase, invited: false } };
  }

  return {
    AdvertiseKeys(request, context) {
      const client = callerOf(desk, context);
      const { key, message } = readAdvertiseKeys(request);
      const known = enrolledClient(ledger.state, client);
      const identityKey = fromHex(known?.publicKey ?? "");
      return note(key, client, (state) => {
        if (state.phase === "advertising" && !isInvited(desk, key, client)) return refused(notInCohort);
        if (state.phase === "advertising" && usesAnIdentity(desk, key, message)) return refused(takenKey);
        return acceptAdvert(state, { client, identityKey, ...message }, desk.membership, primitives);
      });
    },

    GetRoster: (request, context) =>
      read(request, context, (state, client) => {
        if (state.phase === "advertising") return ok(undefined);
        if (!("roster" in state) || !state.roster.byClient.has(client)) return err(notInCohort);
        return ok({ roster: { adverts: writeAdverts(state.roster.adverts) } });
      }),

    ShareKeys(request, context) {
      const client = callerOf(desk, context);
      const { key, message } = readShareKeys(request);
      return note(key, client, (state) => {
        if (!("roster" in state)) return refused(notInCohort);
        return acceptSharedKeys(state, addressShares(state.roster, client, message), primitives);
      });
    },

    GetInbox: (request, context) =>
      read(request, context, (state, client) => {
        if (state.phase === "advertising" || state.phase === "sharing") return ok(undefined);
        const inbox = "inputs" in state ? inboxOf(state, client) : undefined;
        if (inbox === undefined || !("roster" in state)) return err(notInCohort);
        return ok({
          inbox: {
            sharers: writeMembers(state.roster.clients, inbox.sharers),
            boxes: concat(...inbox.ciphertexts.map(({ box }) => box)),
          },
        });
      }),

    GetSurvivors: (request, context) =>
      read(request, context, (state, client) => {
        if (!("roster" in state) || !state.roster.byClient.has(client)) return err(notInCohort);
        if (!("survivors" in state)) return ok(undefined);
        return ok({ survivors: { members: writeMembers(state.roster.clients, state.survivors) } });
      }),

    Confirm(request, context) {
      const client = callerOf(desk, context);
      const { key, message } = readConfirm(request);
      return note(key, client, (state) => acceptConfirmation(state, { client, ...message }, primitives));
    },

    GetConfirmations: (request, context) =>
      read(request, context, (state, client) => {
        if (!("roster" in state) || !state.roster.byClient.has(client)) return err(notInCohort);
        if (state.phase !== "unmasking") return ok(undefined);
        const { confirmations } = unmaskRequest(state, client);
        const { clients } = state.roster;
        return ok({ confirmations: writeConfirmations(clients, state.survivorsHash, confirmations) });
      }),

    Unmask(request, context) {
      const client = callerOf(desk, context);
      const { key, message } = readUnmask(request);
      return note(key, client, (state) => {
        if (state.phase !== "unmasking") return refused(late);
        if (isFolding(desk, key) && !state.answers.has(client)) return refused(late);
        return acceptAnswer(state, addressAnswer(state, client, message), primitives);
      });
    },
  };
}

function refused(refusal: MessageRefusal): Promise<Decision> {
  return Promise.resolve(err(refusal));
}

/** The sum is being unmasked with the answers that are here. */
function isFolding({ ledger }: Desk, key: RoundKey): boolean {
  const task = ledger.state.tasks.get(key.task);
  return task?.status === "running" && task.round.phase === "folding";
}

function isInvited({ ledger }: Desk, key: RoundKey, client: ClientId): boolean {
  const found = attemptFor(ledger.state, key, client);
  return found.ok && found.value.round.phase === "advertising" && found.value.round.awaited.has(client);
}

/** Whoever advertised another's identity would have that one refused as a duplicate. */
function usesAnIdentity(
  { ledger }: Desk,
  key: RoundKey,
  { cipherKey, maskKey }: Pick<Advert, "cipherKey" | "maskKey">,
): boolean {
  const task = ledger.state.tasks.get(key.task);
  if (task?.status !== "running" || task.round.phase !== "advertising") return false;
  const used = new Set([toHex(cipherKey), toHex(maskKey)]);
  return [...task.round.awaited.keys()].some((invited) =>
    used.has(ledger.state.clients.get(invited)?.publicKey ?? ""),
  );
}
