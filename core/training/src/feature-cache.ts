import type { Tensor } from "@tensorflow/tfjs";

import type { Cancellation } from "@tributary/core/support";
import { scoringBatches } from "./batches/index.ts";
import type { PreparedExample, ScoredPlan } from "./batches/index.ts";
import type { TensorFlow } from "./engine/index.ts";
import type { EngineBatch, Network, Weights } from "./networks/index.ts";
import { enteringStage, readTensor, withBatch } from "./run-stages.ts";

/**
 * The hidden states that enter the lowest stage with something trained in it, by example: all below is frozen, so it is
 * computed once and not in each epoch of each round.
 */
export interface FeatureCache {
  /** The stage that they enter. */
  readonly stage: number;
  readonly bytes: number;
  /** What enters it for a batch of the examples at these indices, padded as the batch is; the caller disposes. */
  upload(indices: readonly number[], batch: EngineBatch): Tensor;
}

/** Bytes of features beyond which they are computed anew each time. */
export const mostFeatureBytes = 2 ** 29;

/**
 * Runs every example through the frozen stages below `stage`, without keeping them on the engine. Undefined if they
 * would take more than `mostBytes`.
 * @throws the signal's reason
 */
export async function cacheFeatures(
  tf: TensorFlow,
  plan: ScoredPlan,
  { network, weights }: { readonly network: Network; readonly weights: Weights },
  stage: number,
  examples: readonly PreparedExample[],
  signal: Cancellation | undefined,
  mostBytes = mostFeatureBytes,
): Promise<FeatureCache | undefined> {
  const features: Float32Array[] = [];
  let inner: readonly number[] = [];
  // Rows of the hidden state for one example; of texts as many as each batch has tokens.
  let rowsEach = 1;
  let byToken = false;
  let bytes = 0;
  for (const indices of scoringBatches(plan, examples)) {
    await withBatch(tf, plan, examples, indices, signal, async (batch) => {
      const x = tf.tidy(() => enteringStage(tf, network, weights, batch, stage));
      inner = x.shape.slice(1);
      const rows = x.size / elements(inner) / batch.count;
      byToken = batch.kind === "tokens" && rows > 1;
      rowsEach = rows;
      const values = await readTensor(x);
      const each = values.length / batch.count;
      for (const [place, index] of indices.entries()) {
        // Of a text only its own tokens: the rest is padding.
        const size = byToken ? (each / rows) * examples[index]!.values.length : each;
        features[index] = values.slice(place * each, place * each + size);
        bytes += 4 * size;
      }
    });
    if (bytes > mostBytes) return undefined;
  }
  return {
    stage,
    bytes,
    upload(indices, batch) {
      const rows = byToken && batch.kind === "tokens" ? batch.length : rowsEach;
      const each = rows * elements(inner);
      const data = new Float32Array(indices.length * each);
      for (const [place, index] of indices.entries()) data.set(features[index]!, place * each);
      return tf.tensor(data, [indices.length * rows, ...inner]);
    },
  };
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
