// A coordinator in mode secure for a small cohort, over real gRPC: one round, whose phases end when everybody has spoken.
import { clientIdOf, signDocument } from "@tributary/core/identity";
import type { Plan } from "@tributary/core/plan";
import { secureSession } from "@tributary/core/rounds";
import {
  acceptAdvert,
  acceptAnswer,
  acceptConfirmation,
  acceptMaskedInput,
  acceptSharedKeys,
  addVector,
  addressAnswer,
  addressShares,
  closeAdvertising,
  closeCollecting,
  closeConfirming,
  closeSharing,
  evolve,
  inboxOf,
  localMasks,
  recoverMasks,
  startCoordinator,
  unmaskRequest,
  unmaskSum,
  vectorWords,
} from "@tributary/core/secagg";
import type {
  AtPhase,
  CoordinatorPhase,
  CoordinatorSession,
  Decision,
  PlainSum,
  SessionEvent,
} from "@tributary/core/secagg";
import type { ClientId, Digest } from "@tributary/core/support";
import { canonicalBytes, concat, digest as digestOf, toHex } from "@tributary/core/support";
import { sha256Digest } from "@tributary/core/tensor";
import {
  readAdvertiseKeys,
  readConfirm,
  readShareKeys,
  readUnmask,
  secureAggregationFeature,
  writeAdverts,
  writeConfirmations,
  writeMembers,
} from "@tributary/core/wire";
import { nodePrimitives } from "@tributary/node-platform";

import { federationServer } from "./federation-server.ts";
import type { Fields, FederationServer, ServedBy } from "./federation-server.ts";
import { scriptedTask } from "./scripted-task.ts";

export interface SecureServer extends FederationServer {
  readonly fingerprint: Digest;
  /** The vectors as they were sent. */
  readonly vectors: ReadonlyMap<ClientId, Uint8Array>;
  /** What came out when the masks were taken off. */
  sum(): PlainSum | undefined;
}

const retryAfterMs = 20;

