import type { Tensor2D } from "@tensorflow/tfjs";

import type { FamilyPlan } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";
import { attention, tiedCrossEntropy, tiedLosses } from "../ops/index.ts";
import { activate, normalise } from "./encoder-block.ts";
import { rows, tokensOf } from "./network.ts";
import type { EngineBatch, Network, Stage } from "./network.ts";
import type { Weights } from "./weights.ts";

type Gpt2 = Extract<FamilyPlan["model"], { family: "gpt2" }>;

const embeddings = "transformer.wte";

/** Rows whose logits are held at a time: with 50,257 tokens 13 MB. */
const chunkRows = 64;

/**
 * `gpt2` of core's model/families/gpt2.ts: hidden states are [count x length, nEmbd]. The head normalises and compares with the
 * token embeddings only the places whose next token counts.
 */
export function gpt2(tf: TensorFlow, model: Gpt2): Network {
  const { nHead: heads, layerNormEpsilon: eps, activationFunction } = model;
  const stem: Stage = (weights, _, batch) => {
    const { count, length, ids } = tokensOf(batch);
    const positions = weights.get("transformer.wpe.weight") as Tensor2D;
    const places = tf.tile(tf.slice2d(positions, [0, 0], [length, -1]), [count, 1]);
    return tf.add(weights.lookUp(tf.reshape(ids, [-1]), embeddings), places);
  };
  const block =
    (layer: number): Stage =>
    (weights, x, batch) => {
      const module = `transformer.h.${layer}`;
      const input = rows(x);
      const all = weights.linear(
        normalise(tf, weights, input, `${module}.ln_1`, eps),
        `${module}.attn.c_attn`,
      );
      const [query, key, value] = tf.split(all, 3, 1) as [Tensor2D, Tensor2D, Tensor2D];
      const mixed = attention(tf, query, key, value, { batch: batch.count, heads, causal: true });
      const attended: Tensor2D = tf.add(input, weights.linear(mixed, `${module}.attn.c_proj`));
      const normal = normalise(tf, weights, attended, `${module}.ln_2`, eps);
      const inner = activate(tf, weights.linear(normal, `${module}.mlp.c_fc`), activationFunction);
      return tf.add(attended, weights.linear(inner, `${module}.mlp.c_proj`));
    };
  /** Places in the batch whose next token counts, as the head sees them, and those tokens. */
  const predicting = (weights: Weights, x: Tensor2D, batch: EngineBatch) => {
    const { targets } = tokensOf(batch);
    if (targets.kind !== "tokens") throw new RangeError("a language model predicts tokens, not labels");
    return {
      hidden: normalise(tf, weights, tf.gather(x, targets.places), "transformer.ln_f", eps),
      table: weights.get(`${embeddings}.weight`) as Tensor2D,
      next: targets.next,
    };
  };
  return {
    predicts: "tokens",
    stages: [stem, ...Array.from({ length: model.nLayer }, (_, layer) => block(layer))],
    logits(weights, x, batch) {
      const { hidden, table } = predicting(weights, rows(x), batch);
      return tf.matMul(hidden, table, false, true);
    },
    losses(weights, x, batch) {
      const { hidden, table, next } = predicting(weights, rows(x), batch);
      return tiedLosses(tf, hidden, table, next, chunkRows);
    },
    loss(weights, x, batch) {
      const { hidden, table, next } = predicting(weights, rows(x), batch);
      const trained = weights.isTrained(`${embeddings}.weight`);
      return tiedCrossEntropy(tf, hidden, table, next, { chunkRows, trained });
    },
  };
}
