import type { Rank, Tensor, Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { fused } from "./fused.ts";

export interface AttentionOptions {
  readonly heads: number;
  /** How many sequences lie in the rows of q, k and v; needed where they are of rank 2. */
  readonly batch?: number;
  /** Over keys, [batch, length]: bool, true where a key counts, or float32, added to the scores (0 or -1e9). */
  readonly mask?: Tensor2D | undefined;
  /** Whether a token sees only itself and those before it. */
  readonly causal?: boolean;
}

/**
 * What is added to the score of a key that does not count: the probability comes out as exactly 0, and where no key counts
 * all are equal and finite, as in Hugging Face's models (minus infinity would give NaN there).
 */
const excluded = -1e9;

/**
 * softmax(q k^T / sqrt(width / heads) + mask) v for each head, heads split and merged: of q, k, v [batch * length, width]
 * or [batch, length, width], alike in shape.
 *
 * Keeps q, k and v; the backward pass computes the probabilities again, which are longer than all three from a length of
 * three times the width of a head on.
 */
export function attention<R extends Rank.R2 | Rank.R3>(
  tf: TensorFlow,
  q: Tensor<R>,
  k: Tensor<R>,
  v: Tensor<R>,
  options: AttentionOptions,
): Tensor<R> {
  const { heads, causal = false, mask } = options;
  const { batch, length, width } = extentOf(q, options);
  const size = width / heads;
  const split = (x: Tensor): Tensor =>
    tf.transpose(tf.reshape(x, [batch, length, heads, size]), [0, 2, 1, 3]);
  const merge = (x: Tensor): Tensor<R> => tf.reshape(tf.transpose(x, [0, 2, 1, 3]), q.shape);
  const scale = 1 / Math.sqrt(size);
  const probabilities = (queries: Tensor, keys: Tensor, bias: Tensor | undefined): Tensor => {
    const scores = tf.matMul(tf.mul(queries, scale), keys, false, true);
    return tf.softmax(bias === undefined ? scores : tf.add(scores, bias));
  };

  return fused<Tensor<R>>(tf, [q, k, v], () => {
    const bias = biasOf(tf, mask, causal, batch, length);
    return {
      value: merge(tf.matMul(probabilities(split(q), split(k), bias), split(v))),
      saved: bias === undefined ? [q, k, v] : [q, k, v, bias],
      gradients: (dy, [keptQ, keptK, keptV, keptBias]) => {
        const [queries, keys, values, slopes] = [split(keptQ!), split(keptK!), split(keptV!), split(dy)];
        const shares = probabilities(queries, keys, keptBias);
        const dShares = tf.matMul(slopes, values, false, true);
        const level = tf.sum(tf.mul(dShares, shares), -1, true);
        const dScores = tf.mul(tf.mul(shares, tf.sub(dShares, level)), scale);
        return [
          merge(tf.matMul(dScores, keys)),
          merge(tf.matMul(dScores, queries, true, false)),
          merge(tf.matMul(shares, slopes, true, false)),
        ];
      },
    };
  });
}

/** What is added to the scores [batch, heads, length, length], in a shape that broadcasts to them. */
function biasOf(
  tf: TensorFlow,
  mask: Tensor2D | undefined,
  causal: boolean,
  batch: number,
  length: number,
): Tensor | undefined {
  const parts: Tensor[] = [];
  if (mask !== undefined) {
    if (mask.shape[0] !== batch || mask.shape[1] !== length) {
      throw new RangeError(
        `attention expected a mask over keys of shape [${batch}, ${length}], got [${mask.shape.join(", ")}]`,
      );
    }
    const added = mask.dtype === "float32" ? mask : absent(tf, tf.logicalNot(tf.cast(mask, "bool")));
    parts.push(tf.reshape(added, [batch, 1, 1, length]));
  }
  if (causal) {
    const positions = tf.range(0, length, 1, "float32");
    const later = tf.greater(tf.reshape(positions, [1, length]), tf.reshape(positions, [length, 1]));
    parts.push(tf.reshape(absent(tf, later), [1, 1, length, length]));
  }
  const [first, second] = parts;
  return first === undefined || second === undefined ? first : tf.add(first, second);
}

function absent(tf: TensorFlow, where: Tensor): Tensor {
  return tf.mul(tf.cast(where, "float32"), excluded);
}

function extentOf(
  { shape }: Tensor,
  { heads, batch }: AttentionOptions,
): { readonly batch: number; readonly length: number; readonly width: number } {
  const [rows = 0, width = 0] = shape.slice(-2);
  const sequences = shape.length === 3 ? shape[0] : batch;
  if (sequences === undefined) {
    throw new RangeError("attention over [batch * length, width] needs to be told the batch");
  }
  const length = shape.length === 3 ? rows : rows / sequences;
  if (!Number.isInteger(length) || width % heads !== 0) {
    throw new RangeError(
      `attention cannot split [${shape.join(", ")}] into ${sequences} sequences and ${heads} heads`,
    );
  }
  return { batch: sequences, length, width };
}