export async function secureServer(plan: Plan, cohort: number): Promise<SecureServer> {
  const task = await scriptedTask(plan);
  const facts = task.descriptor(1, null, { mode: "secure" });
  const descriptor = { ...facts, cohort: { minimum: cohort, maximum: facts.encoding.participants } };
  const payload = canonicalBytes(descriptor);
  const session = secureSession(nodePrimitives, plan, descriptor, sha256Digest(payload));
  const { vector: shape } = session.rules;
  const keys = new Map<string, Uint8Array>();
  const spools = new Map<ClientId, Uint8Array>();
  const ready = new Set<ClientId>();
  let state: CoordinatorSession = startCoordinator(session);
  let sum: PlainSum | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const at = <Phase extends CoordinatorPhase>(phase: Phase): AtPhase<Phase> => {
    const isAt = (current: CoordinatorSession): current is AtPhase<Phase> => current.phase === phase;
    if (isAt(state)) return state;
    throw new Error(`the session is ${state.phase}, not ${phase}`);
  };
  const apply = (event: SessionEvent): void => {
    state = evolve(state, event, nodePrimitives);
    if (state.phase === "aborted") throw new Error(`${state.abort.cause}: ${state.abort.detail}`);
  };
  const callerOf = (token: string): { client: ClientId; identityKey: Uint8Array } => {
    const identityKey = keys.get(token) ?? new Uint8Array(32);
    return { client: clientIdOf(identityKey, nodePrimitives), identityKey };
  };
  const notYet = (invited = false) => ({ notYet: { retryAfterMs, phase: state.phase, invited } });

  async function closeIfComplete(): Promise<void> {
    switch (state.phase) {
      case "advertising":
        if (state.adverts.size === cohort) apply(closeAdvertising(state, nodePrimitives));
        break;
      case "sharing":
        if (state.shared.size === cohort) apply(closeSharing(state));
        break;
      case "collecting":
        if (state.inputs.size === cohort) apply(closeCollecting(state));
        break;
      case "confirming":
        if (state.confirmations.size === cohort) apply(closeConfirming(state));
        break;
      case "unmasking":
        if (state.answers.size === cohort) await takeMasksOff(state);
        break;
      default:
        break;
    }
  }

  async function takeMasksOff(unmasking: AtPhase<"unmasking">): Promise<void> {
    const recovery = await recoverMasks(unmasking, nodePrimitives);
    if (!recovery.ok) throw new Error(recovery.error.detail);
    const words = new Uint32Array(vectorWords(shape));
    for (const client of unmasking.survivors) addVector(words, spools.get(client) ?? new Uint8Array(), shape);
    const unmasked = await unmaskSum(unmasking, words, recovery.value.masks, localMasks(nodePrimitives));
    if (!unmasked.ok) throw new Error(unmasked.error.detail);
    sum = unmasked.value;
  }

  /** Decisions are made one after another. */
  function said(decide: () => Promise<Decision>): Promise<object> {
    const turn = queue.then(async () => {
      const decision = await decide();
      if (!decision.ok) return { refused: decision.error };
      if (decision.value.kind === "new") {
        apply(decision.value.event);
        await closeIfComplete();
      }
      return { accepted: {} };
    });
    queue = turn.catch(() => undefined);
    return turn;
  }

  // The loader's plain objects are what readers of wire take, by the names of the same fields.
  const messageOf = <Message>(read: (request: never) => { message: Message }, request: Fields): Message =>
    read(request as never).message;

  const answers: ServedBy["answers"] = {
    GetTask: () => ({ ...task.offer, requiredFeatures: [secureAggregationFeature] }),
    Enroll: ({ publicKey, signature }) => {
      if (!(publicKey instanceof Uint8Array) || !(signature instanceof Uint8Array)) return {};
      if (signature.length === 0) return { challenge: new Uint8Array(16) };
      keys.set(toHex(publicKey), publicKey);
      return { sessionToken: toHex(publicKey) };
    },
    CheckIn: async () => {
      if (sum !== undefined)
        return { done: { state: "completed", model: task.model, bestRound: 1, reason: "" } };
      const document = await signDocument("round", payload, task.signer);
      return { train: { descriptor: document, base: task.base, model: task.model, leaseMs: 60_000 } };
    },
    Ready: (_request, token) => {
      ready.add(callerOf(token).client);
      return { noted: notYet().notYet };
    },
    GetOutcome: async () => {
      if (sum === undefined) return notYet(state.phase === "advertising" && ready.size === cohort);
      return { committed: { receipt: await task.receipt(descriptor, cohort), counted: true } };
    },
    UploadStatus: (_request, token) => {
      const { client } = callerOf(token);
      const committed = "inputs" in state && state.inputs.has(client);
      return { haveBytes: spools.get(client)?.length ?? 0, committed };
    },
    PutChunk: ({ offset, data }, token) => {
      const { client } = callerOf(token);
      const spool = spools.get(client) ?? new Uint8Array(0);
      if (offset === spool.length) spools.set(client, Uint8Array.from(concat(spool, data)));
      return { nextOffset: spools.get(client)?.length ?? 0 };
    },
    AdvertiseKeys: (request, token) => {
      const advert = { ...callerOf(token), ...messageOf(readAdvertiseKeys, request) };
      return said(() => acceptAdvert(state, advert, { kind: "open" }, nodePrimitives));
    },
    GetRoster: () =>
      "roster" in state ? { roster: { adverts: writeAdverts(state.roster.adverts) } } : notYet(),
    ShareKeys: (request, token) =>
      said(() => {
        const { roster } = at("sharing");
        const shared = addressShares(roster, callerOf(token).client, messageOf(readShareKeys, request));
        return acceptSharedKeys(state, shared, nodePrimitives);
      }),
    GetInbox: (_request, token) => {
      if (!("inputs" in state)) return notYet();
      const inbox = inboxOf(at("collecting"), callerOf(token).client);
      const boxes = concat(...(inbox?.ciphertexts ?? []).map(({ box }) => box));
      return { inbox: { sharers: writeMembers(state.roster.clients, inbox?.sharers ?? []), boxes } };
    },
    CommitUpload: ({ digest, sizeBytes, statement }, token) => {
      if (!(statement instanceof Uint8Array)) return {};
      const { client } = callerOf(token);
      const input = {
        client,
        digest: digestOf(toHex(digest)),
        sizeBytes: Number(sizeBytes),
        signature: statement,
      };
      return said(() => acceptMaskedInput(state, input, nodePrimitives));
    },
    GetSurvivors: () => {
      if (!("survivors" in state) || !("roster" in state)) return notYet();
      return { survivors: { members: writeMembers(state.roster.clients, state.survivors) } };
    },
    Confirm: (request, token) => {
      const confirmation = { client: callerOf(token).client, ...messageOf(readConfirm, request) };
      return said(() => acceptConfirmation(state, confirmation, nodePrimitives));
    },
    GetConfirmations: (_request, token) => {
      if (state.phase !== "unmasking") return notYet();
      const { client } = callerOf(token);
      const { confirmations } = unmaskRequest(state, client);
      return {
        confirmations: writeConfirmations(state.roster.clients, state.survivorsHash, confirmations),
      };
    },
    Unmask: (request, token) =>
      said(() => {
        const message = messageOf(readUnmask, request);
        return acceptAnswer(
          state,
          addressAnswer(at("unmasking"), callerOf(token).client, message),
          nodePrimitives,
        );
      }),
    Leave: () => ({}),
  };

  const server = federationServer({ answers, blobs: task.blobs });
  return { ...server, fingerprint: task.fingerprint, vectors: spools, sum: () => sum };
}
