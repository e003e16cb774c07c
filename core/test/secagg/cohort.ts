// A cohort in one process: participants and a coordinator that run the product's steps, with a network in between that
// can lose and change messages.
import { topologyFor } from "@tributary/core/graph";
import type { Topology } from "@tributary/core/graph";
import { clientIdOf, signerFromSeed } from "@tributary/core/identity";
import type { Primitives, Signer } from "@tributary/core/identity";
import { pack, packedBytes } from "@tributary/core/ring";
import type {
  Advert,
  AtPhase,
  Confirmation,
  CoordinatorPhase,
  CoordinatorSession,
  Decision,
  FalseShare,
  Inbox,
  MaskPort,
  MaskedUpload,
  MessageRefusal,
  ParticipantPorts,
  ParticipantRefusal,
  ParticipantSession,
  PlainSum,
  Session,
  SessionAbort,
  SessionEvent,
  SessionRules,
  SharedKeys,
  UnmaskAnswer,
  UnmaskRequest,
  VectorShape,
} from "@tributary/core/secagg";
import {
  acceptAdvert,
  acceptAnswer,
  acceptConfirmation,
  acceptMaskedInput,
  acceptSharedKeys,
  addVector,
  advertiseKeys,
  canaryWords,
  closeAdvertising,
  closeCollecting,
  closeConfirming,
  closeSharing,
  confirmSurvivors,
  evolve,
  inboxOf,
  localMasks,
  maskInput,
  recoverMasks,
  sessionContext,
  shareKeys,
  startCoordinator,
  startParticipant,
  unmask,
  unmaskRequest,
  unmaskSum,
  vectorBytes,
  vectorWords,
} from "@tributary/core/secagg";
import type { ClientId, Result } from "@tributary/core/support";
import { digest, draw, ok, seededRandom, taskId, utf8 } from "@tributary/core/support";

import { nativePrimitives } from "./native-primitives.ts";

export interface Member {
  readonly client: ClientId;
  readonly signer: Signer;
  readonly seed: Uint8Array;
}

const pool: Member[] = Array.from({ length: 160 }, (_, i) => {
  const seed = nativePrimitives.sha256(utf8(`member ${i}`));
  const signer = signerFromSeed(seed, nativePrimitives);
  return { client: clientIdOf(signer.publicKey, nativePrimitives), signer, seed };
});

/** The first `count` identities, sorted by client: a member's index is its place on a full roster. */
export function members(count: number): readonly Member[] {
  return pool.slice(0, count).sort((a, b) => (a.client < b.client ? -1 : 1));
}

/** Where somebody vanishes: before it sends this message. */
export const stages = ["advert", "shares", "input", "confirmation", "answer"] as const;
export type Stage = (typeof stages)[number];

/** What the network does to a message; undefined: lost. */
export type Change<Message> = (
  message: Message,
  client: ClientId,
) => Message | undefined | Promise<Message | undefined>;

export interface Network {
  readonly advert?: Change<Advert>;
  readonly roster?: Change<readonly Advert[]>;
  readonly shares?: Change<SharedKeys>;
  readonly inbox?: Change<Inbox>;
  readonly input?: Change<MaskedUpload>;
  readonly survivors?: Change<readonly ClientId[]>;
  readonly confirmation?: Change<Confirmation>;
  readonly request?: Change<UnmaskRequest>;
  readonly answer?: Change<UnmaskAnswer>;
}

export interface Settings {
  readonly n: number;
  readonly seed?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minSurvivors?: number;
  readonly topology?: Topology;
  readonly topologyOf?: SessionRules["topologyOf"];
  readonly shape?: VectorShape;
  /** Who vanishes where, by index. */
  readonly vanish?: ReadonlyMap<number, Stage>;
  readonly network?: Network;
  /** By index; default: drawn. */
  readonly inputs?: readonly Uint8Array[];
  /** Who expands masks for a client or for the coordinator. */
  readonly masksOf?: (who: ClientId | "coordinator") => MaskPort;
  readonly primitives?: Primitives;
  /** A participant whose session is another's: it was given another model. */
  readonly otherModel?: number;
}

export interface Run {
  readonly session: Session;
  readonly cohort: readonly Member[];
  readonly inputs: ReadonlyMap<ClientId, Uint8Array>;
  readonly states: ReadonlyMap<ClientId, ParticipantSession>;
  readonly refusals: ReadonlyMap<ClientId, ParticipantRefusal>;
  readonly messageRefusals: readonly (MessageRefusal & { readonly client: ClientId })[];
  readonly events: readonly SessionEvent[];
  readonly coordinator: CoordinatorSession;
  readonly survivors: readonly ClientId[];
  readonly uploads: ReadonlyMap<ClientId, Uint8Array>;
  readonly falseShares: readonly FalseShare[];
  /** The coordinator's state when all answers were in. */
  readonly beforeRecovery: AtPhase<"unmasking"> | undefined;
  readonly outcome: Result<PlainSum, SessionAbort>;
}

export const defaultShape: VectorShape = { coordinates: 5, profile: "u24", metaWords: 2 + canaryWords };

