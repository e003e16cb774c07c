import type { Tensor2D } from "@tensorflow/tfjs";

import type { FamilyPlan } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";
import { classifier } from "./classifier.ts";
import { encoderBlock, normalise } from "./encoder-block.ts";
import { rows, tokensOf } from "./network.ts";
import type { Network, Stage } from "./network.ts";

type Bert = Extract<FamilyPlan["model"], { family: "bert" }>;

/** `bert` of core's model/families/bert.ts: hidden states are [count x length, hiddenSize]. */
export function bert(tf: TensorFlow, model: Bert): Network {
  const { numAttentionHeads: heads, layerNormEps: eps, hiddenAct, numHiddenLayers, pooling } = model;
  const stem: Stage = (weights, _, batch) => {
    const { count, length, ids } = tokensOf(batch);
    const table = (name: string): Tensor2D =>
      weights.get(`bert.embeddings.${name}_embeddings.weight`) as Tensor2D;
    const places = tf.tile(tf.slice2d(table("position"), [0, 0], [length, -1]), [count, 1]);
    // Every token is of the first type: a text is never the second of a pair.
    const type = tf.slice2d(table("token_type"), [0, 0], [1, -1]);
    const words = weights.lookUp(tf.reshape(ids, [-1]), "bert.embeddings.word_embeddings");
    return normalise(tf, weights, tf.add(tf.add(words, places), type), "bert.embeddings.LayerNorm", eps);
  };
  const blocks = Array.from({ length: numHiddenLayers }, (_, layer) => {
    const module = `bert.encoder.layer.${layer}`;
    return encoderBlock(tf, {
      heads,
      eps,
      activation: hiddenAct,
      query: `${module}.attention.self.query`,
      key: `${module}.attention.self.key`,
      value: `${module}.attention.self.value`,
      output: `${module}.attention.output.dense`,
      attentionNorm: `${module}.attention.output.LayerNorm`,
      inner: `${module}.intermediate.dense`,
      outer: `${module}.output.dense`,
      outputNorm: `${module}.output.LayerNorm`,
    });
  });
  const pool: Stage = (weights, x, batch) => {
    const { count, length, mask } = tokensOf(batch);
    const tokens = tf.reshape(rows(x), [count, length, model.hiddenSize]);
    if (pooling === "mean") {
      const each = tf.reshape(mask, [count, length, 1]);
      return tf.div(tf.sum(tf.mul(tokens, each), 1), tf.sum(each, 1));
    }
    const first: Tensor2D = tf.reshape(tf.slice(tokens, [0, 0, 0], [count, 1, model.hiddenSize]), [
      count,
      model.hiddenSize,
    ]);
    return pooling === "cls" ? first : tf.tanh(weights.linear(first, "bert.pooler.dense"));
  };
  return classifier(tf, [stem, ...blocks, pool], (weights, x) => weights.linear(x, "classifier"));
}
