import type { Topology } from "@tributary/core/graph";
import { encodeMeta, metaWords } from "@tributary/core/ring";
import type {
  CoordinatorSession,
  Decision,
  Inbox,
  MaskPort,
  MaskedUpload,
  Session,
  UnmaskRequest,
  VectorShape,
} from "@tributary/core/secagg";
import {
  acceptAdvert,
  acceptAnswer,
  acceptConfirmation,
  acceptMaskedInput,
  acceptSharedKeys,
  advertiseKeys,
  closeAdvertising,
  closeCollecting,
  closeConfirming,
  closeSharing,
  confirmSurvivors,
  inboxOf,
  maskInput,
  packVector,
  sessionContext,
  shareKeys,
  unmask,
  unmaskRequest,
  vectorWords,
} from "@tributary/core/secagg";
import type { ClientId } from "@tributary/core/support";
import { digest, ok } from "@tributary/core/support";
import { nodePrimitives } from "@tributary/node-platform";

import { benchTask } from "./federation.ts";
import type { BenchClient, ClientStep } from "./secagg-client.ts";
import { createClient } from "./secagg-client.ts";
import { createCoordinator } from "./secagg-coordinator.ts";
import type { CoordinatorTimes } from "./secagg-coordinator.ts";
import { bytesDown, bytesUp } from "./secagg-traffic.ts";
import { deferredMasks, verifyingOnce } from "./secagg-untimed.ts";

const classes = 10;

/** The profile that plans take by default. */
export function shapeOf(coordinates: number): VectorShape {
  return { coordinates, profile: "u24", metaWords: metaWords(classes) };
}

export interface AttemptSetting {
  readonly shape: VectorShape;
  readonly participants: number;
  readonly topology: Topology;
  /** Clients that vanish after they shared their keys and before they sent a vector: what costs a coordinator most. */
  readonly dropouts: number;
  /** Who expands the masks of a client that is timed, by its number; undefined: it is not timed. */
  readonly timedMasksOf: (client: number) => MaskPort | undefined;
  /** Who expands the coordinator's masks. */
  readonly masks: MaskPort;
}

export interface AttemptFigures {
  /** Milliseconds of a timed survivor's five steps, by its number. */
  readonly clientMs: ReadonlyMap<number, number>;
  readonly coordinator: CoordinatorTimes;
  /** Control traffic of one survivor. */
  readonly bytesUp: number;
  readonly bytesDown: number;
}

function sessionOf({ shape, participants, topology, dropouts }: AttemptSetting): Session {
  const anyDigest = digest("0".repeat(64));
  return {
    context: sessionContext(nodePrimitives, {
      key: { task: benchTask, round: 1, attempt: 1 },
      model: anyDigest,
      plan: anyDigest,
      descriptor: anyDigest,
    }),
    rules: {
      minimum: participants,
      maximum: participants,
      minSurvivors: participants - dropouts,
      topologyOf: () => ok(topology),
      vector: shape,
    },
  };
}

function coordinate(i: number): number {
  return (i % 7) - 3;
}

/** The vector of every client. */
function plainVector(shape: VectorShape): Uint8Array {
  const words = new Uint32Array(vectorWords(shape));
  for (let i = 0; i < shape.coordinates; i++) words[i] = coordinate(i);
  const meta = { count: 1, weightUnits: 65_536, unclipped: 1, exampleCount: 0, lossSum: 0 };
  words.set(encodeMeta({ ...meta, counts: new Uint32Array(classes * classes) }), shape.coordinates);
  return packVector(words, shape);
}

/** Runs one attempt, every step of everybody alone, and sees that the sum is right. */
export async function runAttempt(setting: AttemptSetting): Promise<AttemptFigures> {
  const { shape, participants, dropouts, timedMasksOf, masks } = setting;
  const session = sessionOf(setting);
  const deferred = deferredMasks();
  const untimedPrimitives = verifyingOnce(nodePrimitives);
  const clients = Array.from({ length: participants }, (_, i) => {
    const timed = timedMasksOf(i);
    return timed === undefined
      ? createClient(session, deferred, untimedPrimitives)
      : createClient(session, timed);
  });
  // They have numbers before they have ids, so that those who vanish are anywhere in the graph.
  const survivors = clients.slice(dropouts);
  const coordinator = createCoordinator(session);
  const plain = plainVector(shape);

  /** One step of each of them, and what the last one said. */
  const exchange = async <Message>(
    speakers: readonly BenchClient[],
    stepOf: (client: ClientId) => ClientStep<Message> | Promise<ClientStep<Message>>,
    accept: (state: CoordinatorSession, message: Message) => Promise<Decision>,
    noted: (message: Message) => Promise<void> = () => Promise.resolve(),
  ): Promise<Message> => {
    let last: Message | undefined;
    for (const { client, say } of speakers) {
      const message = await say(await stepOf(client));
      await coordinator.take((state) => accept(state, message));
      await noted(message);
      last = message;
    }
    if (last === undefined) throw new RangeError("an attempt has participants");
    return last;
  };

  const advert = await exchange(
    clients,
    () => advertiseKeys,
    (state, message) => acceptAdvert(state, message, { kind: "open" }, nodePrimitives),
  );
  await coordinator.close("advertising", (state) => closeAdvertising(state, nodePrimitives));
  const { adverts: roster } = await coordinator.tell("sharing", (state) => state.roster);
  const shares = await exchange(
    clients,
    () => (state, ports) => shareKeys(state, roster, ports),
    (state, message) => acceptSharedKeys(state, message, nodePrimitives),
  );
  await coordinator.close("sharing", closeSharing);
  let inbox: Inbox | undefined;
  const { message: input } = await exchange<MaskedUpload>(
    survivors,
    async (client) => {
      const own = await coordinator.tell("collecting", (state) => inboxOf(state, client));
      if (own === undefined) throw new Error(`client ${client} shared its keys and has no inbox`);
      inbox = own;
      return (state, ports) => maskInput(state, own, plain, ports);
    },
    (state, { message }) => acceptMaskedInput(state, message, nodePrimitives),
    ({ vector }) => coordinator.add(vector),
  );
  await coordinator.amend((sum) => deferred.settle(sum, masks));
  await coordinator.close("collecting", closeCollecting);
  const counted = await coordinator.tell("confirming", (state) => state.survivors);
  const confirmation = await exchange(
    survivors,
    () => (state, ports) => confirmSurvivors(state, counted, ports),
    (state, message) => acceptConfirmation(state, message, nodePrimitives),
  );
  await coordinator.close("confirming", closeConfirming);
  let request: UnmaskRequest | undefined;
  const answer = await exchange(
    survivors,
    async (client) => {
      const own = await coordinator.tell("unmasking", (state) => unmaskRequest(state, client));
      request = own;
      return (state, ports) => unmask(state, own, ports);
    },
    (state, message) => acceptAnswer(state, message, nodePrimitives),
  );
  const sum = await coordinator.unmask(masks);
  if (sum.integers.some((integer, i) => integer !== survivors.length * coordinate(i))) {
    throw new Error("the unmasked sum is not the sum of the vectors");
  }
  return {
    clientMs: new Map(
      survivors.flatMap(({ spentMs }, i) =>
        timedMasksOf(dropouts + i) === undefined ? [] : [[dropouts + i, spentMs()]],
      ),
    ),
    coordinator: coordinator.times(),
    bytesUp: bytesUp({ advert, shares, input, confirmation, answer }),
    bytesDown: bytesDown({
      roster,
      inbox: inbox ?? { sharers: [], ciphertexts: [] },
      request: request ?? { survivors: [], confirmations: [] },
    }),
  };
}