export function sessionOf(settings: Settings, model = "a"): Session {
  const { n, minimum = 3, maximum = n, minSurvivors = 3, topology, shape = defaultShape } = settings;
  const key = { task: taskId("digits"), round: 3, attempt: 1 };
  const [modelDigest, plan, descriptor] = [model, "b", "c"].map((digit) => digest(digit.repeat(64)));
  return {
    context: sessionContext(nativePrimitives, {
      key,
      model: modelDigest!,
      plan: plan!,
      descriptor: descriptor!,
    }),
    rules: {
      minimum,
      maximum,
      minSurvivors,
      topologyOf: topology === undefined ? (settings.topologyOf ?? topologyFor) : () => ok(topology),
      vector: shape,
    },
  };
}

export function portsOf(
  member: Member,
  seed: string,
  masks = localMasks(nativePrimitives),
): ParticipantPorts {
  return {
    primitives: nativePrimitives,
    random: seededRandom(utf8(seed), "participant", member.client),
    signer: member.signer,
    masks,
  };
}

/** Packed integers over the whole ring and a meta lane that counts one. */
export function drawInput(shape: VectorShape, seed: string, name: string): Uint8Array {
  const { integer } = draw(seededRandom(utf8(seed), "input", name));
  const integers = Int32Array.from({ length: shape.coordinates }, () => integer(2 ** 32) | 0);
  const meta = Array.from({ length: shape.metaWords }, (_, i) => {
    if (i === 0) return 1;
    return i < shape.metaWords - canaryWords ? integer(2 ** 32) : 0;
  });
  const bytes = new Uint8Array(vectorBytes(shape));
  pack(integers, shape.profile, bytes, 0);
  const view = new DataView(bytes.buffer);
  meta.forEach((word, i) =>
    view.setUint32(shape.coordinates * packedBytes(shape.profile) + 4 * i, word, true),
  );
  return bytes;
}

/** The sum by plain arithmetic on numbers: no word tricks, no masks. */
export function plainSum(vectors: readonly Uint8Array[], shape: VectorShape): PlainSum {
  const width = packedBytes(shape.profile);
  const modulus = 2 ** (8 * width);
  const integers = Array.from({ length: shape.coordinates }, () => 0);
  const meta = Array.from({ length: shape.metaWords }, () => 0);
  for (const bytes of vectors) {
    const buffer = Buffer.from(bytes);
    integers.forEach((sum, i) => (integers[i] = (sum + buffer.readUIntLE(i * width, width)) % modulus));
    meta.forEach((sum, i) => {
      meta[i] = (sum + buffer.readUInt32LE(shape.coordinates * width + 4 * i)) % 2 ** 32;
    });
  }
  return {
    integers: Int32Array.from(integers, (sum) => (sum >= modulus / 2 ? sum - modulus : sum)),
    meta: Uint32Array.from(meta),
  };
}

