import type { TrainProgress } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { draw, seededRandom, throwIfCancelled, UserError } from "@tributary/core/support";
import type { Cancellation, Draw, Random } from "@tributary/core/support";
import { augmentation, dropoutMask, fillBatch, inBatches } from "./batches/index.ts";
import type { Batch, PreparedExample } from "./batches/index.ts";
import { wholeTapeGradients } from "./blockwise.ts";
import type { TensorFlow } from "./engine/index.ts";
import { uploadBatch } from "./engine-batch.ts";
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
}

/** Runs the plan's local epochs and gives the trained vector. @throws UserError if training diverges */
export async function trainLocally(
  tf: TensorFlow,
  task: LocalTask,
  { start, examples, training: own }: Training,
  random: Random,
  signal: Cancellation | undefined,
  onProgress: ((progress: TrainProgress) => void) | undefined,
): Promise<Float32Array> {
  const { plan } = task;
  const { training } = plan;
  throwIfCancelled(signal);

  // One stream for each use of chance, so that switching one on or off shifts no other.
  const seed = random.bytes(32);
  const shuffling = draw(seededRandom(seed, "shuffle"));
  const dropping = draw(seededRandom(seed, "dropout"));
  const augment = augmentation(plan);
  const changed = augment && { augment, chance: draw(seededRandom(seed, "augment")) };

  const weights = start.slice();
  const optimizer = optimizerOf(training, task.decays);
  let state = optimizer.init();
  const epochs = training.localEpochs;
  const steps = epochs * Math.ceil(own.length / training.batchSize);
  const rateFactor = scheduleOf(training.schedule, steps);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const indices of inBatches(shuffling.shuffle([...own]), training.batchSize)) {
      const batch = fillBatch(plan, examples, indices, changed);
      const { loss, gradients } = await differentiate(tf, task, weights, batch, dropping, signal);
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
  batch: Batch,
  dropping: Draw,
  signal: Cancellation | undefined,
): Promise<{ readonly loss: number; readonly gradients: Float32Array }> {
  const { dropout } = task.plan.training;
  const units = task.headInputs;
  const mask =
    dropout === 0 ? undefined : { values: dropoutMask(batch.count, units, dropout, dropping), units };
  const uploaded = uploadBatch(tf, batch, mask);
  const trained = uploadVector(tf, task.layout, weights);
  try {
    const { stages, loss } = task.tape(uploaded.batch);
    return await wholeTapeGradients(tf, trained, stages, loss, { signal });
  } finally {
    tf.dispose(trained);
    uploaded.dispose();
  }
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
