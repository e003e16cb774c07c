import type { GetTaskResponse__Output } from "@tributary/proto/messages";

import type { DocumentKind, MemberRoster, Primitives, SignedDocument, Signer } from "../identity/index.ts";
import {
  checkInStatement,
  clientIdOf,
  commitUploadStatement,
  documentDigest,
  enrollStatement,
  fingerprintOf,
  leaveStatement,
  openMemberRoster,
  organisationFingerprint,
  readyStatement,
  verifyDocument,
} from "../identity/index.ts";
import type { CheckInAnswer, Connection, Outcome, TaskOffer, TaskStateName } from "../participant/index.ts";
import { decodePlan, planDigest } from "../plan/index.ts";
import { decodeDescriptor, decodeReceipt } from "../rounds/index.ts";
import type { Receipt } from "../rounds/index.ts";
import type { Cancellation, Digest, Result, TaskId } from "../support/index.ts";
import { UserError } from "../support/index.ts";
import {
  readCheckInAnswer,
  readChunkAnswer,
  readCommitAnswer,
  readOutcome,
  readReadyAnswer,
} from "./answers.ts";
import { CallError } from "./call-error.ts";
import { secureCalls } from "./connect-secure.ts";
import { FieldError, readBytes, readDocument, readTaskId, writeDigest, writeRoundKey } from "./fields.ts";
import type { CallOptions, FederationTransport } from "./transport.ts";

/** What this end speaks. */
export const protocolVersion = 1;

/** Required by a task in mode secure. */
export const secureAggregationFeature = "secure-aggregation/1";

/** Features that this end knows; a task that requires another is refused with advice. */
const knownFeatures: readonly string[] = [secureAggregationFeature];

const taskStates: readonly TaskStateName[] = ["waiting", "running", "paused", "completed", "failed"];

export interface ConnectOptions {
  readonly transport: FederationTransport;
  readonly signer: Signer;
  readonly primitives: Primitives;
  /** undefined: the task that is running. */
  readonly task: TaskId | undefined;
  /** The coordinator's fingerprint, if the person who joins was told it. */
  readonly fingerprint: Digest | undefined;
  /** For operators: "node", "browser", "simulated". */
  readonly kind: string;
  /** On what updates are trained, once that is known; for operators. */
  readonly engine?: () => string | undefined;
  readonly release: string;
  /** Milliseconds that one unary call may take. */
  readonly timeoutMs: number;
  /** Milliseconds that one piece of an upload may take; default: as any call. */
  readonly chunkTimeoutMs?: number;
}

/**
 * A client's line over any transport. It enrols when it must (a coordinator that no longer knows the session's token
 * gets a fresh enrolment, once per call), signs what changes state, and verifies what the coordinator signs.
 */
