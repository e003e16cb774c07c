import type { Scalar, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { rowLosses, slopes } from "./cross-entropy.ts";
import { fused } from "./fused.ts";

export interface TiedOptions {
  /** Rows whose logits are held at a time: chunkRows x vocabulary numbers, a few times over. */
  readonly chunkRows: number;
  /** Whether the embedding is trained: its gradient, as large as the table, is computed then. */
  readonly trained: boolean;
}

/**
 * The head of a language model whose output matrix is its embedding: the mean over rows of -log softmax(hidden
 * embedding^T)[target], for hidden [rows, width], embedding [vocabulary, width], targets int32 [rows].
 *
 * The gradients are computed along with the loss, chunk by chunk, while a chunk's logits are there: the logits of all rows
 * never exist, and nothing of a chunk is computed twice. For a loss alone use tiedLosses.
 */
export function tiedCrossEntropy(
  tf: TensorFlow,
  hidden: Tensor2D,
  embedding: Tensor2D,
  targets: Tensor1D,
  { chunkRows, trained }: TiedOptions,
): Scalar {
  const rows = hidden.shape[0];
  return fused<Scalar>(tf, trained ? [hidden, embedding] : [hidden], () => {
    const losses: Tensor1D[] = [];
    const dHidden: Tensor2D[] = [];
    let dEmbedding: Tensor | undefined;
    for (const [start, count] of chunks(rows, chunkRows)) {
      const part = tf.tidy(() => {
        const { own, wanted, logits } = chunkOf(tf, hidden, embedding, targets, start, count);
        const probabilities: Tensor2D = tf.softmax(logits);
        const slope = tf.div<Tensor2D>(slopes(tf, probabilities, wanted), rows);
        const dOwn: Tensor2D = tf.matMul(slope, embedding);
        const loss = rowLosses(tf, logits, probabilities, wanted);
        if (!trained) return { loss, dOwn };
        const dTable = tf.matMul(slope, own, true, false);
        return { loss, dOwn, dTable: dEmbedding === undefined ? dTable : tf.add(dEmbedding, dTable) };
      });
      losses.push(part.loss);
      dHidden.push(part.dOwn);
      dEmbedding?.dispose();
      dEmbedding = part.dTable;
    }
    const gradients: Tensor[] = [tf.concat(dHidden, 0)];
    if (dEmbedding !== undefined) gradients.push(dEmbedding);
    return {
      value: tf.mean(tf.concat(losses)),
      saved: gradients,
      gradients: (dy, kept) => kept.map((gradient) => tf.mul(gradient, dy)),
    };
  });
}

/** The same losses, one for each row, [rows], without gradients: the caller adds them up in double precision. */
export function tiedLosses(
  tf: TensorFlow,
  hidden: Tensor2D,
  embedding: Tensor2D,
  targets: Tensor1D,
  chunkRows: number,
): Tensor1D {
  return tf.tidy(() => {
    const losses = chunks(hidden.shape[0], chunkRows).map(([start, count]) =>
      tf.tidy(() => {
        const { wanted, logits } = chunkOf(tf, hidden, embedding, targets, start, count);
        return rowLosses(tf, logits, tf.softmax(logits), wanted);
      }),
    );
    return tf.concat(losses);
  });
}

function chunkOf(
  tf: TensorFlow,
  hidden: Tensor2D,
  embedding: Tensor2D,
  targets: Tensor1D,
  start: number,
  count: number,
): { readonly own: Tensor2D; readonly wanted: Tensor1D; readonly logits: Tensor2D } {
  const own = tf.slice(hidden, [start, 0], [count, -1]);
  return {
    own,
    wanted: tf.slice(targets, [start], [count]),
    logits: tf.matMul(own, embedding, false, true),
  };
}

/** Where each chunk of rows starts, and how many it has. */
function chunks(rows: number, chunkRows: number): readonly (readonly [number, number])[] {
  const starts = Array.from({ length: Math.ceil(rows / chunkRows) }, (_, i) => i * chunkRows);
  return starts.map((start) => [start, Math.min(chunkRows, rows - start)]);
}
