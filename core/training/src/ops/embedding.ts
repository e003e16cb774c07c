import type { Tensor, Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { fused } from "./fused.ts";

/**
 * The rows of `table` [vocabulary, width] that `ids` (int32) name: [...ids.shape, width].
 *
 * With `trained` there is a gradient with respect to the table. It is dense, as large as the table whatever the number of
 * ids: 154 MB for GPT-2's 50 257 x 768, held beside the table, its optimiser's moments and its delta. On WebGPU its sums
 * depend on the order in which threads come, so that its last bits differ from run to run.
 */
export function embedding(tf: TensorFlow, table: Tensor2D, ids: Tensor, trained: boolean): Tensor {
  if (!trained) return tf.gather(table, ids);
  const [vocabulary, width] = table.shape;
  return fused(tf, [table], () => ({
    value: tf.gather(table, ids),
    saved: [ids],
    gradients: (dy, [kept]) => [
      tf.unsortedSegmentSum(tf.reshape(dy, [-1, width]), tf.reshape(kept!, [-1]), vocabulary),
    ],
  }));
}
