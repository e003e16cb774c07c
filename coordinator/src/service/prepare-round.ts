import { initialTrainables } from "@tributary/core/model";
import type { RoundDescriptor } from "@tributary/core/rounds";
import { canonicalBytes, toHex } from "@tributary/core/support";

import { loadTensors, storeModel, storeSigned } from "../blobs/index.ts";
import { neededReady } from "../round/index.ts";
import type { Preparing, TaskState } from "../round/index.ts";
import type { RunningTask } from "./attempts.ts";
import { boundsOf } from "./task-terms.ts";
import type { Workshop } from "./workshop.ts";

/** Makes the attempt's folder (in mode sealed with its key), then signs and publishes its descriptor. May be repeated after a crash. */
export async function prepareRound(workshop: Workshop, task: RunningTask, round: Preparing): Promise<void> {
  const { ledger, blobs, folders, signer } = workshop;
  const { key, purpose } = round;
  const terms = await workshop.terms.of(task);
  const { progress } = task;
  const facts = {
    protocol: 1,
    task: key.task,
    incarnation: ledger.state.incarnation,
    round: key.round,
    attempt: key.attempt,
    purpose,
    plan: task.plan,
    base: task.base,
    model: progress.model.digest,
    previousReceipt: progress.lastReceipt,
    encoding: boundsOf(terms, progress.clip),
  } as const;
  let descriptor: RoundDescriptor;
  if (task.terms.mode === "secure") {
    await folders.make(key);
    const { minimum } = neededReady(progress.suspicion, task.terms.cohort);
    descriptor = { ...facts, mode: "secure", cohort: { minimum, maximum: facts.encoding.participants } };
  } else {
    const keys = await folders.prepare(key);
    descriptor = { ...facts, mode: "sealed", sealingKey: toHex(keys.publicKey) };
  }
  const ref = await storeSigned(blobs, "round", canonicalBytes(descriptor), signer);
  await ledger.execute({ kind: "publish-round", key, descriptor: ref });
}

/** Makes a task's first model, so that round 1 may begin. May be repeated after a crash. */
export async function startTask(
  workshop: Workshop,
  task: Extract<TaskState, { status: "waiting" }>,
): Promise<void> {
  const { ledger, blobs } = workshop;
  const terms = await workshop.terms.of(task);
  await workshop.findStrategy(terms);
  const base = await loadTensors(blobs, task.base);
  const vector = initialTrainables(terms.plan, base);
  const origin = { task: task.task, base: task.base, plan: task.plan, round: 0 };
  const model = await storeModel(blobs, terms.layout, vector, terms.plan.precision, origin);
  const { uploadLimitBytes, firstBounds } = terms;
  await ledger.execute({
    kind: "start-task",
    task: task.task,
    model,
    clip: firstBounds.clip,
    uploadLimitBytes,
  });
}
