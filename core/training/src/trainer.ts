import type { Tensor, Tensor2D } from "@tensorflow/tfjs";

import {
  checkBase,
  inputSize,
  modelProblem,
  modelTensors,
  trainableLayout,
  trainables,
} from "@tributary/core/model";
import type { Example, TrainResult, Trainer, TrainerTask, TrainProgress } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { draw, seededRandom, throwIfCancelled, UserError } from "@tributary/core/support";
import type { Cancellation, Draw, Random } from "@tributary/core/support";
import type { Layout } from "@tributary/core/tensor";
import {
  augmentation,
  checkExamples,
  dropoutMask,
  fillBatch,
  inBatches,
  splitExamples,
} from "./batches/index.ts";
import type { Batch } from "./batches/index.ts";
import { chooseEngine } from "./engine/index.ts";
import type { Engine, TensorFlow } from "./engine/index.ts";
import { read, scoreExamples } from "./evaluator.ts";
import { gradientsAndLoss } from "./gradients.ts";
import { softmaxCrossEntropy } from "./loss.ts";
import {
  adapterTable,
  networkOf,
  trainedWhole,
  uploadFrozen,
  uploadVector,
  weightsOf,
} from "./networks/index.ts";
import type { FrozenTensors, Weights } from "./networks/index.ts";
import { addProximalTerm, clipByGlobalNorm, optimizerOf } from "./optimizers.ts";
import { scheduleOf } from "./schedules.ts";
import { nextTurn } from "./turns.ts";

export interface TrainerOptions {
  /** Where to compute; the caller disposes of it. Without one the best engine is chosen, and disposed with the trainer. */
  readonly engine?: Engine;
}

/**
 * Local training on TF.js. Frozen tensors are uploaded once per load and stay until dispose or the next load; nothing
 * else outlives a call, however it ends. The event loop gets a turn after each step.
 *
 * Bad examples, a base that does not fit the plan and a training run that diverges are UserErrors.
 */
export async function createTrainer(options: TrainerOptions = {}): Promise<Trainer> {
  const engine = options.engine ?? (await chooseEngine()).engine;
  const { tf } = engine;
  let loaded: Loaded | undefined;
  const current = (): Loaded => {
    if (loaded === undefined) throw new Error("the trainer has no task: call load first");
    return loaded;
  };
  return {
    async load(task) {
      const next = loadTask(tf, task);
      loaded?.frozen.dispose();
      loaded = next;
    },
    async evaluate(weights, data, signal) {
      const { plan, layout, sizes, view } = current();
      checkExamples(data, sizes);
      const { validation } = splitExamples(data, plan.training.validation);
      const tensors = uploadVector(tf, layout, weights);
      try {
        const held = validation.map((index) => data[index]!);
        return await scoreExamples(tf, plan, view(tensors), held, signal);
      } finally {
        tf.dispose(tensors);
      }
    },
    async train(weights, data, random, signal, onProgress) {
      return trainLocally(tf, current(), weights, data, random, signal, onProgress);
    },
    async dispose() {
      loaded?.frozen.dispose();
      loaded = undefined;
      if (options.engine === undefined) await engine.dispose();
    },
  };
}

/** A task as its steps need it. */
interface Loaded {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly sizes: { readonly input: number; readonly labels: number; readonly headInputs: number };
  /** 1 for each trained weight that decays, else 0. */
  readonly decays: Uint8Array;
  readonly frozen: FrozenTensors;
  /** The network's weights, of which the trained ones are given in the layout's order. */
  readonly view: (trained: readonly Tensor[]) => Weights;
}

function loadTask(tf: TensorFlow, { plan, base }: TrainerTask): Loaded {
  const problem = modelProblem(plan);
  if (problem !== undefined)
    throw new UserError(`the plan of task ${plan.task} cannot be trained: ${problem}`);
  const checked = checkBase(plan, base);
  if (!checked.ok) {
    const problems = checked.error.map(({ message }) => message).join("; ");
    throw new UserError(`the base model of task ${plan.task} does not fit its plan: ${problems}`);
  }
  const layout = trainableLayout(plan);
  const head = modelTensors(plan).find((spec) => spec.head && spec.kind === "linear");
  const decays = new Uint8Array(layout.size).fill(1);
  for (const [index, { role, spec }] of trainables(plan).entries()) {
    const { offset, size } = layout.entries[index]!;
    if (role === "tensor" && spec.kind === "bias") decays.fill(0, offset, offset + size);
  }
  const frozen = uploadFrozen(tf, plan, checked.value, trainedWhole(plan));
  const table = adapterTable(plan);
  return {
    plan,
    layout,
    sizes: { input: inputSize(plan.input), labels: plan.labels.length, headInputs: head?.shape[1] ?? 0 },
    decays,
    frozen,
    view: (trained) => weightsOf(tf, frozen, byName(layout, trained), table),
  };
}