/** Runs one attempt from adverts to the sum, or to whatever ends it. */
export async function runAttempt(settings: Settings): Promise<Run> {
  const { n, seed = "attempt", shape = defaultShape, network = {}, vanish = new Map() } = settings;
  const session = sessionOf(settings);
  const cohort = members(n);
  const { primitives = nativePrimitives, masksOf = () => localMasks(primitives) } = settings;
  const ports = new Map(
    cohort.map((member) => [member.client, { ...portsOf(member, seed, masksOf(member.client)), primitives }]),
  );
  const inputs = new Map(
    cohort.map(({ client }, i) => [client, settings.inputs?.[i] ?? drawInput(shape, seed, client)]),
  );
  const states = new Map<ClientId, ParticipantSession>(
    cohort.map(({ client }, i) => {
      const own = i === settings.otherModel ? sessionOf(settings, "d") : session;
      return [client, startParticipant({ session: own, client, membership: { kind: "open" } })];
    }),
  );
  const refusals = new Map<ClientId, ParticipantRefusal>();
  const messageRefusals: (MessageRefusal & { client: ClientId })[] = [];
  const events: SessionEvent[] = [];
  const uploads = new Map<ClientId, Uint8Array>();
  let current: CoordinatorSession = startCoordinator(session);
  let falseShares: readonly FalseShare[] = [];
  let beforeRecovery: AtPhase<"unmasking"> | undefined;

  const now = (): CoordinatorSession => current;
  const at = <Phase extends CoordinatorPhase>(phase: Phase): AtPhase<Phase> | undefined => {
    const isAt = (state: CoordinatorSession): state is AtPhase<Phase> => state.phase === phase;
    return isAt(current) ? current : undefined;
  };
  const apply = (event: SessionEvent): void => {
    events.push(event);
    current = evolve(current, event, primitives);
  };
  const close = <Phase extends CoordinatorPhase>(
    phase: Phase,
    decide: (state: AtPhase<Phase>) => SessionEvent,
  ): void => {
    const state = at(phase);
    if (state !== undefined) apply(decide(state));
  };
  const finish = (outcome: Result<PlainSum, SessionAbort>): Run => ({
    session,
    cohort,
    inputs,
    states,
    refusals,
    messageRefusals,
    events,
    coordinator: now(),
    survivors: events.flatMap((event) => (event.kind === "survivors-fixed" ? event.survivors : [])),
    uploads,
    falseShares,
    beforeRecovery,
    outcome,
  });

  /** One message of everyone who is still there; `noted` is told of those that the coordinator takes. */
  const exchange = async <Message>(
    stage: Stage,
    say: (
      state: ParticipantSession,
      ports: ParticipantPorts,
      client: ClientId,
    ) => Promise<
      | { readonly ok: true; readonly state: ParticipantSession; readonly message: Message }
      | { readonly ok: false; readonly state: ParticipantSession; readonly refusal: ParticipantRefusal }
      | undefined
    >,
    change: Change<Message> | undefined,
    decide: (message: Message) => Promise<Decision>,
    noted: (message: Message, client: ClientId) => void = () => {},
  ): Promise<void> => {
    for (const [i, { client }] of cohort.entries()) {
      const own = states.get(client);
      const tools = ports.get(client);
      if (vanish.get(i) === stage) states.delete(client);
      if (vanish.get(i) === stage || own === undefined || tools === undefined || own.phase === "burned")
        continue;
      const step = await say(own, tools, client);
      if (step === undefined) continue;
      states.set(client, step.state);
      if (!step.ok) {
        refusals.set(client, step.refusal);
        continue;
      }
      const message = change === undefined ? step.message : await change(step.message, client);
      if (message === undefined) continue;
      const decision = await decide(message);
      if (!decision.ok) messageRefusals.push({ ...decision.error, client });
      else if (decision.value.kind === "new") {
        apply(decision.value.event);
        noted(message, client);
      }
    }
  };

  const through = async <Message>(
    change: Change<Message> | undefined,
    message: Message,
    client: ClientId,
  ): Promise<Message> => (await change?.(message, client)) ?? message;

  await exchange(
    "advert",
    (own, tools) => advertiseKeys(own, tools),
    network.advert,
    (message) => acceptAdvert(now(), message, { kind: "open" }, primitives),
  );
  close("advertising", (state) => closeAdvertising(state, primitives));
  await exchange(
    "shares",
    async (own, tools, client) => {
      const state = at("sharing");
      if (state === undefined || !state.roster.byClient.has(client)) return undefined;
      return shareKeys(own, await through(network.roster, state.roster.adverts, client), tools);
    },
    network.shares,
    (message) => acceptSharedKeys(now(), message, primitives),
  );
  close("sharing", closeSharing);
  await exchange(
    "input",
    async (own, tools, client) => {
      const state = at("collecting");
      const inbox = state && inboxOf(state, client);
      const plain = inputs.get(client);
      if (inbox === undefined || plain === undefined) return undefined;
      return maskInput(own, await through(network.inbox, inbox, client), plain, tools);
    },
    network.input,
    ({ message }) => acceptMaskedInput(now(), message, primitives),
    ({ vector }, client) => uploads.set(client, vector),
  );
  close("collecting", closeCollecting);
  await exchange(
    "confirmation",
    async (own, tools, client) => {
      const state = at("confirming");
      if (state === undefined || own.phase !== "masked") return undefined;
      return confirmSurvivors(own, await through(network.survivors, state.survivors, client), tools);
    },
    network.confirmation,
    (message) => acceptConfirmation(now(), message, primitives),
  );
  close("confirming", closeConfirming);
  await exchange(
    "answer",
    async (own, tools, client) => {
      const state = at("unmasking");
      if (state === undefined || own.phase !== "confirmed") return undefined;
      // Whoever changes what is asked may choose among all that was confirmed.
      const asked = network.request === undefined ? unmaskRequest(state, client) : allConfirmed(state);
      return unmask(own, await through(network.request, asked, client), tools);
    },
    network.answer,
    (message) => acceptAnswer(now(), message, primitives),
  );
  const ended = at("aborted");
  if (ended !== undefined) return finish({ ok: false, error: ended.abort });
  const unmasking = at("unmasking");
  if (unmasking === undefined) throw new Error(`the attempt stands in ${now().phase}`);
  beforeRecovery = unmasking;
  const recovery = await recoverMasks(unmasking, primitives);
  if (!recovery.ok) {
    apply({ kind: "aborted", abort: recovery.error });
    return finish(recovery);
  }
  falseShares = recovery.value.falseShares;
  const words = new Uint32Array(vectorWords(shape));
  for (const client of unmasking.survivors) {
    const vector = uploads.get(client);
    if (vector === undefined) throw new Error(`the vector of ${client} is missing`);
    addVector(words, vector, shape);
  }
  const outcome = await unmaskSum(unmasking, words, recovery.value.masks, masksOf("coordinator"));
  apply(outcome.ok ? { kind: "unmasked" } : { kind: "aborted", abort: outcome.error });
  return finish(outcome);
}

function allConfirmed({ survivors, confirmations }: AtPhase<"unmasking">): UnmaskRequest {
  const confirmed = [...confirmations].sort(([a], [b]) => (a < b ? -1 : 1));
  return { survivors, confirmations: confirmed.map(([, confirmation]) => confirmation) };
}
