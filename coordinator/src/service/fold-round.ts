import type { MetaLane } from "@tributary/core/ring";
import { defaultAttackers, defaultBeta2, defaultTau } from "@tributary/core/plan";
import { nextBounds } from "@tributary/core/ring";
import type { AbortCause, Receipt } from "@tributary/core/rounds";
import { recoverMasks, unmaskSum } from "@tributary/core/secagg";
import type { PlainSum, SessionAbortCause } from "@tributary/core/secagg";
import type { ClientId, Digest, Result } from "@tributary/core/support";
import { UserError, canonicalBytes, err, ok } from "@tributary/core/support";

import { checkSum, nextModel, scoresOf } from "../aggregation/index.ts";
import { UnusableBlob, loadVector, storeModel, storeSigned } from "../blobs/index.ts";
import { labelF1 } from "../round/index.ts";
import type { FoldResult, Folding, ModelRef, Scores } from "../round/index.ts";
import { robustRule, stateFromBytes, stateToBytes } from "../strategy/index.ts";
import type { DeltaTiles } from "../strategy/index.ts";
import type { AttemptSums } from "./attempt-sums.ts";
import type { RunningTask } from "./attempts.ts";
import type { Exchanges } from "./exchanges.ts";
import { boundsOf } from "./task-terms.ts";
import type { TaskTermsInFull } from "./task-terms.ts";
import type { Workshop } from "./workshop.ts";

/** Why a fold gives no model: the attempt is aborted, the model stays what it was. */
export interface FoldFailure {
  readonly cause: Extract<AbortCause, "check-failed"> | SessionAbortCause;
  readonly detail: string;
  /** Whom the cause concerns, beside those in the sum. */
  readonly concerned?: readonly ClientId[];
}

/**
 * Sum -> mean -> checks -> server optimiser -> model, state and receipt on disk. Nothing of it holds before the result
 * is recorded, so it may be repeated after a crash and gives the same model then.
 * @throws StorageError; UserError if the task's strategy cannot be found
 */
export async function foldRound(
  workshop: Workshop,
  sums: AttemptSums,
  exchanges: Exchanges,
  task: RunningTask,
  round: Folding,
  bytesDown: number,
): Promise<Result<FoldResult, FoldFailure>> {
  const terms = await workshop.terms.of(task);
  const attempt = await sums.of(round.key);
  if (attempt === undefined) throw new Error(`the sum of round ${round.key.round} is gone`);
  // Everything up to the mean is done in this memory.
  const summed = await attempt.finish();
  const plain =
    task.terms.mode === "secure" ? await unmasked(workshop, exchanges, round, summed.words) : ok(summed);
  if (!plain.ok) return plain;
  const { integers, meta } = plain.value;
  const checked = checkSum({
    sum: integers,
    meta,
    bounds: boundsOf(terms, task.progress.clip),
    classes: terms.plan.labels.length,
    survivors: round.survivors.size,
  });
  if (!checked.ok) return err({ cause: "check-failed", detail: checked.error });
  const { lane, mean } = checked.value;
  const scores = scoresOf(lane, terms.plan.labels);
  if (round.purpose === "evaluate") {
    const receipt = await signReceipt(workshop, task, round, lane, scores, task.progress.model.digest);
    return ok({ purpose: "evaluate", scores, bytesDown, receipt });
  }
  const delta = await robustDelta(terms, summed.deltas, mean);
  if (!delta.ok) return err({ cause: "check-failed", detail: delta.error });
  const step = await takeStep(workshop, terms, task, delta.value);
  if (!step.ok) return err({ cause: "check-failed", detail: step.error });
  const { model, optimizer } = step.value;
  const receipt = await signReceipt(workshop, task, round, lane, scores, model.digest);
  const { clip } = nextBounds(terms.plan, boundsOf(terms, task.progress.clip), lane.unclipped / lane.count);
  return ok({ purpose: "train", model, optimizer, clip, scores, bytesDown, receipt });
}

/** Takes the masks off the sum, in place: a fold that is repeated asks for the masked one again. */
async function unmasked(
  { primitives, masks, onTrouble }: Workshop,
  exchanges: Exchanges,
  { key }: Folding,
  words: Uint32Array,
): Promise<Result<PlainSum, FoldFailure>> {
  const state = (await exchanges.of(key))?.state;
  if (state?.phase !== "unmasking") throw new Error(`the session of round ${key.round} is gone`);
  const recovered = await recoverMasks(state, primitives);
  if (!recovered.ok) {
    const { cause, detail, clients } = recovered.error;
    return err({ cause, detail, concerned: clients });
  }
  for (const { holder, owner } of recovered.value.falseShares) {
    const error = new Error(`client ${holder} returned a false share of a secret of client ${owner}`);
    onTrouble({ doing: "use every share", task: key.task, error, retried: false });
  }
  return unmaskSum(state, words, recovered.value.masks, masks);
}

/** What the plan's rule makes of the deltas one by one; the mean where it has none. @throws StorageError */
async function robustDelta(
  { plan }: TaskTermsInFull,
  deltas: DeltaTiles | undefined,
  mean: Float32Array,
): Promise<Result<Float32Array, string>> {
  const { aggregator = "mean", attackers = defaultAttackers } = plan.aggregation;
  const rule = robustRule(aggregator);
  if (rule === undefined || deltas === undefined) return ok(mean);
  const problem = rule.problem(deltas.count, { attackers });
  return problem === undefined ? ok(await rule.combine(deltas, { attackers })) : err(problem);
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
    const settings = {
      learningRate: aggregation.serverLearningRate,
      momentum: aggregation.serverMomentum,
      secondMoment: aggregation.serverBeta2 ?? defaultBeta2,
      adaptivity: aggregation.serverTau ?? defaultTau,
    };
    const state =
      progress.optimizer === null
        ? strategy.init(terms.layout.size, settings)
        : await loadState(blobs, progress.optimizer);
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
  if (bytes === undefined) throw new UnusableBlob("strategy's state", blobs, digest);
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
  const { stopping } = task.terms;
  const receipt: Receipt = {
    protocol: 1,
    task: task.task,
    incarnation: ledger.state.incarnation,
    round: round.key.round,
    attempt: round.key.attempt,
    purpose: round.purpose,
    mode: task.terms.mode,
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
      ...(stopping.metric === "weightedF1" && { weightedF1: scores?.weightedF1 ?? null }),
      ...(stopping.metric === "f1" && { labelF1: scores === null ? null : labelF1(scores, stopping.label) }),
    },
    committedAtMs: Math.floor(clock.nowMs()),
  };
  return storeSigned(blobs, "receipt", canonicalBytes(receipt), signer);
}
