import type { SealingKeyPair } from "../../src/identity/index.ts";
import {
  createSealingKeyPair,
  openSealed,
  portablePrimitives,
  sealPrefixBytes,
} from "../../src/identity/index.ts";
import type {
  Assignment,
  CheckInAnswer,
  Connection,
  Outcome,
  Refused,
  StillRunning,
} from "../../src/participant/index.ts";
import type { Plan } from "../../src/plan/index.ts";
import { decodeMeta, parsePayload } from "../../src/ring/index.ts";
import type { MetaLane } from "../../src/ring/index.ts";
import type { AbortCause, Purpose, Receipt, RefusalReason } from "../../src/rounds/index.ts";
import { updateShape } from "../../src/rounds/index.ts";
import type { Cancellation, ClientId, Digest, RoundKey } from "../../src/support/index.ts";
import { canonicalBytes, clientId, concat, seededRandom, toHex, utf8 } from "../../src/support/index.ts";
import { sha256Digest } from "../../src/tensor/index.ts";
import { CallError } from "../../src/wire/index.ts";
import { scriptedTask } from "./scripted-task.ts";

/** How one attempt goes; what is left out is the usual: trained, invited, uploaded, committed. */
export interface AttemptScript {
  readonly purpose?: Purpose;
  /** Times that GetOutcome says "not yet" before each next step. */
  readonly polls?: number;
  /** Where the attempt is aborted. */
  readonly abort?: "once-ready" | "once-committed";
  readonly cause?: AbortCause;
  /** READY, the first chunk or the commit is refused with this. */
  readonly refuse?: {
    readonly at: "ready" | "chunk" | "commit";
    readonly reason: RefusalReason;
    readonly times?: number;
  };
  /** The round is committed without this client's update. */
  readonly withoutUs?: boolean;
  /** The assignment, changed by an enemy. */
  readonly twist?: (assignment: Assignment) => Assignment;
  /** The receipt, changed by an enemy. */
  readonly twistReceipt?: (receipt: Receipt) => Receipt;
  /** The coordinator is restored before this attempt. */
  readonly restored?: boolean;
  /** Bytes of an upload that a former process left behind. */
  readonly leftOver?: Uint8Array;
  /** The first check-in of the attempt is told to come back after so many milliseconds. */
  readonly comeBackAfterMs?: number;
}

export type Fault = "before" | "after";

export interface ScriptOptions {
  readonly plan: Plan;
  readonly attempts: readonly AttemptScript[];
  /** Asked at each call: whether it fails before or after it took effect. */
  readonly fault?: (method: string, call: number) => Fault | undefined;
  /** How often the client has trained, so that a delta which is sent twice shows. */
  readonly trainingRun?: () => number;
  /** Bytes in a piece of a download. */
  readonly pieceBytes?: number;
  /** A download's stream breaks off after this many pieces, the first time. */
  readonly breakDownloadAfter?: number;
}

/** An update as the coordinator opened it. */
export interface OpenedUpdate {
  readonly key: RoundKey;
  readonly digest: Digest;
  readonly meta: MetaLane;
  readonly coordinates: Uint8Array;
}

export interface ScriptedCoordinator extends Connection {
  /** `Method` or `Method round/attempt`, in order, those that failed included. */
  readonly calls: readonly string[];
  readonly updates: readonly OpenedUpdate[];
  /** Promises of the protocol that the client broke. */
  readonly violations: readonly string[];
  readonly left: readonly string[];
  /** Attempts to train in which any byte of an update was sent. */
  readonly trainingAttemptsSentTo: ReadonlySet<string>;
  readonly receipts: readonly { readonly receipt: Receipt; readonly digest: Digest }[];
  readonly fingerprint: Digest;
  /** Sends a hint to whoever watches; by default that an attempt opens. */
  hint(phase?: string): void;
}

