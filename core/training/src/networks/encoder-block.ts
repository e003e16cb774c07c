import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs";

import type { TensorFlow } from "../engine/index.ts";
import { attention, gelu, geluNew, layerNorm } from "../ops/index.ts";
import { rows, tokensOf } from "./network.ts";
import type { Stage } from "./network.ts";
import type { Weights } from "./weights.ts";

export type Activation = "gelu" | "gelu_new" | "relu";

/** A block of a transformer's encoder: how it computes and what its modules are called. */
export interface EncoderBlock {
  readonly heads: number;
  readonly eps: number;
  readonly activation: Activation;
  readonly query: string;
  readonly key: string;
  readonly value: string;
  readonly output: string;
  readonly attentionNorm: string;
  readonly inner: string;
  readonly outer: string;
  readonly outputNorm: string;
}

/** Attention over all tokens of a text, then two layers, each followed by a sum and a normalisation (post-LN; Vaswani et al. 2017, section 3.1). */
export function encoderBlock(tf: TensorFlow, block: EncoderBlock): Stage {
  const { heads, eps } = block;
  return (weights, x, batch) => {
    const { mask } = tokensOf(batch);
    const input = rows(x);
    // Added to the score of each key: nothing for a token, what leaves no probability for padding.
    const additive: Tensor2D = tf.mul(tf.sub(mask, 1), 1e9);
    const [query, key, value] = [block.query, block.key, block.value].map((module) =>
      weights.linear(input, module),
    );
    const mixed = attention(tf, query!, key!, value!, { batch: batch.count, heads, mask: additive });
    const attended = normalise(
      tf,
      weights,
      tf.add(input, weights.linear(mixed, block.output)),
      block.attentionNorm,
      eps,
    );
    const inner = activate(tf, weights.linear(attended, block.inner), block.activation);
    return normalise(
      tf,
      weights,
      tf.add(attended, weights.linear(inner, block.outer)),
      block.outputNorm,
      eps,
    );
  };
}

export function activate(tf: TensorFlow, x: Tensor2D, activation: Activation): Tensor2D {
  switch (activation) {
    case "gelu":
      return gelu(tf, x);
    case "gelu_new":
      return geluNew(tf, x);
    case "relu":
      return tf.relu(x);
    default:
      return activation satisfies never;
  }
}

/** Layer normalisation by the module's weight and bias. */
export function normalise(
  tf: TensorFlow,
  weights: Weights,
  x: Tensor2D,
  module: string,
  eps: number,
): Tensor2D {
  const [gamma, beta] = [`${module}.weight`, `${module}.bias`];
  const trained = weights.isTrained(gamma) || weights.isTrained(beta);
  return layerNorm(tf, x, weights.get(gamma) as Tensor1D, weights.get(beta) as Tensor1D, eps, trained);
}
