// One client's line to the scripted coordinator of mode secure.
import type {
  CheckInAnswer,
  CommitAnswer,
  Connection,
  Outcome,
  StillRunning,
  Waiting,
} from "../../src/participant/index.ts";
import type { Receipt, Refusal } from "../../src/rounds/index.ts";
import type { CoordinatorSession, Decision } from "../../src/secagg/index.ts";
import {
  acceptAdvert,
  acceptAnswer,
  acceptConfirmation,
  acceptMaskedInput,
  acceptSharedKeys,
  inboxOf,
  unmaskRequest,
} from "../../src/secagg/index.ts";
import type { Cancellation, ClientId, RoundKey } from "../../src/support/index.ts";
import { concat } from "../../src/support/index.ts";
import { CallError } from "../../src/wire/index.ts";
import { nativePrimitives } from "../secagg/native-primitives.ts";
import type { ScriptedTask } from "./scripted-task.ts";
import { nameOf } from "./secure-attempt.ts";
import type { SecureAttempt } from "./secure-attempt.ts";
import type { SecureOptions, Tale } from "./secure-coordinator.ts";
import type { Place, Witness } from "./secure-witness.ts";

/** What a line needs of its coordinator. */
export interface SecureHouse {
  readonly options: SecureOptions;
  readonly task: ScriptedTask;
  readonly witness: Witness;
  checkIn(): CheckInAnswer;
  /** Attempts that ended included. */
  attempt(key: RoundKey): SecureAttempt | undefined;
  outcome(key: RoundKey): Outcome | undefined;
  receiptsFrom(round: number): readonly Receipt[];
  left(reason: string): void;
  /** Counts a call and says which one of the client's it is. */
  called(method: string): number;
}

const pollMs = 1_000;

