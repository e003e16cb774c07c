import type { Tensor } from "@tensorflow/tfjs";

import { isLanguageModel } from "@tributary/core/model";
import type { FamilyPlan } from "@tributary/core/model";
import type { Evaluation } from "@tributary/core/participant";
import { throwIfCancelled } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import { fillBatch, predictedTokens } from "./batches/index.ts";
import type { PreparedExample } from "./batches/index.ts";
import type { TensorFlow } from "./engine/index.ts";
import { uploadBatch } from "./engine-batch.ts";
import type { EngineBatch, Network, Weights } from "./networks/index.ts";
import { nextTurn } from "./turns.ts";

/** A network with its weights, to look at examples. */
export interface Scorer {
  readonly network: Network;
  readonly weights: Weights;
}

/** Scores prepared examples with weights that are on the engine already. */
export async function scorePrepared(
  tf: TensorFlow,
  plan: ScoredPlan,
  scorer: Scorer,
  examples: readonly PreparedExample[],
  signal: Cancellation | undefined,
): Promise<Evaluation> {
  if (isLanguageModel(plan.model)) return scoreTokens(tf, plan, scorer, examples, signal);
  const labels = plan.labels.length;
  const confusion = new Uint32Array(labels * labels);
  let lossSum = 0;
  await eachLogits(tf, plan, scorer, examples, signal, (logits, { label }) => {
    const place = label * labels + largest(logits);
    confusion[place] = confusion[place]! + 1;
    lossSum += logSumExp(logits) - logits[label]!;
  });
  return { exampleCount: examples.length, lossSum, confusion };
}

/** What of a plan decides how examples are scored. */
export type ScoredPlan = FamilyPlan & { readonly training: { readonly batchSize: number } };

async function scoreTokens(
  tf: TensorFlow,
  plan: ScoredPlan,
  { network, weights }: Scorer,
  examples: readonly PreparedExample[],
  signal: Cancellation | undefined,
): Promise<Evaluation> {
  let exampleCount = 0;
  let lossSum = 0;
  for (const indices of scoringBatches(plan, examples)) {
    const tokens = indices.reduce((sum, index) => sum + predictedTokens(examples[index]!), 0);
    if (tokens === 0) continue;
    const [mean = NaN] = await runBatch(tf, plan, examples, indices, signal, (batch) =>
      network.loss(weights, forward(tf, network, weights, batch), batch),
    );
    lossSum += mean * tokens;
    exampleCount += tokens;
  }
  throwIfCancelled(signal);
  return { exampleCount, lossSum, confusion: new Uint32Array(0) };
}

/** Visits each example with its logits, not in the examples' order. */
export async function eachLogits(
  tf: TensorFlow,
  plan: ScoredPlan,
  { network, weights }: Scorer,
  examples: readonly PreparedExample[],
  signal: Cancellation | undefined,
  visit: (logits: Float32Array, example: PreparedExample, index: number) => void,
): Promise<void> {
  const labels = plan.labels.length;
  for (const indices of scoringBatches(plan, examples)) {
    const logits = await runBatch(tf, plan, examples, indices, signal, (batch) =>
      network.logits(weights, forward(tf, network, weights, batch), batch),
    );
    for (const [row, index] of indices.entries()) {
      visit(logits.subarray(row * labels, (row + 1) * labels), examples[index]!, index);
    }
  }
  throwIfCancelled(signal);
}

/** The hidden state that the head reads: each stage's intermediates go before the next begins. */
function forward(tf: TensorFlow, network: Network, weights: Weights, batch: EngineBatch): Tensor {
  let x: Tensor | undefined;
  for (const stage of network.stages) {
    const input: Tensor | undefined = x;
    x = tf.tidy(() => tf.clone(stage(weights, input, batch)));
    input?.dispose();
  }
  if (x === undefined) throw new RangeError("a network has at least one stage");
  return x;
}

async function runBatch(
  tf: TensorFlow,
  plan: FamilyPlan,
  examples: readonly PreparedExample[],
  indices: readonly number[],
  signal: Cancellation | undefined,
  compute: (batch: EngineBatch) => Tensor,
): Promise<Float32Array> {
  throwIfCancelled(signal);
  const uploaded = uploadBatch(tf, fillBatch(plan, examples, indices));
  try {
    return await read(tf.tidy(() => compute(uploaded.batch)));
  } finally {
    uploaded.dispose();
    await nextTurn();
  }
}

/** Numbers that one batch may hold where training takes smaller ones: scoring keeps no activations. */
const scoringBatchValues = 65_536;
/** The same for tokens. */
const scoringBatchTokens = 2_048;

/** Texts of like length go together, so that little is padding. */
function scoringBatches(
  plan: ScoredPlan,
  examples: readonly PreparedExample[],
): readonly (readonly number[])[] {
  const most = plan.input.kind === "text" ? scoringBatchTokens : scoringBatchValues;
  const lengthOf = (index: number): number => examples[index]!.values.length;
  const order = [...examples.keys()];
  if (plan.input.kind === "text") order.sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of order) {
    const size = batch.length + 1;
    if (size > plan.training.batchSize && size * lengthOf(index) > most) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** A tensor's values; the tensor is disposed, whatever happens. */
async function read(tensor: Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<"float32">();
  } finally {
    tensor.dispose();
  }
}

/** The index of the greatest; the first of them if several are. */
export function largest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

export function logSumExp(values: Float32Array): number {
  const peak = values[largest(values)]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - peak);
  return peak + Math.log(sum);
}
