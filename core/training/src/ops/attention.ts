import type { Rank, Tensor, Tensor2D } from "@tensorflow/tfjs";

import { ownKernel } from "../engine/own-kernels.ts";
import type { AttentionAttributes } from "../engine/own-kernels.ts";
import type { TensorFlow } from "../engine/index.ts";
import { fused } from "./fused.ts";
import type { Fused } from "./fused.ts";

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
 * What is added to the score of a key that does not count: its probability comes out as exactly 0, and where no key counts
 * all are equal and finite, as in Hugging Face's models (minus infinity would give NaN there). Later tokens get more, so
 * that even a token that has none but masked keys before it sees none after it.
 */
const masked = -1e9;
const later = -1e10;

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
  const extent = extentOf(q, options);
  return fused<Tensor<R>>(tf, [q, k, v], () => {
    const mask = maskOf(tf, options.mask, extent);
    return byKernel(tf, [q, k, v], mask, extent) ?? composed(tf, [q, k, v], mask, extent);
  });
}

type Inputs<R extends Rank> = readonly [q: Tensor<R>, k: Tensor<R>, v: Tensor<R>];

function byKernel<R extends Rank>(
  tf: TensorFlow,
  [q, k, v]: Inputs<R>,
  mask: Tensor | undefined,
  extent: AttentionAttributes,
): Fused<Tensor<R>> | undefined {
  const forward = ownKernel(tf, "TributaryAttention");
  const backward = ownKernel(tf, "TributaryAttentionSlopes");
  if (forward === undefined || backward === undefined) return undefined;
  const masks = mask === undefined ? [] : [mask];
  const [value] = forward(q, { q, k, v, ...(mask && { mask }) }, extent);
  return {
    value,
    saved: [q, k, v, ...masks],
    gradients: (dy, [keptQ, keptK, keptV, keptMask]) => {
      const given = { q: keptQ!, k: keptK!, v: keptV!, dy, ...(keptMask && { mask: keptMask }) };
      return [...backward(dy, given, extent)];
    },
  };
}

function composed<R extends Rank>(
  tf: TensorFlow,
  [q, k, v]: Inputs<R>,
  mask: Tensor | undefined,
  { batch, length, heads, causal }: AttentionAttributes,
): Fused<Tensor<R>> {
  const size = q.size / (batch * length * heads);
  const split = (x: Tensor): Tensor =>
    tf.transpose(tf.reshape(x, [batch, length, heads, size]), [0, 2, 1, 3]);
  const merge = (x: Tensor): Tensor<R> => tf.reshape(tf.transpose(x, [0, 2, 1, 3]), q.shape);
  const scale = 1 / Math.sqrt(size);
  const biases: Tensor[] = [];
  if (mask !== undefined) biases.push(tf.reshape(mask, [batch, 1, 1, length]));
  if (causal) biases.push(laterKeys(tf, length));
  const probabilities = (queries: Tensor, keys: Tensor, added: readonly Tensor[]): Tensor => {
    const scores = tf.matMul(tf.mul(queries, scale), keys, false, true);
    return tf.softmax(added.reduce((sum, bias) => tf.add(sum, bias), scores));
  };
  return {
    value: merge(tf.matMul(probabilities(split(q), split(k), biases), split(v))),
    saved: [q, k, v, ...biases],
    gradients: (dy, [keptQ, keptK, keptV, ...added]) => {
      const [queries, keys, values, slopes] = [split(keptQ!), split(keptK!), split(keptV!), split(dy)];
      const shares = probabilities(queries, keys, added);
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
}

/** The mask as it is added to scores, float32 [batch, length]. */
function maskOf(
  tf: TensorFlow,
  mask: Tensor2D | undefined,
  { batch, length }: AttentionAttributes,
): Tensor | undefined {
  if (mask === undefined || mask.dtype === "float32") return checked(mask);
  return tf.mul(tf.cast(tf.logicalNot(checked(mask)), "float32"), masked);

  function checked<Mask extends Tensor2D | undefined>(given: Mask): Mask {
    if (given !== undefined && (given.shape[0] !== batch || given.shape[1] !== length)) {
      throw new RangeError(
        `attention expected a mask over keys of shape [${batch}, ${length}], got [${given.shape.join(", ")}]`,
      );
    }
    return given;
  }
}

/** What is added to the scores of keys that come after the query, [length, length]. */
function laterKeys(tf: TensorFlow, length: number): Tensor {
  const positions = tf.range(0, length, 1, "float32");
  const after = tf.greater(tf.reshape(positions, [1, length]), tf.reshape(positions, [length, 1]));
  return tf.mul(tf.cast(after, "float32"), later);
}

function extentOf(
  { shape }: Tensor,
  { heads, batch, causal = false }: AttentionOptions,
): AttentionAttributes {
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
  return { batch: sequences, length, heads, causal };
}