export function secureConnection(
  house: SecureHouse,
  client: ClientId,
  trainingRun: () => number,
): Connection {
  const { options, task, witness } = house;
  const { tell = {} } = options;
  const spools = new Map<string, Uint8Array>();
  const tellings = new Map<string, number>();

  const refused = (reason: Refusal["reason"], detail = "as scripted") =>
    ({ kind: "refused", refusal: { reason, detail } }) as const;
  const notYet = (key: RoundKey, invited: boolean): StillRunning => {
    return { kind: "not-yet", retryAfterMs: pollMs, phase: attemptOf(key).phase, invited };
  };
  const spoolOf = (key: RoundKey): Uint8Array => spools.get(nameOf(key)) ?? new Uint8Array(0);

  function attemptOf(key: RoundKey): SecureAttempt {
    const found = house.attempt(key);
    if (found === undefined) throw new CallError("failed-precondition", `there is no attempt ${nameOf(key)}`);
    return found;
  }

  function placeOf(key: RoundKey): Place {
    const { incarnation, round, attempt, purpose } = attemptOf(key).assignment.descriptor;
    return {
      client,
      incarnation,
      round,
      attempt,
      trainingRun: purpose === "evaluate" ? 0 : trainingRun(),
    };
  }

  async function call<Value>(
    method: string,
    signal: Cancellation | undefined,
    effect: () => Value | Promise<Value>,
  ): Promise<Value> {
    await Promise.resolve();
    if (signal?.aborted) throw signal.reason;
    const count = house.called(method);
    const fault = options.fault?.(client, method, count);
    if (fault === "before") throw new CallError("unavailable", `${method}: connection refused`);
    const value = await effect();
    if (fault === "after") throw new CallError("deadline-exceeded", `${method}: no answer came`);
    return value;
  }

  /** A message that the session decides on. */
  function say(
    method: string,
    key: RoundKey,
    signal: Cancellation | undefined,
    decide: (session: CoordinatorSession) => Promise<Decision>,
    vector?: () => Uint8Array,
  ): Promise<CommitAnswer> {
    return call(`${method} ${nameOf(key)}`, signal, async () => {
      const reason = options.refuse?.(client, method);
      if (reason !== undefined) return refused(reason);
      const refusal = await attemptOf(key).accept(decide, vector?.());
      return refusal === undefined ? { kind: "accepted" } : refused(refusal.reason, refusal.detail);
    });
  }

  /** What a client may know once a phase is over. @param truth undefined if the client has no part in it */
  function read<Truth>(
    method: string,
    key: RoundKey,
    signal: Cancellation | undefined,
    tale: Tale<Truth> | undefined,
    truth: (attempt: SecureAttempt) => Truth | "not-yet" | undefined,
  ): Promise<Waiting<Truth>> {
    return call(`${method} ${nameOf(key)}`, signal, () => {
      const reason = options.refuse?.(client, method);
      if (reason !== undefined) return refused(reason);
      const attempt = attemptOf(key);
      if (attempt.phase === "ended") return refused("late", "the attempt is over");
      const value = truth(attempt);
      if (value === "not-yet") return notYet(key, false);
      if (value === undefined) return refused("not-in-cohort");
      const times = tellings.get(`${method} ${nameOf(key)}`) ?? 0;
      tellings.set(`${method} ${nameOf(key)}`, times + 1);
      return { kind: "here", value: tale === undefined ? value : tale(value, client, times) };
    });
  }

  return {
    client,
    getTask: (signal) => call("GetTask", signal, () => ({ ...task.offer, members: options.members })),
    checkIn: (_task, lastRoundSeen, signal) => call(`CheckIn after ${lastRoundSeen}`, signal, house.checkIn),
    async *watch(_task, signal) {
      await new Promise((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
      yield* [];
    },
    getOutcome: (key, signal) =>
      call(`GetOutcome ${nameOf(key)}`, signal, () => {
        const { phase, isReady } = attemptOf(key);
        return house.outcome(key) ?? notYet(key, phase === "advertising" && isReady(client));
      }),
    getReceipts: (_task, fromRound, limit, signal) =>
      call("GetReceipts", signal, () => house.receiptsFrom(fromRound).slice(0, limit)),
    async *download(_task, blob, offset, signal) {
      const bytes = await call("Download", signal, () => task.blobs.get(blob));
      if (bytes === undefined) throw new CallError("not-found", `there is no blob ${blob}`);
      yield bytes.subarray(offset);
    },
    ready: (key, _descriptor, _sizeBytes, signal) =>
      call(`Ready ${nameOf(key)}`, signal, () => {
        const attempt = attemptOf(key);
        if (attempt.phase !== "open" && !attempt.isReady(client)) return refused("not-invited");
        attempt.ready(client);
        return notYet(key, false);
      }),
    leave: (key, reason, signal) =>
      call(`Leave ${nameOf(key)}`, signal, () => {
        house.left(reason);
        attemptOf(key).leave(client);
      }),
    uploadStatus: (key, signal) =>
      call(`UploadStatus ${nameOf(key)}`, signal, () => ({
        haveBytes: spoolOf(key).length,
        committed: attemptOf(key).vectors.has(client),
      })),
    putChunk: (key, offset, data, signal) => {
      witness.chunk(placeOf(key), offset, data);
      return call(`PutChunk ${nameOf(key)}`, signal, () => {
        const reason = options.refuse?.(client, "PutChunk");
        if (reason !== undefined) return refused(reason);
        if (attemptOf(key).phase !== "collecting") return refused("late");
        const spool = spoolOf(key);
        if (offset === spool.length) spools.set(nameOf(key), concat(spool, data));
        return { kind: "next", offset: spoolOf(key).length };
      });
    },
    commitUpload: () => Promise.reject(new Error("this coordinator runs mode secure")),
    advertiseKeys: (key, message, signal) => {
      witness.advert(placeOf(key), message);
      return say("AdvertiseKeys", key, signal, (session) =>
        acceptAdvert(session, message, { kind: "open" }, nativePrimitives),
      );
    },
    getRoster: (key, signal) =>
      read("GetRoster", key, signal, tell.roster, ({ phase, session }) => {
        if (phase === "advertising") return "not-yet";
        return "roster" in session && session.roster.byClient.has(client)
          ? session.roster.adverts
          : undefined;
      }),
    shareKeys: (key, message, signal) => {
      witness.shares(placeOf(key), message);
      return say("ShareKeys", key, signal, (session) => acceptSharedKeys(session, message, nativePrimitives));
    },
    getInbox: (key, _roster, signal) =>
      read("GetInbox", key, signal, tell.inbox, ({ phase, session }) => {
        if (phase === "sharing") return "not-yet";
        return "inputs" in session ? inboxOf(session, client) : undefined;
      }),
    commitMaskedInput: (key, message, signal) => {
      witness.input(placeOf(key), message);
      return say(
        "CommitUpload",
        key,
        signal,
        (session) => acceptMaskedInput(session, message, nativePrimitives),
        () => spoolOf(key),
      );
    },
    getSurvivors: (key, _roster, signal) =>
      read("GetSurvivors", key, signal, tell.survivors, ({ phase, session }) => {
        if (phase === "collecting") return "not-yet";
        return "survivors" in session ? session.survivors : undefined;
      }),
    confirm: (key, message, signal) => {
      witness.confirmation(placeOf(key), message);
      options.onConfirmation?.(message);
      return say("Confirm", key, signal, (session) => acceptConfirmation(session, message, nativePrimitives));
    },
    getConfirmations: (key, _roster, signal) =>
      read("GetConfirmations", key, signal, tell.confirmations, ({ phase, at }) => {
        if (phase === "confirming") return "not-yet";
        const state = at("unmasking");
        return state && unmaskRequest(state, client).confirmations;
      }),
    unmask: (key, message, signal) => {
      witness.answer(placeOf(key), message);
      return say("Unmask", key, signal, (session) => acceptAnswer(session, message, nativePrimitives));
    },
  };
}
