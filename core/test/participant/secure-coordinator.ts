// A coordinator in mode secure that several participants take part with, in memory: it goes through a script of
// attempts, loses answers as it is told, and writes down which promises of the protocol a client breaks.
import { clientIdOf } from "../../src/identity/index.ts";
import type { Signer } from "../../src/identity/index.ts";
import type { CheckInAnswer, Connection, Outcome, TaskOffer } from "../../src/participant/index.ts";
import type { Plan } from "../../src/plan/index.ts";
import type { Purpose, Receipt, Refusal } from "../../src/rounds/index.ts";
import type { Advert, Confirmation, Inbox } from "../../src/secagg/index.ts";
import type { ClientId, Clock, Digest, RoundKey } from "../../src/support/index.ts";
import { canonicalBytes } from "../../src/support/index.ts";
import { sha256Digest } from "../../src/tensor/index.ts";
import { nativePrimitives } from "../secagg/native-primitives.ts";
import { scriptedTask } from "./scripted-task.ts";
import { beginSecureAttempt, nameOf } from "./secure-attempt.ts";
import type { AttemptEnd, SecureAttempt, SecureScript } from "./secure-attempt.ts";
import { secureConnection } from "./secure-connection.ts";
import { createWitness } from "./secure-witness.ts";
import type { Witness } from "./secure-witness.ts";

export type Fault = "before" | "after" | undefined;

/** Told to one client; `times` counts how often it was told before. */
export type Tale<Truth> = (truth: Truth, client: ClientId, times: number) => Truth;

export interface SecureOptions {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly attempts: readonly SecureScript[];
  /** Clients whose READY ends the phase `open` early. */
  readonly places: number;
  /** Asked at each call of a client, its own counted from 1: whether it is lost on its way there or back. */
  readonly fault?: (client: ClientId, method: string, call: number) => Fault;
  /** Asked at each message, chunk and read of the exchange. */
  readonly refuse?: (client: ClientId, method: string) => Refusal["reason"] | undefined;
  /** What an enemy tells in place of the truth. */
  readonly tell?: {
    readonly roster?: Tale<readonly Advert[]>;
    readonly inbox?: Tale<Inbox>;
    readonly survivors?: Tale<readonly ClientId[]>;
    readonly confirmations?: Tale<readonly Confirmation[]>;
  };
  /** Told of each confirmation that comes, before it is decided on. */
  readonly onConfirmation?: (message: Confirmation) => void;
  readonly members?: TaskOffer["members"];
}

interface EndedAttempt {
  readonly key: RoundKey;
  readonly purpose: Purpose;
  readonly end: AttemptEnd;
  readonly vectors: ReadonlyMap<ClientId, Uint8Array>;
}

export interface SecureCoordinator {
  readonly witness: Witness;
  readonly ended: readonly EndedAttempt[];
  readonly left: readonly { readonly client: ClientId; readonly reason: string }[];
  /** The calls of one client, those that failed included: `Method` or `Method round/attempt`. */
  callsOf(client: ClientId): readonly string[];
  /** @param trainingRun how often this client has trained, so that a delta which is sent twice shows */
  connect(signer: Signer, trainingRun: () => number): Connection;
}

export function secureCoordinator(options: SecureOptions): SecureCoordinator {
  const { plan, clock, attempts } = options;
  const task = scriptedTask(plan);
  const witness = createWitness();
  const ended: EndedAttempt[] = [];
  const left: { client: ClientId; reason: string }[] = [];
  const receipts: { receipt: Receipt; digest: Digest }[] = [];
  const begun = new Map<string, SecureAttempt>();
  const outcomes = new Map<string, (client: ClientId) => Outcome>();
  const calls = new Map<ClientId, string[]>();
  let incarnation = 1;
  let round = 1;
  let attempt = 1;
  let model = task.modelOfRound(0);
  let current: SecureAttempt | undefined;

  function begin(script: SecureScript): SecureAttempt {
    if (script.restored === true) incarnation++;
    const progress = { incarnation, round, attempt, model, previous: receipts.at(-1)?.digest ?? null };
    const facts = task.assign(progress, script.purpose ?? "train", { mode: "secure" });
    const cohort = { minimum: plan.cohort.minimum, maximum: facts.encoding.participants };
    const assignment = task.assignment({ ...facts, cohort }, model);
    const next = beginSecureAttempt(plan, script, assignment, clock, options.places, (end) =>
      finish(next, end),
    );
    begun.set(nameOf(next.key), next);
    return next;
  }

  function finish({ key, assignment, vectors }: SecureAttempt, end: AttemptEnd): void {
    ended.push({ key, purpose: assignment.descriptor.purpose, end, vectors });
    current = undefined;
    if (end.kind === "aborted") {
      attempt++;
      const { cause, detail } = end;
      outcomes.set(nameOf(key), () => ({ kind: "aborted", cause, detail }));
      return;
    }
    if (assignment.descriptor.purpose === "train") model = task.modelOfRound(round);
    const receipt = task.receipt(assignment, model.digest, end.survivors.length);
    const receiptDigest = sha256Digest(canonicalBytes(receipt));
    receipts.push({ receipt, digest: receiptDigest });
    round++;
    attempt = 1;
    outcomes.set(nameOf(key), (client) => {
      return { kind: "committed", receipt, receiptDigest, counted: end.survivors.includes(client) };
    });
  }

  function checkIn(): CheckInAnswer {
    const script = attempts[begun.size];
    if (current === undefined && script === undefined) {
      return { kind: "done", state: "completed", model, bestRound: round - 1, reason: "as scripted" };
    }
    if (current === undefined && script !== undefined) current = begin(script);
    if (current?.phase === "open") return { kind: "train", ...current.assignment };
    return { kind: "come-back", afterMs: 2_000, reason: "updates are being collected" };
  }

  return {
    witness,
    ended,
    left,
    callsOf: (client) => calls.get(client) ?? [],
    connect(signer, trainingRun) {
      const client = clientIdOf(signer.publicKey, nativePrimitives);
      const mine = calls.get(client) ?? [];
      calls.set(client, mine);
      return secureConnection(
        {
          options,
          task,
          witness,
          checkIn,
          attempt: (key) => begun.get(nameOf(key)),
          outcome: (key) => outcomes.get(nameOf(key))?.(client),
          receiptsFrom: (from) =>
            receipts.map(({ receipt }) => receipt).filter((receipt) => receipt.round >= from),
          left: (reason) => left.push({ client, reason }),
          called: (method) => mine.push(method),
        },
        client,
        trainingRun,
      );
    },
  };
}
