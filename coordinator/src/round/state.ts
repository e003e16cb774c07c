import type { Plan } from "@tributary/core/plan";
import type { AbortCause, Purpose, Refusal } from "@tributary/core/rounds";
import type { ClientId, Digest, RoundKey, TaskId } from "@tributary/core/support";

import { ClientMap } from "./client-map.ts";
import type { Scores } from "./scores.ts";
import type { Suspicion } from "./suspicion.ts";

// What the coordinator knows, as one value that is folded from the journal (evolve) and never changed in place.
// All of it is plain data: digests instead of contents, ClientMap and Map for the rest. Its size is
// O(clients) + O(rounds), never their product.

/** Everything. The journal's fold of no event at all is `initialState`. */
export interface CoordinatorState {
  /** 1 for a coordinator that was never restored from a backup; clients compare it before the round number. */
  readonly incarnation: number;
  /** The newest event's time: no later event has an earlier one, though clocks step back. */
  readonly lastEventMs: number;
  readonly clients: ClientMap<Client>;
  readonly tasks: ReadonlyMap<TaskId, TaskState>;
}

export const initialState: CoordinatorState = {
  incarnation: 1,
  lastEventMs: 0,
  clients: ClientMap.empty(),
  tasks: new Map(),
};

/** An installation that has enrolled once. */
export type Client =
  | (ClientFacts & {
      readonly status: "enrolled";
      /**
       * SHA-256 of the session tokens that hold, the newest first, at most four: an answer that was lost on its
       * way must not lock out the token that the client still uses.
       */
      readonly tokenHashes: readonly Digest[];
    })
  | (ClientFacts & { readonly status: "revoked"; readonly reason: string });

export interface ClientFacts {
  /** Ed25519, 64 hex digits. */
  readonly publicKey: string;
  /** What kind of client this is, for operators: "node", "browser", "simulated". */
  readonly kind: string;
  readonly release: string;
  readonly enrolledAtMs: number;
}

/** What the plan says about rounds; the plan itself is a blob under its digest. */
export type TaskTerms = Pick<Plan, "rounds" | "cohort" | "stopping"> & {
  readonly mode: Plan["privacy"]["mode"];
};

/** A document that the coordinator signed: the payload is a blob under its digest. */
export interface SignedRef {
  /** SHA-256 of the payload. */
  readonly digest: Digest;
  /** Ed25519, 128 hex digits. */
  readonly signature: string;
}

/** The trainable tensors of one model. */
export interface ModelRef {
  /** The published safetensors file (F32 or F16 by the plan), against which deltas are made. */
  readonly digest: Digest;
  readonly sizeBytes: number;
  /** The F32 master, from which the next model is made; the same digest where the plan publishes F32. */
  readonly master: Digest;
}

/**
 * A task. `waiting`: created, its first model is not made yet. `failed`: too many aborted attempts in a row; an
 * operator may resume it.
 */
export type TaskState =
  | (TaskFacts & { readonly status: "waiting" })
  | (TaskFacts & { readonly status: "running"; readonly progress: Progress; readonly round: Round })
  | (TaskFacts & { readonly status: "paused"; readonly progress: Progress })
  | (TaskFacts & { readonly status: "completed"; readonly progress: Progress; readonly best: ScoredModel })
  | (TaskFacts & {
      readonly status: "failed";
      readonly progress: Progress;
      readonly cause: AbortCause;
      readonly detail: string;
    });

export interface TaskFacts {
  readonly task: TaskId;
  readonly terms: TaskTerms;
  /** The plan's canonical bytes, a blob. */
  readonly plan: Digest;
  /** Every tensor of the family before tuning, a blob. */
  readonly base: Digest;
  readonly createdAtMs: number;
}

