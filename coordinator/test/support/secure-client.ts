import { signerFromSeed } from "@tributary/core/identity";
import type { CommitAnswer, Outcome, Waiting } from "@tributary/core/participant";
import { encodeMeta, pack } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import { secureSession, vectorShape } from "@tributary/core/rounds";
import {
  advertiseKeys,
  confirmSurvivors,
  localMasks,
  maskInput,
  shareKeys,
  startParticipant,
  unmask,
  vectorBytes,
} from "@tributary/core/secagg";
import type { MaskPort, ParticipantSession, Phase, Roster, Step } from "@tributary/core/secagg";
import type { Random, RoundKey, TaskId } from "@tributary/core/support";
import { chunkLimitBytes } from "@tributary/core/wire";
import type { FederationTransport } from "@tributary/core/wire";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";

import { keyOf, scriptedClient } from "./scripted-client.ts";
import type { Assigned, ScriptedClient } from "./scripted-client.ts";

/** The steps of a client in mode secure, in their order. */
export const secureSteps = ["advertise", "share", "upload", "confirm", "unmask"] as const;
export type SecureStep = (typeof secureSteps)[number];

/** A client that masks numbers it was told to send. A step waits for what it needs, and may be repeated. */
export interface SecureClient extends Omit<ScriptedClient, "update" | "send" | "takePart"> {
  /** Says READY and waits for the invitation. */
  begin(place: Assigned): Promise<RoundKey>;
  /** Resolves with the refusal, if there is one. */
  step(name: SecureStep): Promise<Refusal | undefined>;
  /** One whole round, or up to a step that is not made. */
  takePart(until?: SecureStep): Promise<Exclude<Outcome, { kind: "not-yet" }>>;
  /** The same for a place that it has. */
  takePartIn(place: Assigned, until?: SecureStep): Promise<Exclude<Outcome, { kind: "not-yet" }>>;
}

/** Integer `index` of client `number`: what plain sums are compared with. */
export function integerOf(number: number, index: number): number {
  return ((number * 31 + index * 7) % 17) - 8;
}

/** What may differ from an honest client. */
export interface SecureClientChanges {
  /** Changes the plain vector before it is masked. */
  readonly vector?: (bytes: Uint8Array) => Uint8Array;
  readonly masks?: MaskPort;
  readonly random?: Random;
}

