import type { Tensor2D } from "@tensorflow/tfjs";

import type { FamilyPlan } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";
import { attention, embedding, tiedCrossEntropy } from "../ops/index.ts";
import { activate, normalise } from "./encoder-block.ts";
import { rows, tokensOf } from "./network.ts";
import type { EngineBatch, Network, Stage } from "./network.ts";
import type { Weights } from "./weights.ts";

type Gpt2 = Extract<FamilyPlan["model"], { family: "gpt2" }>;

const embeddings = "transformer.wte";

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
    const table = weights.get(`${embeddings}.weight`) as Tensor2D;
    return tf.add(embedding(tf, table, tf.reshape(ids, [-1])), places);
  };
  const block =
    (layer: number): Stage =>
    (weights, x, batch) => {
      const { count, length, mask } = tokensOf(batch);
      const module = `transformer.h.${layer}`;
      const input = rows(x);
      const all = weights.linear(
        normalise(tf, weights, input, `${module}.ln_1`, eps),
        `${module}.attn.c_attn`,
      );
      const [query, key, value] = tf.split(all, 3, 1) as [Tensor2D, Tensor2D, Tensor2D];
      const mixed = attention(tf, query, key, value, { count, length, heads, mask, causal: true });
      const attended: Tensor2D = tf.add(input, weights.linear(mixed, `${module}.attn.c_proj`));
      const normal = normalise(tf, weights, attended, `${module}.ln_2`, eps);
      const inner = activate(tf, weights.linear(normal, `${module}.mlp.c_fc`), activationFunction);
      return tf.add(attended, weights.linear(inner, `${module}.mlp.c_proj`));
    };
  const predicting = (weights: Weights, x: Tensor2D, batch: EngineBatch): Tensor2D => {
    const { targets } = tokensOf(batch);
    if (targets.kind !== "tokens") throw new RangeError("a language model predicts tokens, not labels");
    return normalise(tf, weights, tf.gather(x, targets.places), "transformer.ln_f", eps);
  };
  return {
    stages: [stem, ...Array.from({ length: model.nLayer }, (_, layer) => block(layer))],
    logits: (weights, x, batch) =>
      tf.matMul(predicting(weights, rows(x), batch), weights.get(`${embeddings}.weight`), false, true),
    loss(weights, x, batch) {
      const { targets } = batch;
      if (targets.kind !== "tokens") throw new RangeError("a language model predicts tokens, not labels");
      const hidden = predicting(weights, rows(x), batch);
      return tiedCrossEntropy(tf, hidden, weights.get(`${embeddings}.weight`) as Tensor2D, targets.next);
    },
  };
}
