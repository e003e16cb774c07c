// What scripted coordinators hand out: a task with its models, descriptors and receipts.
import { portablePrimitives } from "../../src/identity/index.ts";
import { initialTrainables, randomBase, trainableLayout } from "../../src/model/index.ts";
import type { Assignment, BlobRef, TaskOffer } from "../../src/participant/index.ts";
import { planDigest } from "../../src/plan/index.ts";
import type { Plan } from "../../src/plan/index.ts";
import { initialBounds } from "../../src/ring/index.ts";
import type { Purpose, Receipt, RoundDescriptor } from "../../src/rounds/index.ts";
import type { Digest, TaskId } from "../../src/support/index.ts";
import { canonicalBytes, digest, taskId, toHex, utf8 } from "../../src/support/index.ts";
import { encodeSafetensors, sha256Digest, unflatten } from "../../src/tensor/index.ts";

/** Which attempt is next, and from which model. */
export interface Progress {
  readonly incarnation: number;
  readonly round: number;
  readonly attempt: number;
  readonly model: BlobRef;
  readonly previous: Digest | null;
}

export interface ScriptedTask {
  readonly task: TaskId;
  readonly fingerprint: Digest;
  readonly offer: TaskOffer;
  readonly blobs: ReadonlyMap<Digest, Uint8Array>;
  modelOfRound(round: number): BlobRef;
  /** @param own what a descriptor of its mode has beside the facts */
  assign<Own extends { readonly mode: RoundDescriptor["mode"] }>(
    progress: Progress,
    purpose: Purpose,
    own: Own,
  ): Facts & Own;
  assignment(descriptor: RoundDescriptor, model: BlobRef): Assignment;
  receipt(assignment: Assignment, modelOut: Digest, participants: number): Receipt;
}

type Facts = Omit<Extract<RoundDescriptor, { mode: "sealed" }>, "mode" | "sealingKey">;

export function scriptedTask(plan: Plan): ScriptedTask {
  const task = taskId(plan.task);
  const fingerprint = digest(toHex(portablePrimitives.sha256(utf8("scripted"))));
  const layout = trainableLayout(plan);
  const baseArrays = randomBase(plan);
  const blobs = new Map<Digest, Uint8Array>();
  const store = (bytes: Uint8Array): BlobRef => {
    const ref = { digest: sha256Digest(bytes), sizeBytes: bytes.length };
    blobs.set(ref.digest, bytes);
    return ref;
  };
  const base = store(encodeSafetensors(baseArrays, { dtype: "F32" }));
  return {
    task,
    fingerprint,
    blobs,
    offer: {
      task,
      state: "running",
      plan,
      planDigest: planDigest(plan),
      fingerprint,
      incarnation: 1,
      members: undefined,
    },
    modelOfRound(round) {
      const vector = initialTrainables(plan, baseArrays).map((value) => value + round / 64);
      return store(
        encodeSafetensors(unflatten(layout, vector), { dtype: "F32", metadata: { round: String(round) } }),
      );
    },
    assign: ({ incarnation, round, attempt, model, previous }, purpose, own) => ({
      protocol: 1,
      task,
      incarnation,
      round,
      attempt,
      purpose,
      plan: planDigest(plan),
      base: base.digest,
      model: model.digest,
      previousReceipt: previous,
      encoding: initialBounds(plan, layout.size),
      ...own,
    }),
    assignment: (descriptor, model) => ({
      descriptor,
      descriptorDigest: sha256Digest(canonicalBytes(descriptor)),
      base,
      model,
      leaseMs: 60_000,
    }),
    receipt: ({ descriptor, descriptorDigest }, modelOut, participants) => ({
      protocol: 1,
      task,
      incarnation: descriptor.incarnation,
      round: descriptor.round,
      attempt: descriptor.attempt,
      purpose: descriptor.purpose,
      mode: descriptor.mode,
      plan: descriptor.plan,
      descriptor: descriptorDigest,
      previous: descriptor.previousReceipt,
      modelIn: descriptor.model,
      modelOut,
      participants,
      weightUnits: 10,
      unclipped: participants,
      clip: 1,
      evaluation: { exampleCount: 1, lossSum: 1, accuracy: 1, macroF1: 1 },
      committedAtMs: 1,
    }),
  };
}