/** What a task has reached; it outlives every attempt. */
export interface Progress {
  /** The model that goes into the running, or next, round. */
  readonly model: ModelRef;
  /** The server optimiser's state, a blob; null before its first step. */
  readonly optimizer: Digest | null;
  /** S: the largest L2 norm of a delta in the running, or next, round. */
  readonly clip: number;
  /** The largest update that a client may announce. */
  readonly uploadLimitBytes: number;
  /** The running, or next, round. Model k is what round k made; model 0 is the one that the task began with. */
  readonly round: number;
  readonly attempt: number;
  readonly purpose: Purpose;
  /** Descriptors of this round's aborted attempts: a delta that was made under one, and not sent, still fits. */
  readonly formerDescriptors: readonly Digest[];
  /** Aborted attempts in a row, those that an operator or a restore ended left out. */
  readonly abortedInARow: number;
  readonly scoring: Scoring;
  /** Whom sums that were spoilt under masks tell against. */
  readonly suspicion: Suspicion;
  /** SHA-256 of the newest receipt's payload, which the next descriptor and receipt name; null before the first. */
  readonly lastReceipt: Digest | null;
  /** Every committed round, and the last hundred aborted attempts, in the order of their ends. */
  readonly history: readonly AttemptSummary[];
  /** What each client has done in this task; those who were never counted nor refused have no entry. */
  readonly records: ClientMap<ClientRecord>;
}

/** The best model so far and how long there has been none better. Round k + 1 scores model k. */
export interface Scoring {
  /** By the plan's stopping metric; null until a round brought it. Of two equal models the earlier is the best. */
  readonly best: ScoredModel | null;
  /** What a model must pass by more than the plan's minimumDelta to count as an improvement; null before the first. */
  readonly reference: number | null;
  /** Scored models since the last improvement. */
  readonly withoutImprovement: number;
}

export interface ScoredModel {
  /** The round that made it; 0: the model that the task began with. */
  readonly round: number;
  readonly model: ModelRef;
  /** Null for the last model of a task whose clients report no metrics. */
  readonly scores: Scores | null;
}

export interface ClientRecord {
  readonly roundsCounted: number;
  readonly updatesRejected: number;
  /** The newest update that counted: by it a late replay still gets its first answer. Null if none has. */
  readonly lastCounted: { readonly round: number; readonly attempt: number; readonly digest: Digest } | null;
}

/** Figures of one attempt. */
export interface Tally {
  /** Leases that were granted. */
  readonly leased: number;
  /** Clients that said READY and stayed until the attempt left `open` or ended. */
  readonly ready: number;
  /** Updates that were accepted; in a committed round just those that its sum holds. */
  readonly counted: number;
  readonly rejected: number;
  /** Invited, and neither counted nor rejected. */
  readonly dropped: number;
  /** Sum of the accepted updates' sizes. */
  readonly bytesUp: number;
}

/** How an attempt ended. */
export type AttemptSummary =
  | (AttemptFacts & {
      readonly end: "committed";
      /** What the round made; an `evaluate` round repeats the model that came in. */
      readonly model: ModelRef;
      /** Of the model that came in, which is model `round - 1`; null where no client reported metrics. */
      readonly scores: Scores | null;
      readonly bytesDown: number;
      readonly receipt: SignedRef;
    })
  | (AttemptFacts & { readonly end: "aborted"; readonly cause: AbortCause; readonly detail: string });

