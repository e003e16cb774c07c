import type { Tensor2D } from "@tensorflow/tfjs";

import { checkBase, inputSize } from "@tributary/core/model";
import type { ModelPlan } from "@tributary/core/model";
import type { Evaluation, Example } from "@tributary/core/participant";
import type { Plan } from "@tributary/core/plan";
import { throwIfCancelled, UserError } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import type { NamedArrays } from "@tributary/core/tensor";
import { checkExamples, inBatches } from "./batches/index.ts";
import type { Engine, TensorFlow } from "./engine/index.ts";
import { networkOf, uploadFrozen, weightsOf } from "./networks/index.ts";
import type { Network, Weights } from "./networks/index.ts";
import { nextTurn } from "./turns.ts";

/** What of a plan decides how examples are scored. */
export type ScoringPlan = ModelPlan & { readonly training: Pick<Plan["training"], "batchSize"> };

/** What a model says of one example. */
export interface Prediction {
  /** Index of the likeliest label; the first of them if several are. */
  readonly label: number;
  /** One per label, summing to 1. */
  readonly probabilities: Float32Array;
}

/**
 * Scores a whole model (see core's mergeModel) on all the examples.
 * @throws UserError if the model or an example does not fit the plan; the signal's reason if it is raised.
 */
export async function evaluateModel(
  engine: Engine,
  plan: ScoringPlan,
  model: NamedArrays,
  examples: readonly Example[],
  signal?: Cancellation,
): Promise<Evaluation> {
  return withModel(engine.tf, plan, model, (weights) =>
    scoreExamples(engine.tf, plan, weights, examples, signal),
  );
}

/**
 * What a whole model says of examples whose labels are not known.
 * @throws UserError if the model or an example does not fit the plan; the signal's reason if it is raised.
 */
export async function predict(
  engine: Engine,
  plan: ScoringPlan,
  model: NamedArrays,
  inputs: readonly Float32Array[],
  signal?: Cancellation,
): Promise<readonly Prediction[]> {
  const examples = inputs.map((values) => ({ values, label: 0 }));
  const predictions: Prediction[] = [];
  await withModel(engine.tf, plan, model, (weights) =>
    eachLogits(engine.tf, plan, weights, examples, signal, (logits) =>
      predictions.push(predictionOf(logits)),
    ),
  );
  return predictions;
}

/** Scores the examples with weights that are on the engine already. */
export async function scoreExamples(
  tf: TensorFlow,
  plan: ScoringPlan,
  weights: Weights,
  examples: readonly Example[],
  signal: Cancellation | undefined,
): Promise<Evaluation> {
  const labels = plan.labels.length;
  const confusion = new Uint32Array(labels * labels);
  let lossSum = 0;
  await eachLogits(tf, plan, weights, examples, signal, (logits, { label }) => {
    const place = label * labels + largest(logits);
    confusion[place] = confusion[place]! + 1;
    lossSum += logSumExp(logits) - logits[label]!;
  });
  return { exampleCount: examples.length, lossSum, confusion };
}

/** Input numbers that one batch may hold where training takes smaller ones: scoring keeps no activations. */
const scoringBatchValues = 65_536;

async function eachLogits(
  tf: TensorFlow,
  plan: ScoringPlan,
  weights: Weights,
  examples: readonly Example[],
  signal: Cancellation | undefined,
  visit: (logits: Float32Array, example: Example) => void,
): Promise<void> {
  const sizes = { input: inputSize(plan.input), labels: plan.labels.length };
  checkExamples(examples, sizes);
  const network: Network = networkOf(tf, plan);
  const batchSize = Math.max(plan.training.batchSize, Math.floor(scoringBatchValues / sizes.input));
  for (const batch of inBatches(examples, batchSize)) {
    throwIfCancelled(signal);
    const values = new Float32Array(batch.length * sizes.input);
    for (const [row, example] of batch.entries()) values.set(example.values, row * sizes.input);
    const output = tf.tidy(() => {
      const input: Tensor2D = tf.tensor2d(values, [batch.length, sizes.input]);
      return network(weights, input, (x) => x);
    });
    const logits = await read(output);
    for (const [row, example] of batch.entries()) {
      visit(logits.subarray(row * sizes.labels, (row + 1) * sizes.labels), example);
    }
    await nextTurn();
  }
  throwIfCancelled(signal);
}

/** A tensor's values; the tensor is disposed, whatever happens. */
export async function read(tensor: Tensor2D | ReturnType<TensorFlow["concat"]>): Promise<Float32Array> {
  try {
    return await tensor.data<"float32">();
  } finally {
    tensor.dispose();
  }
}

async function withModel<Value>(
  tf: TensorFlow,
  plan: ScoringPlan,
  model: NamedArrays,
  use: (weights: Weights) => Promise<Value>,
): Promise<Value> {
  const checked = checkBase(plan, model);
  if (!checked.ok)
    throw new UserError(
      `the model does not fit the plan: ${checked.error.map(({ message }) => message).join("; ")}`,
    );
  const frozen = uploadFrozen(tf, plan, model, new Set());
  try {
    return await use(weightsOf(tf, frozen, new Map(), { adapters: new Map(), scale: 0 }));
  } finally {
    frozen.dispose();
  }
}

function predictionOf(logits: Float32Array): Prediction {
  const total = logSumExp(logits);
  return { label: largest(logits), probabilities: logits.map((logit) => Math.exp(logit - total)) };
}

function largest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

function logSumExp(values: Float32Array): number {
  const peak = values[largest(values)]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - peak);
  return peak + Math.log(sum);
}