async function trainLocally(
  tf: TensorFlow,
  task: Loaded,
  global: Float32Array,
  examples: readonly Example[],
  random: Random,
  signal: Cancellation | undefined,
  onProgress: ((progress: TrainProgress) => void) | undefined,
): Promise<TrainResult> {
  const { plan, sizes } = task;
  const { training } = plan;
  throwIfCancelled(signal);
  checkExamples(examples, sizes);
  const own = splitExamples(examples, training.validation).training;
  if (own.length === 0) throw new UserError("there is no example to train on; give this client data");

  // One stream for each use of chance, so that switching one on or off shifts no other.
  const seed = random.bytes(32);
  const shuffling = draw(seededRandom(seed, "shuffle"));
  const dropping = draw(seededRandom(seed, "dropout"));
  const augment = augmentation(plan);
  const changed = augment && { augment, chance: draw(seededRandom(seed, "augment")) };

  const weights = global.slice();
  const optimizer = optimizerOf(training, task.decays);
  let state = optimizer.init();
  const epochs = training.localEpochs;
  const steps = epochs * Math.ceil(own.length / training.batchSize);
  const rateFactor = scheduleOf(training.schedule, steps);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const indices of inBatches(shuffling.shuffle([...own]), training.batchSize)) {
      const batch = fillBatch(examples, indices, sizes, changed);
      const { loss, gradient } = await differentiate(tf, task, weights, batch, dropping);
      addProximalTerm(gradient, training.proximal, weights, global);
      const norm = clipByGlobalNorm(gradient, training.gradientClip);
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) {
        throw diverged(
          `the loss is ${loss} and the gradient's norm ${norm}`,
          training,
          epoch,
          step + 1,
          steps,
        );
      }
      state = optimizer.update(state, weights, gradient, training.learningRate * rateFactor(step));
      step++;
      onProgress?.({ epoch, epochs, step, steps, loss });
      await nextTurn();
      throwIfCancelled(signal);
    }
  }
  if (!weights.every(Number.isFinite))
    throw diverged("a weight is not finite", training, epochs, steps, steps);
  const delta = weights.map((weight, index) => weight - global[index]!);
  return { delta, exampleCount: own.length };
}

/** The mean loss of a batch and its gradient at `weights`, which the caller owns. */
async function differentiate(
  tf: TensorFlow,
  { plan, layout, sizes, view }: Loaded,
  weights: Float32Array,
  batch: Batch,
  dropping: Draw,
): Promise<{ readonly loss: number; readonly gradient: Float32Array }> {
  const { dropout } = plan.training;
  const network = networkOf(tf, plan);
  const packed = tf.tidy(() => {
    const input = tf.tensor2d(batch.values, [batch.count, sizes.input]);
    const targets = tf.tensor2d(batch.targets, [batch.count, sizes.labels]);
    const mask: Tensor2D | undefined =
      dropout === 0
        ? undefined
        : tf.tensor2d(dropoutMask(batch.count, sizes.headInputs, dropout, dropping), [
            batch.count,
            sizes.headInputs,
          ]);
    const dropped = (x: Tensor2D): Tensor2D => (mask === undefined ? x : tf.mul(x, mask));
    return gradientsAndLoss(tf, uploadVector(tf, layout, weights), (trained) =>
      softmaxCrossEntropy(tf, network(view(trained), input, dropped), targets),
    );
  });
  const values = await read(packed);
  return { loss: values[layout.size]!, gradient: values.subarray(0, layout.size) };
}

function byName<Value>(layout: Layout, values: readonly Value[]): ReadonlyMap<string, Value> {
  return new Map(layout.entries.map(({ name }, index) => [name, values[index]!]));
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