export interface AttemptFacts {
  readonly round: number;
  readonly attempt: number;
  readonly purpose: Purpose;
  readonly tally: Tally;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

/**
 * Where the running attempt is.
 * - `preparing`: the service makes the sealing key and signs the descriptor (publish-round); nobody trains yet.
 * - `open`: clients take leases, train and say READY.
 * - `advertising`: those who were READY are invited and send keys. (Mode secure alone.)
 * - `sharing`: the roster is fixed; its clients send shares of their secrets to each other. (Mode secure alone.)
 * - `collecting`: invited clients (in mode secure those who shared) send their updates.
 * - `confirming`: the survivors are fixed and confirm each other. (Mode secure alone.)
 * - `unmasking`: those who confirmed give back the shares that take the masks off the sum. (Mode secure alone.)
 * - `folding`: the sum is fixed; the service makes the next model (fold-finished, fold-failed).
 */
export type Round = Preparing | Open | Gathering | Collecting | Settling | Folding;

interface RoundFacts {
  readonly key: RoundKey;
  readonly purpose: Purpose;
  readonly startedAtMs: number;
}

export interface Preparing extends RoundFacts {
  readonly phase: "preparing";
}

export interface Open extends RoundFacts {
  readonly phase: "open";
  readonly descriptor: SignedRef;
  /** Clients that train. A client is in `leases` or in `ready`, never in both; together they hold the places. */
  readonly leases: ClientMap<Lease>;
  readonly ready: ClientMap<ReadyClient>;
  /** Leases that were granted in this attempt. */
  readonly leased: number;
  readonly deadline: OpenDeadline;
}

/** `none` until the cohort's minimum of clients holds places; so an empty house aborts nothing. */
export type OpenDeadline = { readonly kind: "none" } | ({ readonly kind: "set" } & Deadline);

export interface Deadline {
  readonly atMs: number;
  /** How often a restart has put it off; after ten times it stays, so that a coordinator which keeps crashing ends its rounds. */
  readonly extensions: number;
}

export interface Lease {
  readonly expiresAtMs: number;
}

export interface ReadyClient {
  /** The descriptor under which the update was made: this attempt's, or a former one of the same round. */
  readonly descriptor: Digest;
  readonly uploadSizeBytes: number;
}

/**
 * Before masked vectors are collected. Who sent what is the session's to know (exchange); here is who is waited for. The
 * service ends such a phase, when all were heard or at its deadline (exchange-closed).
 */
export interface Gathering extends RoundFacts {
  readonly phase: "advertising" | "sharing";
  readonly descriptor: SignedRef;
  /** The invited, then the roster; without those who left. */
  readonly awaited: ClientMap<ReadyClient>;
  readonly leased: number;
  readonly invited: number;
  readonly deadline: Deadline;
}

/** After masked vectors were collected; as Gathering. */
export interface Settling extends RoundFacts {
  readonly phase: "confirming" | "unmasking";
  readonly descriptor: SignedRef;
  /** Whose vectors are in the sum. */
  readonly survivors: ClientMap<AcceptedUpdate>;
  readonly awaited: ClientMap<AcceptedUpdate>;
  readonly rejected: ClientMap<Refusal>;
  readonly tally: Tally;
  readonly deadline: Deadline;
}

export interface Collecting extends RoundFacts {
  readonly phase: "collecting";
  readonly descriptor: SignedRef;
  /** Invited, and nothing decided yet. A client is in one of `pending`, `accepted` and `rejected`, or in none once it left. */
  readonly pending: ClientMap<ReadyClient>;
  readonly accepted: ClientMap<AcceptedUpdate>;
  readonly rejected: ClientMap<Refusal>;
  readonly leased: number;
  readonly invited: number;
  readonly deadline: Deadline;
}

export interface AcceptedUpdate {
  readonly digest: Digest;
  readonly sizeBytes: number;
}

export interface Folding extends RoundFacts {
  readonly phase: "folding";
  readonly descriptor: SignedRef;
  /** Whose updates are in the sum. */
  readonly survivors: ClientMap<AcceptedUpdate>;
  readonly rejected: ClientMap<Refusal>;
  readonly tally: Tally;
  /** What follows: an operator may ask for a pause while the fold runs. */
  readonly then: "continue" | "pause";
}

/** A client that may call, or undefined. */
export function enrolledClient(
  state: CoordinatorState,
  client: ClientId,
): (Client & { status: "enrolled" }) | undefined {
  const found = state.clients.get(client);
  return found?.status === "enrolled" ? found : undefined;
}
