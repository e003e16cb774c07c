import type { Tensor } from "@tensorflow/tfjs";

import type { FamilyPlan } from "@tributary/core/model";
import { throwIfCancelled } from "@tributary/core/support";
import type { Cancellation } from "@tributary/core/support";
import { fillBatch } from "./batches/index.ts";
import type { PreparedExample } from "./batches/index.ts";
import type { TensorFlow } from "./engine/index.ts";
import { uploadBatch } from "./engine-batch.ts";
import type { EngineBatch, Network, Weights } from "./networks/index.ts";
import { nextTurn } from "./turns.ts";

/**
 * The hidden state that enters a stage, or the head if `to` is the number of stages; each stage's intermediates go before
 * the next begins. `from` and `x` are where to begin. The caller disposes, also of `x`.
 */
export function enteringStage(
  tf: TensorFlow,
  { stages }: Network,
  weights: Weights,
  batch: EngineBatch,
  to: number,
  from = 0,
  x?: Tensor,
): Tensor {
  let state = x;
  for (const [index, stage] of stages.slice(from, to).entries()) {
    const input = state;
    state = tf.tidy(() => tf.clone(stage(weights, input, batch)));
    if (index > 0) input?.dispose();
  }
  if (state === undefined) throw new RangeError("nothing enters the stem");
  return state;
}

/** Does something with a batch of examples on the engine, which is freed; then the event loop gets a turn. */
export async function withBatch<Value>(
  tf: TensorFlow,
  plan: FamilyPlan,
  examples: readonly PreparedExample[],
  indices: readonly number[],
  signal: Cancellation | undefined,
  use: (batch: EngineBatch) => Promise<Value>,
): Promise<Value> {
  throwIfCancelled(signal);
  const uploaded = uploadBatch(tf, fillBatch(plan, examples, indices));
  try {
    return await use(uploaded.batch);
  } finally {
    uploaded.dispose();
    await nextTurn();
  }
}

/** A tensor's values; the tensor is disposed, whatever happens. */
export async function readTensor(tensor: Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<"float32">();
  } finally {
    tensor.dispose();
  }
}
