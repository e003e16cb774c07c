import type { Tensor } from "@tensorflow/tfjs";

import { largest, logSumExp } from "@tributary/core/metrics";
import type { Evaluation } from "@tributary/core/participant";
import { throwIfCancelled } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import { predictedTokens, scoringBatches } from "./batches/index.ts";
import type { PreparedExample, ScoredPlan } from "./batches/index.ts";
import type { TensorFlow } from "./engine/index.ts";
import type { FeatureCache } from "./feature-cache.ts";
import type { EngineBatch, LanguageModel, Network, Weights } from "./networks/index.ts";
import { enteringStage, readTensor, withBatch } from "./run-stages.ts";

/** A network with its weights, to look at examples. */
export interface Scorer {
  readonly network: Network;
  readonly weights: Weights;
  /** Of all the examples there are; without it each is run through the whole network. */
  readonly features?: FeatureCache | undefined;
}

/** Scores the prepared examples at `chosen` with weights that are on the engine already. */
export async function scorePrepared(
  tf: TensorFlow,
  plan: ScoredPlan,
  scorer: Scorer,
  examples: readonly PreparedExample[],
  chosen: readonly number[],
  signal: Cancellation | undefined,
): Promise<Evaluation> {
  const { network } = scorer;
  if (network.predicts === "tokens")
    return scoreTokens(tf, plan, { ...scorer, network }, examples, chosen, signal);
  const labels = plan.labels.length;
  const confusion = new Uint32Array(labels * labels);
  let lossSum = 0;
  await eachLogits(tf, plan, scorer, examples, chosen, signal, (logits, index) => {
    const { label } = examples[index]!;
    const place = label * labels + largest(logits);
    confusion[place] = confusion[place]! + 1;
    lossSum += logSumExp(logits) - logits[label]!;
  });
  return { exampleCount: chosen.length, lossSum, confusion };
}

async function scoreTokens(
  tf: TensorFlow,
  plan: ScoredPlan,
  scorer: Scorer & { readonly network: LanguageModel },
  examples: readonly PreparedExample[],
  chosen: readonly number[],
  signal: Cancellation | undefined,
): Promise<Evaluation> {
  let exampleCount = 0;
  let lossSum = 0;
  for (const indices of scoringBatches(plan, examples, chosen)) {
    const tokens = indices.reduce((sum, index) => sum + predictedTokens(examples[index]!), 0);
    if (tokens === 0) continue;
    const losses = await withBatch(tf, plan, examples, indices, signal, (batch) =>
      readTensor(
        tf.tidy(() => scorer.network.losses(scorer.weights, beforeHead(tf, scorer, indices, batch), batch)),
      ),
    );
    for (const loss of losses) lossSum += loss;
    exampleCount += tokens;
  }
  throwIfCancelled(signal);
  return { exampleCount, lossSum, confusion: new Uint32Array(0) };
}

/** Visits the examples at `chosen` with their logits, not in that order. */
export async function eachLogits(
  tf: TensorFlow,
  plan: ScoredPlan,
  scorer: Scorer,
  examples: readonly PreparedExample[],
  chosen: readonly number[],
  signal: Cancellation | undefined,
  visit: (logits: Float32Array, index: number) => void,
): Promise<void> {
  const labels = plan.labels.length;
  for (const indices of scoringBatches(plan, examples, chosen)) {
    const logits = await withBatch(tf, plan, examples, indices, signal, (batch) =>
      readTensor(
        tf.tidy(() => scorer.network.logits(scorer.weights, beforeHead(tf, scorer, indices, batch), batch)),
      ),
    );
    for (const [row, index] of indices.entries())
      visit(logits.subarray(row * labels, (row + 1) * labels), index);
  }
  throwIfCancelled(signal);
}

/** What enters the head. Within a tidy. */
function beforeHead(
  tf: TensorFlow,
  { network, weights, features }: Scorer,
  indices: readonly number[],
  batch: EngineBatch,
): Tensor {
  const { length } = network.stages;
  if (features === undefined) return enteringStage(tf, network, weights, batch, length);
  return enteringStage(tf, network, weights, batch, length, features.stage, features.upload(indices, batch));
}