export function connect(options: ConnectOptions): Connection {
  const { transport, signer, primitives, timeoutMs, chunkTimeoutMs = timeoutMs } = options;
  let offered: { readonly offer: TaskOffer; readonly coordinatorKey: Uint8Array } | undefined;
  let token: string | undefined;
  let enrolling: Promise<string> | undefined;

  const plain = (signal: Cancellation | undefined): CallOptions => ({ timeoutMs, ...(signal && { signal }) });

  async function opened<Value>(
    kind: DocumentKind,
    document: SignedDocument,
    coordinatorKey: Uint8Array,
    decode: (payload: Uint8Array) => Result<Value, string>,
  ): Promise<{ readonly value: Value; readonly digest: Digest }> {
    if (!(await verifyDocument(kind, document, coordinatorKey, primitives))) {
      throw new FieldError(`the ${kind} is not signed by the coordinator`);
    }
    const decoded = decode(document.payload);
    if (!decoded.ok) throw new FieldError(decoded.error);
    return { value: decoded.value, digest: documentDigest(document.payload, primitives) };
  }

  async function getTask(signal?: Cancellation): Promise<TaskOffer> {
    const message = await transport.unary(
      "GetTask",
      { taskId: options.task ?? offered?.offer.task ?? "", protocolVersion },
      plain(signal),
    );
    if (message.protocolVersion !== protocolVersion) {
      throw new UserError(
        `The coordinator speaks protocol ${message.protocolVersion}, this client ${protocolVersion}. ${message.advice || "Upgrade the older one."}`,
      );
    }
    const unknown = message.requiredFeatures.find((feature) => !knownFeatures.includes(feature));
    if (unknown !== undefined) {
      throw new UserError(
        `The task needs the feature "${unknown}", which this client does not have; upgrade the client.`,
      );
    }
    return wellFormed(async () => {
      const coordinatorKey = readBytes("coordinator_public_key", message.coordinatorPublicKey, 32);
      const fingerprint = fingerprintOf(coordinatorKey, primitives);
      const expected = options.fingerprint ?? offered?.offer.fingerprint;
      if (expected !== undefined && expected !== fingerprint) {
        throw new UserError(
          `This is not the coordinator you meant: its fingerprint is ${fingerprint}, expected ${expected}. Ask whoever invited you.`,
        );
      }
      const state = taskStates.find((name) => name === message.state);
      if (state === undefined) throw new FieldError(`state is ${JSON.stringify(message.state)}`);
      const { value: plan } = await opened(
        "plan",
        readDocument("plan", message.plan),
        coordinatorKey,
        decodePlan,
      );
      const task = readTaskId("task_id", message.taskId);
      if (plan.task !== task)
        throw new FieldError(`the plan is for task ${plan.task}, the answer for ${task}`);
      const offer = {
        task,
        state,
        plan,
        planDigest: planDigest(plan),
        fingerprint,
        incarnation: message.incarnation,
        members: await membersOf(message, fingerprint),
      };
      offered = { offer, coordinatorKey };
      return offer;
    });
  }

  async function membersOf(
    { members, coordinatorPublicKey }: GetTaskResponse__Output,
    fingerprint: Digest,
  ): Promise<MemberRoster | undefined> {
    if (!members) return undefined;
    const roster = await openMemberRoster(readDocument("members", members), primitives);
    if (!roster.ok) throw new FieldError(roster.error);
    if (roster.value.fingerprint === organisationFingerprint(coordinatorPublicKey, primitives)) {
      throw new UserError(
        `The coordinator ${fingerprint} signed its roster of members itself, which vouches for nobody; ` +
          "an organisation must sign it with a key of its own.",
      );
    }
    return roster.value;
  }

  async function enroll(signal?: Cancellation): Promise<string> {
    if (offered === undefined) await getTask(signal);
    const { offer, coordinatorKey } = known();
    const base = {
      taskId: offer.task,
      publicKey: signer.publicKey,
      kind: options.kind,
      release: options.release,
    };
    const { challenge } = await transport.unary("Enroll", base, plain(signal));
    const call = { task: offer.task, coordinatorKey, publicKey: signer.publicKey, challenge };
    const signature = await signer.sign(enrollStatement(primitives, call));
    const { sessionToken } = await transport.unary(
      "Enroll",
      { ...base, challenge, signature },
      plain(signal),
    );
    return sessionToken;
  }

  function known(): NonNullable<typeof offered> {
    if (offered === undefined) throw new Error("getTask comes before any other call");
    return offered;
  }

  /** The session's token; calls that need one at the same time share an enrolment. */
  async function session(signal: Cancellation | undefined): Promise<string> {
    if (token !== undefined) return token;
    enrolling ??= enroll(signal).finally(() => {
      enrolling = undefined;
    });
    token = await enrolling;
    return token;
  }

  function isStale(error: unknown, used: string): boolean {
    if (!(error instanceof CallError) || error.code !== "unauthenticated") return false;
    if (token === used) token = undefined;
    return true;
  }

  /** Runs a call with a session token; one that the coordinator no longer knows is replaced once. */
  async function enrolled<Answer>(
    signal: Cancellation | undefined,
    call: (callOptions: CallOptions) => Promise<Answer>,
  ): Promise<Answer> {
    const used = await session(signal);
    try {
      return await call({ ...plain(signal), token: used });
    } catch (error) {
      if (!isStale(error, used)) throw error;
    }
    return call({ ...plain(signal), token: await session(signal) });
  }

  /** The same for a stream, which its caller opens again after a failure. */
  async function* enrolledStream<Message>(
    signal: Cancellation | undefined,
    call: (callOptions: CallOptions) => AsyncIterable<Message>,
  ): AsyncGenerator<Message> {
    const used = await session(signal);
    try {
      yield* call({ token: used, ...(signal && { signal }) });
    } catch (error) {
      // A stream may fail half way; with a stale token the next one enrols anew.
      if (isStale(error, used))
        throw new CallError("unavailable", "the session was renewed", { cause: error });
      throw error;
    }
  }

  const client = clientIdOf(signer.publicKey, primitives);
  return {
    ...secureCalls({ transport, primitives, client, enrolled, wellFormed }),
    client,
    getTask,
    async checkIn(task, lastRoundSeen, signal) {
      const statement = await signer.sign(checkInStatement(primitives, { task, lastRoundSeen }));
      const message = await enrolled(signal, (call) =>
        transport.unary("CheckIn", { taskId: task, lastRoundSeen, statement }, call),
      );
      return wellFormed(async (): Promise<CheckInAnswer> => {
        const answer = readCheckInAnswer(message);
        if (answer.kind !== "train") return answer;
        const { value, digest } = await opened(
          "round",
          answer.descriptor,
          known().coordinatorKey,
          decodeDescriptor,
        );
        return { ...answer, descriptor: value, descriptorDigest: digest };
      });
    },
    async *watch(task, signal) {
      for await (const event of enrolledStream(signal, (call) =>
        transport.stream("Watch", { taskId: task }, call),
      )) {
        const { taskId = "", round = 0, attempt = 0 } = event.key ?? {};
        yield { key: { task: readTaskId("key.task_id", taskId), round, attempt }, phase: event.phase };
      }
    },
    async getOutcome(key, signal) {
      const message = await enrolled(signal, (call) =>
        transport.unary("GetOutcome", { key: writeRoundKey(key) }, call),
      );
      return wellFormed(async (): Promise<Outcome> => {
        const outcome = readOutcome(message);
        if (outcome.kind !== "committed") return outcome;
        const { value, digest } = await opened(
          "receipt",
          outcome.receipt,
          known().coordinatorKey,
          decodeReceipt,
        );
        return { kind: "committed", receipt: value, receiptDigest: digest, counted: outcome.counted };
      });
    },
    async getReceipts(task, fromRound, limit, signal) {
      const message = await enrolled(signal, (call) =>
        transport.unary("GetReceipts", { taskId: task, fromRound, limit }, call),
      );
      return wellFormed(async () => {
        const receipts: Receipt[] = [];
        for (const document of message.receipts) {
          const receipt = readDocument("receipts", document);
          receipts.push((await opened("receipt", receipt, known().coordinatorKey, decodeReceipt)).value);
        }
        return receipts;
      });
    },
    async *download(task, blob, offset, signal) {
      const request = { taskId: task, digest: writeDigest(blob), offset };
      let next = offset;
      for await (const chunk of enrolledStream(signal, (call) =>
        transport.stream("Download", request, call),
      )) {
        if (chunk.offset !== next) {
          throw new CallError(
            "internal",
            `a piece of blob ${blob} came for offset ${chunk.offset}, expected ${next}`,
          );
        }
        next += chunk.data.length;
        yield chunk.data;
      }
    },
    async ready(key, descriptor, uploadSizeBytes, signal) {
      const statement = await signer.sign(readyStatement(primitives, { key, descriptor, uploadSizeBytes }));
      const request = {
        key: writeRoundKey(key),
        descriptorDigest: writeDigest(descriptor),
        uploadSizeBytes,
        statement,
        engine: options.engine?.() ?? "",
      };
      const message = await enrolled(signal, (call) => transport.unary("Ready", request, call));
      return wellFormed(() => readReadyAnswer(message));
    },
    async leave(key, reason, signal) {
      const statement = await signer.sign(leaveStatement(primitives, { key, reason }));
      await enrolled(signal, (call) =>
        transport.unary("Leave", { key: writeRoundKey(key), reason, statement }, call),
      );
    },
    uploadStatus: (key, signal) =>
      enrolled(signal, (call) => transport.unary("UploadStatus", { key: writeRoundKey(key) }, call)),
    async putChunk(key, offset, data, signal) {
      const request = { key: writeRoundKey(key), offset, data };
      const message = await enrolled(signal, (call) =>
        transport.unary("PutChunk", request, { ...call, timeoutMs: chunkTimeoutMs }),
      );
      return wellFormed(() => readChunkAnswer(message));
    },
    async commitUpload(key, digest, sizeBytes, signal) {
      const statement = await signer.sign(commitUploadStatement(primitives, { key, digest, sizeBytes }));
      const request = { key: writeRoundKey(key), digest: writeDigest(digest), sizeBytes, statement };
      const message = await enrolled(signal, (call) => transport.unary("CommitUpload", request, call));
      return wellFormed(() => readCommitAnswer(message));
    },
  };
}

/** Turns a malformed answer into the error that its caller can act on. */
async function wellFormed<Value>(read: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw new CallError("internal", `the coordinator's answer is malformed: ${error.message}`, {
      cause: error,
    });
  }
}
