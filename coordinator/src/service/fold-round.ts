import type { MetaLane } from "@tributary/core/ring";
import { nextBounds } from "@tributary/core/ring";
import type { AbortCause, Receipt } from "@tributary/core/rounds";
import type { Digest, Result } from "@tributary/core/support";
import { UserError, canonicalBytes, err, ok } from "@tributary/core/support";

import { checkSum, nextModel, scoresOf } from "../aggregation/index.ts";
import { loadVector, storeModel, storeSigned } from "../blobs/index.ts";
import type { FoldResult, Folding, ModelRef, Scores, TaskState } from "../round/index.ts";
import { stateFromBytes, stateToBytes } from "../strategy/index.ts";
import type { AttemptSums } from "./attempt-sums.ts";
import { boundsOf } from "./task-terms.ts";
import type { TaskTermsInFull } from "./task-terms.ts";
import type { Workshop } from "./workshop.ts";

type RunningTask = Extract<TaskState, { status: "running" }>;

/** Why a fold gives no model: the attempt is aborted, the model stays what it was. */
export interface FoldFailure {
  readonly cause: Extract<AbortCause, "check-failed">;
  readonly detail: string;
}

/**
 * Sum -> mean -> checks -> server optimiser -> model, state and receipt on disk. Nothing of it holds before the result
 * is recorded, so it may be repeated after a crash and gives the same model then.
 * @throws StorageError; UserError if the task's strategy cannot be found
 */
export async function foldRound(
  workshop: Workshop,
  sums: AttemptSums,
  task: RunningTask,
  round: Folding,
  bytesDown: number,
): Promise<Result<FoldResult, FoldFailure>> {
  const terms = await workshop.terms.of(task);
  const attempt = await sums.of(round.key);
  if (attempt === undefined) throw new Error(`the sum of round ${round.key.round} is gone`);
  const checked = checkSum({
    ...(await attempt.finish()),
    bounds: boundsOf(terms, task.progress.clip),
    classes: terms.plan.labels.length,
    survivors: round.survivors.size,
  });
  if (!checked.ok) return err({ cause: "check-failed", detail: checked.error });
  const { lane, mean } = checked.value;
  const scores = scoresOf(lane, terms.plan.labels.length);
  if (round.purpose === "evaluate") {
    const receipt = await signReceipt(workshop, task, round, lane, scores, task.progress.model.digest);
    return ok({ purpose: "evaluate", scores, bytesDown, receipt });
  }
  const step = await takeStep(workshop, terms, task, mean);
  if (!step.ok) return err({ cause: "check-failed", detail: step.error });
  const { model, optimizer } = step.value;
  const receipt = await signReceipt(workshop, task, round, lane, scores, model.digest);
  const { clip } = nextBounds(terms.plan, boundsOf(terms, task.progress.clip), lane.unclipped / lane.count);
  return ok({ purpose: "train", model, optimizer, clip, scores, bytesDown, receipt });
}

async function takeStep(
  { blobs, findStrategy }: Workshop,
  terms: TaskTermsInFull,
  task: RunningTask,
  mean: Float32Array,
): Promise<Result<{ readonly model: ModelRef; readonly optimizer: Digest | null }, string>> {
  const { aggregation, precision } = terms.plan;
  const { progress } = task;
  // Outside: a module that cannot be found says nothing against the updates.
  const strategy = await findStrategy(terms);
  try {
    const model = await loadVector(blobs, progress.model.master, terms.layout);
    const state =
      progress.optimizer === null
        ? strategy.init(terms.layout.size)
        : await loadState(blobs, progress.optimizer);
    const settings = { learningRate: aggregation.serverLearningRate, momentum: aggregation.serverMomentum };
    const next = nextModel(strategy, settings, { model, state, mean });
    if (!next.ok) return next;
    const origin = { task: task.task, base: task.base, plan: task.plan, round: progress.round };
    const optimizer =
      next.value.state.length === 0 ? null : (await blobs.put([stateToBytes(next.value.state)])).digest;
    return ok({
      model: await storeModel(blobs, terms.layout, next.value.model, precision, origin),
      optimizer,
    });
  } catch (error) {
    // A strategy of the user's own, or a value that F16 cannot hold: a model that cannot be made is not an accident.
    if (error instanceof UserError || error instanceof RangeError) return err(error.message);
    throw error;
  }
}

async function loadState(blobs: Workshop["blobs"], digest: Digest): Promise<Float32Array> {
  const bytes = await blobs.get(digest);
  if (bytes === undefined) throw new Error(`the strategy's state ${digest} is not in the blob folder`);
  return stateFromBytes(bytes);
}

function signReceipt(
  { ledger, blobs, signer, clock }: Workshop,
  task: RunningTask,
  round: Folding,
  lane: MetaLane,
  scores: Scores | null,
  modelOut: Digest,
) {
  const { progress } = task;
  const receipt: Receipt = {
    protocol: 1,
    task: task.task,
    incarnation: ledger.state.incarnation,
    round: round.key.round,
    attempt: round.key.attempt,
    purpose: round.purpose,
    mode: "sealed",
    plan: task.plan,
    descriptor: round.descriptor.digest,
    previous: progress.lastReceipt,
    modelIn: progress.model.digest,
    modelOut,
    participants: lane.count,
    weightUnits: lane.weightUnits,
    unclipped: lane.unclipped,
    clip: progress.clip,
    evaluation: {
      exampleCount: lane.exampleCount,
      lossSum: lane.lossSum,
      accuracy: scores?.accuracy ?? null,
      macroF1: scores?.macroF1 ?? null,
    },
    committedAtMs: Math.floor(clock.nowMs()),
  };
  return storeSigned(blobs, "receipt", canonicalBytes(receipt), signer);
}
