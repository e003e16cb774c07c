import type { Primitives, Signer } from "../identity/index.ts";
import type { Plan } from "../plan/index.ts";
import type { ReceiptEvaluation } from "../rounds/index.ts";
import type { MaskPort } from "../secagg/index.ts";
import type { Clock, Digest, Random, TaskId } from "../support/index.ts";
import type { Advertised } from "./attempt-order.ts";
import type { Connection } from "./connection.ts";
import type { ParticipationPolicy } from "./policy.ts";
import type { Trainer } from "./trainer.ts";

/** Blobs that this client has downloaded, by digest. What is not here is downloaded again. */
export interface BlobCache {
  /** The blob's bytes, or undefined. Whoever reads checks them against the digest. */
  get(blob: Digest): Promise<Uint8Array | undefined>;
  /** Keeps bytes that were checked; the cache may drop them, or older ones, at any time. */
  put(blob: Digest, bytes: Uint8Array): Promise<void>;
}

/** The newest receipt that this client has seen of a task: what the coordinator says next must continue from it. */
export interface SeenReceipt {
  readonly incarnation: number;
  readonly round: number;
  readonly digest: Digest;
  /** What round 1's receipt says of the model that the task began with; absent where an earlier release came later than that. */
  readonly base?: ReceiptEvaluation;
}

/** Where what was seen of a task outlives the process, by the coordinator's fingerprint and the task. */
export interface ReceiptMemory {
  load(coordinator: Digest, task: TaskId): Promise<SeenReceipt | undefined>;
  save(coordinator: Digest, task: TaskId, receipt: SeenReceipt): Promise<void>;
  /** Of this client: another one does not know it. */
  loadAdvertised(coordinator: Digest, task: TaskId): Promise<Advertised | undefined>;
  /** On disk when it resolves; nothing is advertised before. */
  saveAdvertised(coordinator: Digest, task: TaskId, advertised: Advertised): Promise<void>;
}

/** All that a participant touches. */
export interface ParticipantPorts<Data> {
  readonly connection: Connection;
  readonly trainer: Trainer<Data>;
  /** Reads this client's own examples, once its task is known and agreed to. Fails with a UserError. */
  readonly readData: (plan: Plan) => Promise<Data>;
  readonly blobs: BlobCache;
  readonly receipts: ReceiptMemory;
  readonly clock: Clock;
  /** The platform's CSPRNG in products. */
  readonly random: Random;
  readonly primitives: Primitives;
  /** Of the connection's client: it signs what is said in secure aggregation. */
  readonly signer: Signer;
  /** Who expands masks; default: the thread that asks. */
  readonly masks?: MaskPort;
}

/** What whoever takes part decides. */
export interface ParticipantSettings {
  /** Whether the coordinator may read each update. Without it a task in mode `sealed` is refused. */
  readonly acceptSealed: boolean;
  /** Milliseconds without an answer after which the participant gives up; undefined: never. */
  readonly giveUpAfterMs?: number;
  /** The fingerprint of the organisation on whose roster everybody in the cohort must be; undefined: anyone may be in it. */
  readonly organisation?: Digest;
  /** Fewest updates that a sum with this client's in it may hold: a task that allows less is refused. */
  readonly minSurvivors?: number;
  /** A task outside it is refused. */
  readonly policy?: ParticipationPolicy;
}
