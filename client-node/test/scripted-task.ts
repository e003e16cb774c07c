// What the scripted coordinators hand out: a plan, a base and a model that never moves.
import type { Signer } from "@tributary/core/identity";
import { fingerprintOf, signDocument, signerFromSeed } from "@tributary/core/identity";
import type { SignedDocument } from "@tributary/core/identity";
import { initialTrainables, randomBase, trainableLayout } from "@tributary/core/model";
import { planBytes, planDigest } from "@tributary/core/plan";
import type { Plan } from "@tributary/core/plan";
import { initialBounds } from "@tributary/core/ring";
import type { RoundDescriptor } from "@tributary/core/rounds";
import type { Digest } from "@tributary/core/support";
import { canonicalBytes, fromHex, taskId, toHex } from "@tributary/core/support";
import { encodeSafetensors, sha256Digest, unflatten } from "@tributary/core/tensor";
import { nodePrimitives } from "@tributary/node-platform";

interface Blob {
  readonly digest: Uint8Array;
  readonly sizeBytes: number;
}

export interface ScriptedTask {
  readonly signer: Signer;
  readonly fingerprint: Digest;
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  readonly base: Blob;
  readonly model: Blob;
  readonly offer: object;
  /** The first attempt at a round to train. @param own what a descriptor of its mode has beside the facts */
  descriptor<Own extends { readonly mode: RoundDescriptor["mode"] }>(
    round: number,
    previousReceipt: Digest | null,
    own: Own,
  ): Facts & Own;
  receipt(descriptor: RoundDescriptor, participants: number): Promise<SignedDocument>;
}

type Facts = Omit<Extract<RoundDescriptor, { mode: "sealed" }>, "mode" | "sealingKey">;

export async function scriptedTask(plan: Plan): Promise<ScriptedTask> {
  const signer = signerFromSeed(new Uint8Array(32).fill(9), nodePrimitives);
  const task = taskId(plan.task);
  const base = randomBase(plan);
  const layout = trainableLayout(plan);
  const blobs = new Map<string, Uint8Array>();
  const store = (bytes: Uint8Array): Blob => {
    const digest = sha256Digest(bytes);
    blobs.set(digest, bytes);
    return { digest: fromHex(digest), sizeBytes: bytes.length };
  };
  const baseBlob = store(encodeSafetensors(base, { dtype: "F32" }));
  const modelBlob = store(
    encodeSafetensors(unflatten(layout, initialTrainables(plan, base)), { dtype: "F32" }),
  );
  const digestOf = ({ digest }: Blob): Digest => sha256Digest(blobs.get(toHex(digest)) ?? new Uint8Array());
  return {
    signer,
    fingerprint: fingerprintOf(signer.publicKey, nodePrimitives),
    blobs,
    base: baseBlob,
    model: modelBlob,
    offer: {
      protocolVersion: 1,
      taskId: task,
      state: "running",
      plan: await signDocument("plan", planBytes(plan), signer),
      coordinatorPublicKey: signer.publicKey,
      incarnation: 1,
    },
    descriptor: (round, previousReceipt, own) => ({
      protocol: 1,
      task,
      incarnation: 1,
      round,
      attempt: 1,
      purpose: "train",
      plan: planDigest(plan),
      base: digestOf(baseBlob),
      model: digestOf(modelBlob),
      previousReceipt,
      encoding: initialBounds(plan, layout.size),
      ...own,
    }),
    receipt: (descriptor, participants) => {
      const { round, mode, previousReceipt, model } = descriptor;
      const payload = canonicalBytes({
        protocol: 1,
        task,
        incarnation: 1,
        round,
        attempt: 1,
        purpose: "train",
        mode,
        plan: planDigest(plan),
        descriptor: sha256Digest(canonicalBytes(descriptor)),
        previous: previousReceipt,
        modelIn: model,
        modelOut: model,
        participants,
        weightUnits: 1,
        unclipped: 1,
        clip: 1,
        evaluation: { exampleCount: 0, lossSum: 0, accuracy: null, macroF1: null },
        committedAtMs: 1,
      });
      return signDocument("receipt", payload, signer);
    },
  };
}
