// One attempt of a scripted coordinator in mode secure: the product's own half of the protocol, with deadlines.
import type { Assignment } from "../../src/participant/index.ts";
import type { Plan } from "../../src/plan/index.ts";
import type { AbortCause, Refusal } from "../../src/rounds/index.ts";
import { secureSession } from "../../src/rounds/index.ts";
import type {
  AtPhase,
  CoordinatorPhase,
  CoordinatorSession,
  Decision,
  PlainSum,
  SessionEvent,
} from "../../src/secagg/index.ts";
import {
  addVector,
  closeAdvertising,
  closeCollecting,
  closeConfirming,
  closeSharing,
  evolve,
  localMasks,
  recoverMasks,
  startCoordinator,
  unmaskSum,
  vectorWords,
} from "../../src/secagg/index.ts";
import type { Clock, ClientId, RoundKey } from "../../src/support/index.ts";
import { nativePrimitives } from "../secagg/native-primitives.ts";

const securePhases = ["open", "advertising", "sharing", "collecting", "confirming", "unmasking"] as const;
export type SecurePhase = (typeof securePhases)[number];

/** How one attempt goes; what is left out is the usual. */
export interface SecureScript {
  readonly purpose?: "train" | "evaluate";
  /** It is aborted when this phase is over. */
  readonly abortAfter?: SecurePhase;
  /** Opens in a new incarnation. */
  readonly restored?: boolean;
}

export type AttemptEnd =
  | { readonly kind: "committed"; readonly survivors: readonly ClientId[]; readonly sum: PlainSum }
  | {
      readonly kind: "aborted";
      readonly cause: AbortCause;
      readonly detail: string;
    };

export interface SecureAttempt {
  readonly script: SecureScript;
  readonly assignment: Assignment;
  readonly key: RoundKey;
  readonly phase: SecurePhase | "ended";
  readonly session: CoordinatorSession;
  /** Whose vector came, whole. */
  readonly vectors: ReadonlyMap<ClientId, Uint8Array>;
  at<Phase extends CoordinatorPhase>(phase: Phase): AtPhase<Phase> | undefined;
  isReady(client: ClientId): boolean;
  ready(client: ClientId): void;
  leave(client: ClientId): void;
  /** Decides on a message; one after another. */
  accept(
    decide: (session: CoordinatorSession) => Promise<Decision>,
    vector?: Uint8Array,
  ): Promise<Refusal | undefined>;
}

export function nameOf({ round, attempt }: RoundKey): string {
  return `${round}/${attempt}`;
}

const openMs = 30_000;
const stepMs = 10_000;
const minimum = 3;