/** @param number says which client it is, and hence what it sends */
export async function secureClient(
  transport: FederationTransport,
  number: number,
  task: TaskId,
  changes: SecureClientChanges = {},
): Promise<SecureClient> {
  const client = await scriptedClient(transport, number, task);
  const { connection, offer } = client;
  const signer = signerFromSeed(new Uint8Array(32).fill(number), nodePrimitives);
  const {
    vector: changed = (bytes) => bytes,
    masks = localMasks(nodePrimitives),
    random = nodeRandom,
  } = changes;
  const ports = { primitives: nodePrimitives, random, masks, signer };
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
  let key: RoundKey | undefined;
  let plain = new Uint8Array();
  let session: ParticipantSession | undefined;

  function plainVector({ descriptor }: Assigned): Uint8Array<ArrayBuffer> {
    const shape = vectorShape(offer.plan, descriptor.purpose);
    const integers = Int32Array.from({ length: shape.coordinates }, (_, i) => integerOf(number, i));
    const classes = offer.plan.labels.length;
    const counts = new Uint32Array(classes * classes);
    counts[0] = number;
    const meta = encodeMeta({
      count: 1,
      weightUnits: 65_536,
      unclipped: 1,
      exampleCount: number,
      lossSum: number / 2,
      counts,
    });
    const bytes = new Uint8Array(vectorBytes(shape));
    pack(integers, shape.profile, bytes, 0);
    const view = new DataView(bytes.buffer);
    meta.forEach((word, i) => view.setUint32(bytes.length - 4 * (meta.length - i), word, true));
    return Uint8Array.from(changed(bytes));
  }

  /** Reads until there is an answer. */
  async function waited<Value>(read: () => Promise<Waiting<Value>>): Promise<Value | Refusal> {
    for (;;) {
      const answer = await read();
      if (answer.kind === "here") return answer.value;
      if (answer.kind === "refused") return answer.refusal;
      await pause();
    }
  }

  function moved<Next extends Phase, Message>(step: Step<Next, Message>): Message {
    if (!step.ok) throw new Error(`the client refused: ${step.refusal.reason} (${step.refusal.detail})`);
    session = step.state;
    return step.message;
  }

  const refusalIn = (answer: CommitAnswer): Refusal | undefined =>
    answer.kind === "refused" ? answer.refusal : undefined;

  function rosterNow(): Roster {
    if (session === undefined || !("roster" in session)) throw new Error("there is no roster yet");
    return session.roster;
  }

  function inRound(): { readonly key: RoundKey; readonly session: ParticipantSession } {
    if (key === undefined || session === undefined) throw new Error("begin comes first");
    return { key, session };
  }

  const isRefusal = (value: object): value is Refusal => "reason" in value;

  async function step(name: SecureStep): Promise<Refusal | undefined> {
    const now = inRound();
    switch (name) {
      case "advertise": {
        const message =
          now.session.phase === "advertised"
            ? now.session.message
            : moved(await advertiseKeys(now.session, ports));
        return refusalIn(await connection.advertiseKeys(now.key, message));
      }
      case "share": {
        if (now.session.phase === "shared")
          return refusalIn(await connection.shareKeys(now.key, now.session.message));
        const adverts = await waited(() => connection.getRoster(now.key));
        if (isRefusal(adverts)) return adverts;
        return refusalIn(
          await connection.shareKeys(now.key, moved(await shareKeys(now.session, adverts, ports))),
        );
      }
      case "upload": {
        if (now.session.phase === "shared") {
          const inbox = await waited(() => connection.getInbox(now.key, rosterNow()));
          if (isRefusal(inbox)) return inbox;
          moved(await maskInput(now.session, inbox, plain, ports));
        }
        return upload();
      }
      case "confirm": {
        if (now.session.phase === "confirmed")
          return refusalIn(await connection.confirm(now.key, now.session.message));
        const survivors = await waited(() => connection.getSurvivors(now.key, rosterNow()));
        if (isRefusal(survivors)) return survivors;
        return refusalIn(
          await connection.confirm(now.key, moved(await confirmSurvivors(now.session, survivors, ports))),
        );
      }
      case "unmask": {
        if (now.session.phase === "done")
          return refusalIn(await connection.unmask(now.key, now.session.message));
        if (now.session.phase !== "confirmed") throw new Error(`the client is ${now.session.phase}`);
        const { survivors } = now.session;
        const confirmations = await waited(() => connection.getConfirmations(now.key, rosterNow()));
        if (isRefusal(confirmations)) return confirmations;
        const answer = moved(await unmask(now.session, { survivors, confirmations }, ports));
        return refusalIn(await connection.unmask(now.key, answer));
      }
      default:
        return name satisfies never;
    }
  }

  async function upload(): Promise<Refusal | undefined> {
    const now = inRound();
    if (now.session.phase !== "masked") throw new Error(`the client is ${now.session.phase}`);
    const { message, vector } = now.session.message;
    const { haveBytes, committed } = await connection.uploadStatus(now.key);
    for (let at = committed ? vector.length : haveBytes; at < vector.length;) {
      const answer = await connection.putChunk(now.key, at, vector.subarray(at, at + chunkLimitBytes));
      if (answer.kind === "refused") return answer.refusal;
      at = answer.offset;
    }
    return refusalIn(await connection.commitMaskedInput(now.key, message));
  }

  async function begin(place: Assigned): Promise<RoundKey> {
    const { descriptor, descriptorDigest } = place;
    if (descriptor.mode !== "secure") throw new Error("the descriptor is for mode sealed");
    key = keyOf(place);
    plain = plainVector(place);
    session = startParticipant({
      session: secureSession(nodePrimitives, offer.plan, descriptor, descriptorDigest),
      client: connection.client,
      membership: { kind: "open" },
    });
    await client.readyAndInvited(key, place, plain.length);
    return key;
  }

  async function takePartIn(place: Assigned, until?: SecureStep) {
    const begun = await begin(place);
    for (const name of secureSteps) {
      if (name === until) break;
      const refusal = await step(name);
      if (refusal !== undefined)
        throw new Error(`${name} was refused: ${refusal.reason} (${refusal.detail})`);
    }
    return client.ended(begun);
  }

  return {
    ...client,
    begin,
    step,
    takePart: async (until) => takePartIn(await client.assigned(), until),
    takePartIn,
  };
}
