import type { Tensor2D, Tensor3D } from "@tensorflow/tfjs";

import type { FamilyPlan } from "@tributary/core/model";
import type { TensorFlow } from "../engine/index.ts";
import { attention } from "../ops/index.ts";
import { classifier } from "./classifier.ts";
import { activate, normalise } from "./encoder-block.ts";
import { rows, valuesOf } from "./network.ts";
import type { EngineBatch, Network, Stage } from "./network.ts";

type Vit = Extract<FamilyPlan["model"], { family: "vit" }>;

/** `vit` of core's model/families/vit.ts: hidden states are [count x (1 + patches), hiddenSize]. */
export function vit(tf: TensorFlow, model: Vit): Network {
  const { imageSize, patchSize, hiddenSize, numAttentionHeads: heads, layerNormEps: eps, hiddenAct } = model;
  const across = imageSize / patchSize;
  const length = across ** 2 + 1;
  const projection = "vit.embeddings.patch_embeddings.projection";

  /** Each patch as a row: its pixels row by row, channels last, as the kernel lies. */
  const patchesOf = (batch: EngineBatch): Tensor2D => {
    const { count, input } = valuesOf(batch);
    const line = patchSize * model.numChannels;
    const lines = tf.reshape(input, [count * across, patchSize, across, line]);
    return tf.reshape(tf.transpose(lines, [0, 2, 1, 3]), [count * across ** 2, patchSize * line]);
  };
  const stem: Stage = (weights, _, batch) => {
    const { count } = batch;
    // A convolution whose windows do not overlap is a product with each of them.
    const kernel: Tensor2D = tf.reshape(weights.kernel(projection, `${projection}.weight`), [-1, hiddenSize]);
    const embedded = tf.add(tf.matMul(patchesOf(batch), kernel), weights.get(`${projection}.bias`));
    const patches: Tensor3D = tf.reshape(embedded, [count, length - 1, hiddenSize]);
    const first: Tensor3D = tf.tile(weights.get("vit.embeddings.cls_token") as Tensor3D, [count, 1, 1]);
    const tokens = tf.add(tf.concat([first, patches], 1), weights.get("vit.embeddings.position_embeddings"));
    return tf.reshape(tokens, [count * length, hiddenSize]);
  };
  const block =
    (layer: number): Stage =>
    (weights, x, { count }) => {
      const module = `vit.encoder.layer.${layer}`;
      const input = rows(x);
      const normal = normalise(tf, weights, input, `${module}.layernorm_before`, eps);
      const [query, key, value] = ["query", "key", "value"].map((part) =>
        weights.linear(normal, `${module}.attention.attention.${part}`),
      );
      const mixed = attention(tf, query!, key!, value!, { batch: count, heads });
      const attended: Tensor2D = tf.add(input, weights.linear(mixed, `${module}.attention.output.dense`));
      const after = normalise(tf, weights, attended, `${module}.layernorm_after`, eps);
      const inner = activate(tf, weights.linear(after, `${module}.intermediate.dense`), hiddenAct);
      return tf.add(attended, weights.linear(inner, `${module}.output.dense`));
    };
  // A layer normalisation is of each row by itself, so only the class token's is computed.
  const pool: Stage = (weights, x, { count }) => {
    const tokens = tf.reshape(rows(x), [count, length, hiddenSize]);
    const first: Tensor2D = tf.reshape(tf.slice(tokens, [0, 0, 0], [count, 1, hiddenSize]), [
      count,
      hiddenSize,
    ]);
    return normalise(tf, weights, first, "vit.layernorm", eps);
  };
  const blocks = Array.from({ length: model.numHiddenLayers }, (_, layer) => block(layer));
  return classifier(tf, [stem, ...blocks, pool], (weights, x) => weights.linear(x, "classifier"));
}