/** @param places clients whose READY ends the phase `open` */
export function beginSecureAttempt(
  plan: Plan,
  script: SecureScript,
  assignment: Assignment,
  clock: Clock,
  places: number,
  ended: (end: AttemptEnd) => void,
): SecureAttempt {
  const { descriptor, descriptorDigest } = assignment;
  if (descriptor.mode !== "secure") throw new Error(`the descriptor is for mode ${descriptor.mode}`);
  const { task, round, attempt } = descriptor;
  const shape = secureSession(nativePrimitives, plan, descriptor, descriptorDigest).rules.vector;
  let session: CoordinatorSession = startCoordinator(
    secureSession(nativePrimitives, plan, descriptor, descriptorDigest),
  );
  let phase: SecurePhase | "ended" = "open";
  let queue: Promise<unknown> = Promise.resolve();
  const readyClients = new Set<ClientId>();
  const left = new Set<ClientId>();
  const vectors = new Map<ClientId, Uint8Array>();

  const at = <Phase extends CoordinatorPhase>(name: Phase): AtPhase<Phase> | undefined => {
    const isAt = (state: CoordinatorSession): state is AtPhase<Phase> => state.phase === name;
    return isAt(session) ? session : undefined;
  };
  const apply = (event: SessionEvent): void => {
    session = evolve(session, event, nativePrimitives);
  };
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  function enter(entered: SecurePhase): void {
    phase = entered;
    void clock.sleep(entered === "open" ? openMs : stepMs).then(() => inTurn(() => close(entered)));
  }

  function end(how: AttemptEnd): void {
    phase = "ended";
    ended(how);
  }

  /** Whom the phase still waits for. */
  function awaited(): readonly ClientId[] {
    const missing = (all: Iterable<ClientId>, heard: ReadonlyMap<ClientId, unknown>): readonly ClientId[] =>
      [...all].filter((client) => !heard.has(client) && !left.has(client));
    switch (session.phase) {
      case "advertising":
        return missing(readyClients, session.adverts);
      case "sharing":
        return missing(session.roster.clients, session.shared);
      case "collecting":
        return missing(session.sharers, session.inputs);
      case "confirming":
        return missing(session.survivors, session.confirmations);
      case "unmasking":
        return missing(session.confirmations.keys(), session.answers);
      case "unmasked":
      case "aborted":
        return [];
      default:
        return session satisfies never;
    }
  }

  /** Ends a phase, if it is that one still. */
  async function close(closing: SecurePhase): Promise<void> {
    if (phase !== closing) return;
    if (script.abortAfter === closing) {
      end({ kind: "aborted", cause: "operator", detail: `after ${closing}` });
      return;
    }
    if (closing === "open") {
      if (readyClients.size >= minimum) enter("advertising");
      else end({ kind: "aborted", cause: "too-few-ready", detail: `${readyClients.size} clients` });
      return;
    }
    if (closing === "unmasking") return finish();
    apply(closingEvent());
    if (session.phase === "aborted") {
      end({ kind: "aborted", ...session.abort });
      return;
    }
    const next = securePhases[securePhases.indexOf(closing) + 1];
    if (next !== undefined) enter(next);
  }

  function closingEvent(): SessionEvent {
    switch (session.phase) {
      case "advertising":
        return closeAdvertising(session, nativePrimitives);
      case "sharing":
        return closeSharing(session);
      case "collecting":
        return closeCollecting(session);
      case "confirming":
        return closeConfirming(session);
      default:
        throw new Error(`the session is ${session.phase}`);
    }
  }

  async function finish(): Promise<void> {
    const state = at("unmasking");
    if (state === undefined) throw new Error(`the session is ${session.phase}`);
    const recovery = await recoverMasks(state, nativePrimitives);
    const words = new Uint32Array(vectorWords(shape));
    for (const client of state.survivors) addVector(words, vectors.get(client) ?? new Uint8Array(), shape);
    const sum = recovery.ok
      ? await unmaskSum(state, words, recovery.value.masks, localMasks(nativePrimitives))
      : recovery;
    if (sum.ok) end({ kind: "committed", survivors: state.survivors, sum: sum.value });
    else end({ kind: "aborted", ...sum.error });
  }

  async function closeIfComplete(): Promise<void> {
    if (phase === "ended") return;
    const complete = phase === "open" ? readyClients.size >= places : awaited().length === 0;
    if (complete) await close(phase);
  }

  enter("open");
  return {
    script,
    assignment,
    key: { task, round, attempt },
    vectors,
    get phase() {
      return phase;
    },
    get session() {
      return session;
    },
    at,
    isReady: (client) => readyClients.has(client) && !left.has(client),
    ready(client) {
      left.delete(client);
      if (phase === "open") readyClients.add(client);
      void inTurn(closeIfComplete);
    },
    leave(client) {
      left.add(client);
      if (phase === "open") readyClients.delete(client);
      void inTurn(closeIfComplete);
    },
    accept: (decide, vector) =>
      inTurn(async () => {
        if (phase === "ended") return { reason: "late", detail: "the attempt is over" } as const;
        const decision = await decide(session);
        if (!decision.ok) return decision.error;
        if (decision.value.kind === "repeated") return undefined;
        const { event } = decision.value;
        apply(event);
        if (vector !== undefined && event.kind === "input-committed")
          vectors.set(event.message.client, vector);
        await closeIfComplete();
        return undefined;
      }),
  };
}
