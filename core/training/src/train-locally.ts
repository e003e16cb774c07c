import type { TrainProgress } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { draw, seededRandom, throwIfCancelled, UserError } from "@tributary/core/support";
import type { Cancellation, Draw, Random } from "@tributary/core/support";
import type { Tokenizer } from "@tributary/core/text";
import { changeOf, dropoutMask, fillBatch, inBatches, lengthGroupedBatches } from "./batches/index.ts";
import type { Batch, Change, PreparedExample } from "./batches/index.ts";
import { blockwiseGradients, wholeTapeGradients } from "./blockwise.ts";
import type { Differentiate, TapeResult } from "./blockwise.ts";
import type { TensorFlow } from "./engine/index.ts";
import { uploadBatch } from "./engine-batch.ts";
import { stepBytes } from "./estimate/index.ts";
import type { Fit } from "./estimate/index.ts";
import type { FeatureCache } from "./feature-cache.ts";
import type { LocalTask } from "./local-task.ts";
import { uploadVector } from "./networks/index.ts";
import { addProximalTerm, clipByGlobalNorm, optimizerOf } from "./optimizers.ts";
import { scheduleOf } from "./schedules.ts";
import { nextTurn } from "./turns.ts";

/** What a client trains from and on. */
export interface Training {
  /** All that is trained, in the task's layout; it is not changed. */
  readonly start: Float32Array;
  readonly examples: readonly PreparedExample[];
  /** Which of them are trained on. */
  readonly training: readonly number[];
  readonly features: FeatureCache | undefined;
  readonly tokenizer: Tokenizer | undefined;
  readonly fit: Fit;
}

/** Runs the plan's local epochs and gives the trained vector. @throws UserError if training diverges */
export async function trainLocally(
  tf: TensorFlow,
  task: LocalTask,
  data: Training,
  random: Random,
  signal: Cancellation | undefined,
  onProgress: ((progress: TrainProgress) => void) | undefined,
): Promise<Float32Array> {
  const { plan } = task;
  const { training } = plan;
  const { start, examples, training: own, tokenizer } = data;
  throwIfCancelled(signal);

  // One stream for each use of chance, so that switching one on or off shifts no other.
  const seed = random.bytes(32);
  const shuffling = draw(seededRandom(seed, "shuffle"));
  const dropping = draw(seededRandom(seed, "dropout"));
  const change = changeOf(plan, tokenizer, seededRandom(seed, "augment"));
  const batches = (): readonly (readonly number[])[] =>
    plan.input.kind === "text"
      ? lengthGroupedBatches(own, lengths, training.batchSize, shuffling)
      : inBatches(shuffling.shuffle([...own]), training.batchSize);
  const lengths = examples.map(({ values }) => values.length);

  const wayBack = waysBack(task, data);
  const weights = start.slice();
  const optimizer = optimizerOf(training, task.decays);
  let state = optimizer.init();
  const epochs = training.localEpochs;
  const steps = epochs * Math.ceil(own.length / training.batchSize);
  const rateFactor = scheduleOf(training.schedule, steps);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const indices of batches()) {
      const { loss, gradients } = await differentiate(
        tf,
        task,
        weights,
        indices,
        data,
        change,
        dropping,
        wayBack,
        signal,
      );
      addProximalTerm(gradients, training.proximal, weights, start);
      const norm = clipByGlobalNorm(gradients, training.gradientClip);
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) {
        const what = `the loss is ${loss} and the gradient's norm ${norm}`;
        throw diverged(what, training, epoch, step + 1, steps);
      }
      state = optimizer.update(state, weights, gradients, training.learningRate * rateFactor(step));
      step++;
      onProgress?.({ epoch, epochs, step, steps, loss });
      await nextTurn();
      throwIfCancelled(signal);
    }
  }
  if (!weights.every(Number.isFinite))
    throw diverged("a weight is not finite", training, epochs, steps, steps);
  return weights;
}

/** The mean loss of a batch and its gradient at `weights`, which the caller owns. */
async function differentiate(
  tf: TensorFlow,
  task: LocalTask,
  weights: Float32Array,
  indices: readonly number[],
  { examples, features, fit }: Training,
  change: Change | undefined,
  dropping: Draw,
  wayBack: (batch: Batch) => Differentiate,
  signal: Cancellation | undefined,
): Promise<TapeResult> {
  const { plan, layout, headInputs: units } = task;
  const { dropout } = plan.training;
  const { microBatchSize } = fit.estimate;
  const trained = uploadVector(tf, layout, weights);
  try {
    const parts: { readonly result: TapeResult; readonly size: number }[] = [];
    for (const piece of inBatches(indices, microBatchSize)) {
      const batch = fillBatch(plan, examples, piece, change);
      const values = dropout === 0 ? undefined : dropoutMask(batch.count, units, dropout, dropping);
      const uploaded = uploadBatch(tf, batch, values && { values, units });
      const entering = features?.upload(piece, uploaded.batch);
      try {
        const size = termsOf(batch);
        if (size === 0) continue;
        const { stages, loss } = task.tape(
          uploaded.batch,
          entering && { x: entering, stage: task.lowestTrained },
        );
        const gradients = wayBack(batch);
        parts.push({ size, result: await gradients(tf, trained, stages, loss, { signal }) });
      } finally {
        uploaded.dispose();
        entering?.dispose();
      }
    }
    return weightedMean(parts, layout.size);
  } finally {
    tf.dispose(trained);
  }
}

/** One tape for a batch whose activations there is room for, else block by block. */
function waysBack(
  { lowestTrained: lowest }: LocalTask,
  { fit, features }: Training,
): (batch: Batch) => Differentiate {
  const reach = { from: features === undefined ? 0 : lowest, lowest };
  const known = new Map<string, Differentiate>();
  return (batch) => {
    const length = batch.kind === "tokens" ? batch.length : 1;
    const key = `${batch.count} x ${length}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const fits = stepBytes(fit.costsOf(batch.count, length), reach, "one-tape") <= fit.tapeBytes;
    const way = fits ? wholeTapeGradients : blockwiseGradients;
    known.set(key, way);
    return way;
  };
}

/** Over how many labels or tokens a batch's loss is a mean. */
function termsOf({ targets, count }: Batch): number {
  return targets.kind === "labels" ? count : targets.places.length;
}

/** The mean over all terms of means over parts of them; of nothing, 0. */
function weightedMean(
  parts: readonly { readonly result: TapeResult; readonly size: number }[],
  length: number,
): TapeResult {
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return only.result;
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  const gradients = new Float32Array(length);
  let loss = 0;
  for (const { result, size } of parts) {
    const share = size / total;
    loss += share * result.loss;
    for (let i = 0; i < length; i++) gradients[i] = gradients[i]! + share * result.gradients[i]!;
  }
  return { loss, gradients };
}

function diverged(
  what: string,
  { learningRate }: Plan["training"],
  epoch: number,
  step: number,
  steps: number,
): UserError {
  return new UserError(
    `training diverged in epoch ${epoch}, step ${step} of ${steps}: ${what}; ` +
      `lower training.learningRate (${learningRate}) or set training.gradientClip`,
  );
}
