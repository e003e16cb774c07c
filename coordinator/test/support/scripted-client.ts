import { createHash } from "node:crypto";

import { sealUpdate, signerFromSeed } from "@tributary/core/identity";
import { trainableLayout } from "@tributary/core/model";
import type { CheckInAnswer, Connection, Outcome, TaskOffer } from "@tributary/core/participant";
import type { MetaLane } from "@tributary/core/ring";
import { encodePayload } from "@tributary/core/ring";
import type { Refusal } from "@tributary/core/rounds";
import { sealingKeyOf } from "@tributary/core/rounds";
import type { Digest, RoundKey, TaskId } from "@tributary/core/support";
import { digest, fromHex, taskId } from "@tributary/core/support";
import { layoutOf } from "@tributary/core/tensor";
import type { Layout } from "@tributary/core/tensor";
import { connect } from "@tributary/core/wire";
import type { FederationTransport } from "@tributary/core/wire";
import { nodePrimitives, nodeRandom } from "@tributary/node-platform";

export type Assigned = Extract<CheckInAnswer, { kind: "train" }>;

/** A client that sends numbers it was told to send: no data, no training. */
export interface ScriptedClient {
  readonly connection: Connection;
  readonly offer: TaskOffer;
  /** Checks in until it gets a place. */
  assigned(): Promise<Assigned>;
  /** The sealed update of these integers under an assignment. */
  update(assigned: Assigned, changes?: UpdateChanges): Uint8Array;
  /** Says READY and waits for the invitation. */
  readyAndInvited(key: RoundKey, assigned: Assigned, sizeBytes: number): Promise<void>;
  /** Uploads in pieces and commits; resolves with the refusal, if there is one. */
  send(key: RoundKey, sealed: Uint8Array): Promise<Refusal | undefined>;
  ended(key: RoundKey): Promise<Exclude<Outcome, { kind: "not-yet" }>>;
  /** One whole round. */
  takePart(): Promise<Exclude<Outcome, { kind: "not-yet" }>>;
}

/** What may differ from a valid update. */
export interface UpdateChanges {
  readonly layout?: Layout;
  readonly integers?: (index: number) => number;
  readonly meta?: Partial<MetaLane>;
  /** Changes the payload before it is sealed. */
  readonly payload?: (bytes: Uint8Array) => Uint8Array;
  readonly descriptor?: Digest;
  readonly sealingKey?: Uint8Array;
}

const chunkBytes = 1024 * 1024;

export function keyOf({ descriptor }: Assigned): RoundKey {
  return { task: descriptor.task, round: descriptor.round, attempt: descriptor.attempt };
}

export function sha256(bytes: Uint8Array): Digest {
  return digest(createHash("sha256").update(bytes).digest("hex"));
}

/** @param number says which client it is, and hence what it sends */
export async function scriptedClient(
  transport: FederationTransport,
  number: number,
  task: TaskId = taskId("small"),
): Promise<ScriptedClient> {
  const signer = signerFromSeed(new Uint8Array(32).fill(number), nodePrimitives);
  const connection = connect({
    transport,
    signer,
    primitives: nodePrimitives,
    task,
    fingerprint: undefined,
    kind: "scripted",
    engine: () => "by hand",
    release: "0",
    timeoutMs: 20_000,
  });
  const offer = await connection.getTask();
  const { plan } = offer;
  const classes = plan.labels.length;
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

  function update(assigned: Assigned, changes: UpdateChanges = {}): Uint8Array {
    const evaluates = assigned.descriptor.purpose === "evaluate";
    const layout = changes.layout ?? (evaluates ? layoutOf([]) : trainableLayout(plan));
    const value = changes.integers ?? ((index) => ((number * 31 + index * 7) % 17) - 8);
    const integers = Int32Array.from({ length: layout.size }, (_, index) => value(index));
    const counts = new Uint32Array(classes * classes);
    counts[0] = number;
    const meta: MetaLane = {
      count: 1,
      weightUnits: 65_536,
      unclipped: 1,
      exampleCount: number,
      lossSum: number / 2,
      counts,
      ...changes.meta,
    };
    const shape = { layout, profile: assigned.descriptor.encoding.profile, classes };
    const payload = encodePayload(shape, integers, meta);
    const context = {
      descriptor: changes.descriptor ?? assigned.descriptorDigest,
      client: connection.client,
    };
    const recipient = changes.sealingKey ?? fromHex(sealingKeyOf(assigned.descriptor));
    return sealUpdate(changes.payload?.(payload) ?? payload, recipient, context, nodePrimitives, nodeRandom);
  }

  async function assigned(): Promise<Assigned> {
    for (;;) {
      const answer = await connection.checkIn(task, 0);
      if (answer.kind === "train") return answer;
      if (answer.kind === "done") throw new Error(`the task is ${answer.state}: ${answer.reason}`);
      await pause();
    }
  }

  async function readyAndInvited(
    key: RoundKey,
    { descriptorDigest }: Assigned,
    sizeBytes: number,
  ): Promise<void> {
    const ready = await connection.ready(key, descriptorDigest, sizeBytes);
    if (ready.kind === "refused") throw new Error(`READY was refused: ${ready.refusal.reason}`);
    for (let invited = ready.invited; !invited;) {
      const outcome = await connection.getOutcome(key);
      if (outcome.kind !== "not-yet") throw new Error(`the round is ${outcome.kind}`);
      invited = outcome.invited;
      if (!invited) await pause();
    }
  }

  async function send(key: RoundKey, sealed: Uint8Array): Promise<Refusal | undefined> {
    const { haveBytes, committed } = await connection.uploadStatus(key);
    for (let offset = committed ? sealed.length : haveBytes; offset < sealed.length;) {
      const answer = await connection.putChunk(key, offset, sealed.subarray(offset, offset + chunkBytes));
      if (answer.kind === "refused") return answer.refusal;
      offset = answer.offset;
    }
    const answer = await connection.commitUpload(key, sha256(sealed), sealed.length);
    return answer.kind === "refused" ? answer.refusal : undefined;
  }

  async function ended(key: RoundKey): Promise<Exclude<Outcome, { kind: "not-yet" }>> {
    for (;;) {
      const outcome = await connection.getOutcome(key);
      if (outcome.kind !== "not-yet") return outcome;
      await pause();
    }
  }

  return {
    connection,
    offer,
    assigned,
    update,
    readyAndInvited,
    send,
    ended,
    async takePart() {
      const place = await assigned();
      const key = keyOf(place);
      const sealed = update(place);
      await readyAndInvited(key, place, sealed.length);
      const refusal = await send(key, sealed);
      if (refusal !== undefined)
        throw new Error(`the update was refused: ${refusal.reason} (${refusal.detail})`);
      return ended(key);
    },
  };
}
