import type { Tensor2D } from "@tensorflow/tfjs";

import type { FamilyPlan } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";
import { classifier } from "./classifier.ts";
import { encoderBlock, normalise } from "./encoder-block.ts";
import { rows, tokensOf } from "./network.ts";
import type { Network, Stage } from "./network.ts";

type DistilBert = Extract<FamilyPlan["model"], { family: "distilbert" }>;

/** Of every DistilBERT: its configuration has no key for it. */
const eps = 1e-12;

/** `distilbert` of core's model/families/distilbert.ts. */
export function distilbert(tf: TensorFlow, model: DistilBert): Network {
  const { dim, nHeads: heads, activation } = model;
  const stem: Stage = (weights, _, batch) => {
    const { count, length, ids } = tokensOf(batch);
    const table = (name: string): Tensor2D =>
      weights.get(`distilbert.embeddings.${name}_embeddings.weight`) as Tensor2D;
    const places = tf.tile(tf.slice2d(table("position"), [0, 0], [length, -1]), [count, 1]);
    const words = weights.lookUp(tf.reshape(ids, [-1]), "distilbert.embeddings.word_embeddings");
    return normalise(tf, weights, tf.add(words, places), "distilbert.embeddings.LayerNorm", eps);
  };
  const blocks = Array.from({ length: model.nLayers }, (_, layer) => {
    const module = `distilbert.transformer.layer.${layer}`;
    return encoderBlock(tf, {
      heads,
      eps,
      activation,
      query: `${module}.attention.q_lin`,
      key: `${module}.attention.k_lin`,
      value: `${module}.attention.v_lin`,
      output: `${module}.attention.out_lin`,
      attentionNorm: `${module}.sa_layer_norm`,
      inner: `${module}.ffn.lin1`,
      outer: `${module}.ffn.lin2`,
      outputNorm: `${module}.output_layer_norm`,
    });
  });
  const first: Stage = (_, x, batch) => {
    const { count, length } = tokensOf(batch);
    const tokens = tf.reshape(rows(x), [count, length, dim]);
    return tf.reshape(tf.slice(tokens, [0, 0, 0], [count, 1, dim]), [count, dim]);
  };
  return classifier(
    tf,
    [stem, ...blocks, first],
    (weights, x) => weights.linear(x, "classifier"),
    (weights, x) => tf.relu(weights.linear(x, "pre_classifier")),
  );
}