/** One client's coordinator, which goes through a script: each check-in takes part in the attempt that is next. */
export function scriptedCoordinator(options: ScriptOptions): ScriptedCoordinator {
  const { plan, attempts } = options;
  const client: ClientId = clientId("0123456789abcdef0123456789abcdef");
  const scripted = scriptedTask(plan);
  const { task, blobs, fingerprint } = scripted;

  const calls: string[] = [];
  const updates: OpenedUpdate[] = [];
  const violations: string[] = [];
  const left: string[] = [];
  const trainingAttemptsSentTo = new Set<string>();
  const sentRuns = new Map<number, string>();
  const receipts: { receipt: Receipt; digest: Digest }[] = [];
  const watchers = new Set<(phase: string) => void>();
  let incarnation = 1;
  let round = 1;
  let attempt = 1;
  let at = 0;
  let model = scripted.modelOfRound(0);
  let current: Current | undefined;
  const past = new Map<string, Outcome>();
  const sent = new Map<string, Uint8Array>();
  const sentAway = new Set<number>();
  let broken = false;

  interface Current {
    readonly script: AttemptScript;
    readonly assignment: Assignment;
    readonly sealingKey: SealingKeyPair;
    readonly key: RoundKey;
    phase: "open" | "ready" | "invited" | "committed";
    polls: number;
    refusals: number;
    sizeBytes: number;
    spool: Uint8Array;
  }

  const name = ({ round: r, attempt: a }: RoundKey): string => `${r}/${a}`;

  async function call<Value>(method: string, effect: () => Value, signal?: Cancellation): Promise<Value> {
    await Promise.resolve();
    if (signal?.aborted) throw signal.reason;
    calls.push(method);
    const fault = options.fault?.(method, calls.length);
    if (fault === "before") throw new CallError("unavailable", `${method}: connection refused`);
    const value = effect();
    if (fault === "after") throw new CallError("deadline-exceeded", `${method}: no answer came`);
    return value;
  }

  function begin(script: AttemptScript): Current {
    if (script.restored) incarnation++;
    const sealingKey = createSealingKeyPair(seededRandom(utf8(`sealing ${at}`)));
    const progress = { incarnation, round, attempt, model, previous: receipts.at(-1)?.digest ?? null };
    const descriptor = scripted.assign(progress, script.purpose ?? "train", {
      mode: "sealed",
      sealingKey: toHex(sealingKey.publicKey),
    });
    const honest = scripted.assignment(descriptor, model);
    return {
      script,
      assignment: script.twist?.(honest) ?? honest,
      sealingKey,
      key: { task, round, attempt },
      phase: "open",
      polls: script.polls ?? 1,
      refusals: script.refuse?.times ?? 1,
      sizeBytes: 0,
      spool: script.leftOver ?? new Uint8Array(0),
    };
  }

  function end(ended: Current, outcome: "aborted" | "committed"): Outcome {
    const { script, assignment, key } = ended;
    at++;
    current = undefined;
    if (outcome === "aborted") {
      attempt++;
      const aborted = {
        kind: "aborted",
        cause: script.cause ?? "too-few-updates",
        detail: "as scripted",
      } as const;
      past.set(name(key), aborted);
      return aborted;
    }
    if (assignment.descriptor.purpose === "train") model = scripted.modelOfRound(round);
    const honest = scripted.receipt(assignment, model.digest, 3);
    const receipt = script.twistReceipt?.(honest) ?? honest;
    const receiptDigest = sha256Digest(canonicalBytes(receipt));
    receipts.push({ receipt, digest: receiptDigest });
    round++;
    attempt = 1;
    const counted = ended.phase === "committed" && !script.withoutUs;
    const committed = { kind: "committed", receipt, receiptDigest, counted } as const;
    past.set(name(key), committed);
    return committed;
  }

  const notYet = (invited: boolean): StillRunning => ({
    kind: "not-yet",
    retryAfterMs: 1_000,
    phase: "open",
    invited,
  });
  const refusal = (reason: RefusalReason): Refused => ({
    kind: "refused",
    refusal: { reason, detail: "as scripted" },
  });

  function refuses(now: Current, where: "ready" | "chunk" | "commit"): Refused | undefined {
    const { refuse } = now.script;
    if (refuse?.at !== where || now.refusals <= 0) return undefined;
    now.refusals--;
    if (refuse.reason !== "overloaded" && refuse.reason !== "storage-full") end(now, "aborted");
    return refusal(refuse.reason);
  }

  function running(key: RoundKey): Current | undefined {
    return current !== undefined && name(current.key) === name(key) ? current : undefined;
  }

  function open(now: Current): void {
    const {
      descriptorDigest: descriptor,
      descriptor: { purpose },
    } = now.assignment;
    const bytes = now.spool;
    const opener = openSealed(
      bytes.subarray(0, sealPrefixBytes),
      bytes.length,
      now.sealingKey,
      { descriptor, client },
      portablePrimitives,
    );
    const pieces = Array.from({ length: opener?.pieceCount ?? 0 }, (_, index) => {
      const { start, end: stop } = opener?.pieceRange(index) ?? { start: 0, end: 0 };
      return opener?.open(index, bytes.subarray(start, stop));
    });
    if (opener === undefined || pieces.includes(undefined)) {
      violations.push(`the update of ${name(now.key)} does not open`);
      return;
    }
    const payload = concat(...pieces.filter((piece) => piece !== undefined));
    const shape = updateShape(plan, purpose);
    const parsed = parsePayload(shape, payload);
    const meta = parsed.ok ? decodeMeta(parsed.value.meta, shape.classes) : undefined;
    if (!parsed.ok || meta === undefined) {
      violations.push(
        `the update of ${name(now.key)} is not one: ${parsed.ok ? "bad meta" : parsed.error.detail}`,
      );
      return;
    }
    const coordinates = payload.slice(
      parsed.value.coordinatesAt,
      payload.length - 4 * parsed.value.meta.length,
    );
    updates.push({ key: now.key, digest: sha256Digest(bytes), meta, coordinates });
  }

  /** Whatever was sent once for an attempt must be sent the same again. */
  function note(key: RoundKey, offset: number, data: Uint8Array): void {
    if (running(key)?.assignment.descriptor.purpose === "train") {
      trainingAttemptsSentTo.add(name(key));
      const run = options.trainingRun?.() ?? 0;
      const burnedIn = sentRuns.get(run) ?? name(key);
      if (run > 0 && burnedIn !== name(key)) {
        violations.push(`the delta of run ${run} is sent in ${name(key)}, and was in ${burnedIn}`);
      }
      sentRuns.set(run, burnedIn);
    }
    const known = sent.get(name(key)) ?? new Uint8Array(0);
    for (let i = 0; i < data.length && offset + i < known.length; i++) {
      if (known[offset + i] !== data[i]) {
        violations.push(`two different uploads for ${name(key)}`);
        break;
      }
    }
    if (offset + data.length > known.length) sent.set(name(key), concat(known.subarray(0, offset), data));
  }

  const notSecure = (): Promise<never> => Promise.reject(new Error("this coordinator runs mode sealed"));
  return {
    advertiseKeys: notSecure,
    getRoster: notSecure,
    shareKeys: notSecure,
    getInbox: notSecure,
    commitMaskedInput: notSecure,
    getSurvivors: notSecure,
    confirm: notSecure,
    getConfirmations: notSecure,
    unmask: notSecure,
    client,
    calls,
    updates,
    violations,
    left,
    trainingAttemptsSentTo,
    receipts,
    fingerprint,
    hint(phase = "open") {
      for (const wake of watchers) wake(phase);
      watchers.clear();
    },
    getTask: (signal) => call("GetTask", () => scripted.offer, signal),
    checkIn: (_task, lastRoundSeen, signal) =>
      call(
        `CheckIn after ${lastRoundSeen}`,
        (): CheckInAnswer => {
          const script = attempts[at];
          if (script === undefined) {
            return { kind: "done", state: "completed", model, bestRound: round - 1, reason: "as scripted" };
          }
          if (script.comeBackAfterMs !== undefined && !sentAway.has(at)) {
            sentAway.add(at);
            return { kind: "come-back", afterMs: script.comeBackAfterMs, reason: "the cohort is full" };
          }
          current ??= begin(script);
          return { kind: "train", ...current.assignment };
        },
        signal,
      ),
    async *watch(_task, signal) {
      for (;;) {
        const phase = await new Promise<string>((resolve, reject) => {
          watchers.add(resolve);
          signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
        });
        yield { key: { task, round, attempt }, phase };
      }
    },
    getOutcome: (key, signal) =>
      call(
        `GetOutcome ${name(key)}`,
        () => {
          const ended = past.get(name(key));
          if (ended !== undefined) return ended;
          const now = running(key);
          if (now === undefined) throw new CallError("not-found", `there is no attempt ${name(key)}`);
          if (now.polls > 0) {
            now.polls--;
            return notYet(now.phase === "invited");
          }
          now.polls = now.script.polls ?? 1;
          if (now.phase === "committed")
            return end(now, now.script.abort === "once-committed" ? "aborted" : "committed");
          if (now.phase === "ready" && now.script.abort === "once-ready") return end(now, "aborted");
          if (now.phase === "ready" && now.script.withoutUs) return end(now, "committed");
          if (now.phase === "ready") now.phase = "invited";
          return notYet(now.phase === "invited");
        },
        signal,
      ),
    getReceipts: (_task, fromRound, limit, signal) =>
      call(
        `GetReceipts from ${fromRound}`,
        () =>
          receipts
            .map(({ receipt }) => receipt)
            .filter((receipt) => receipt.round >= fromRound)
            .slice(0, limit),
        signal,
      ),
    async *download(_task, blob, offset, signal) {
      const bytes = await call(`Download at ${offset}`, () => blobs.get(blob), signal);
      if (bytes === undefined) throw new CallError("not-found", `there is no blob ${blob}`);
      const piece = options.pieceBytes ?? 65_536;
      let pieces = 0;
      for (let from = offset; from < bytes.length; from += piece) {
        if (!broken && pieces === options.breakDownloadAfter) {
          broken = true;
          throw new CallError("unavailable", "the line broke");
        }
        pieces++;
        yield bytes.subarray(from, from + piece);
      }
    },
    ready: (key, descriptor, uploadSizeBytes, signal) =>
      call(
        `Ready ${name(key)}`,
        () => {
          const now = running(key);
          if (now === undefined) return refusal("wrong-round");
          const refused = refuses(now, "ready");
          if (refused !== undefined) return refused;
          if (descriptor !== now.assignment.descriptorDigest) return refusal("wrong-descriptor");
          if (now.phase === "open") now.phase = "ready";
          now.sizeBytes = uploadSizeBytes;
          return notYet(now.phase === "invited");
        },
        signal,
      ),
    leave: (key, reason, signal) =>
      call(
        `Leave ${name(key)}`,
        () => {
          left.push(reason);
          const now = running(key);
          if (now !== undefined && now.phase !== "committed") end(now, "aborted");
        },
        signal,
      ),
    uploadStatus: (key, signal) =>
      call(
        `UploadStatus ${name(key)}`,
        () => ({
          haveBytes: running(key)?.spool.length ?? 0,
          committed: running(key)?.phase === "committed",
        }),
        signal,
      ),
    putChunk: (key, offset, data, signal) => {
      note(key, offset, data);
      return call(
        `PutChunk ${name(key)} at ${offset}`,
        () => {
          const now = running(key);
          if (now === undefined) return refusal("late");
          const refused = refuses(now, "chunk");
          if (refused !== undefined) return refused;
          if (now.phase !== "invited") return refusal("not-invited");
          if (offset === now.spool.length) now.spool = concat(now.spool, data);
          return { kind: "next", offset: now.spool.length };
        },
        signal,
      );
    },
    commitUpload: (key, blob, sizeBytes, signal) =>
      call(
        `CommitUpload ${name(key)}`,
        () => {
          const now = running(key);
          if (now === undefined) return refusal("late");
          if (now.phase === "committed") return { kind: "accepted" };
          const refused = refuses(now, "commit");
          if (refused !== undefined) return refused;
          if (sizeBytes !== now.spool.length || sizeBytes !== now.sizeBytes) return refusal("size-mismatch");
          if (blob !== sha256Digest(now.spool)) return refusal("digest-mismatch");
          open(now);
          now.phase = "committed";
          return { kind: "accepted" };
        },
        signal,
      ),
  };
}
