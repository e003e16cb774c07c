import { z } from "zod";

import { embeddingTensor, linearTensors, normTensors } from "../family.ts";
import type { FamilyDefinition } from "../family.ts";
import { readsText } from "./reads-text.ts";

const size = z.int().min(1).max(1_000_000);

/** The fields are those of transformers' DistilBertConfig. */
export const distilbertSchema = z.strictObject({
  family: z.literal("distilbert"),
  vocabSize: size,
  dim: size,
  nLayers: z.int().min(1).max(200),
  nHeads: z.int().min(1).max(1_000),
  hiddenDim: size,
  maxPositionEmbeddings: size,
  activation: z.enum(["gelu", "relu"]).default("gelu"),
});

/** DistilBERT (Sanh et al. 2019) with a classifier, under the names of transformers' DistilBertForSequenceClassification. */
export const distilbert: FamilyDefinition<z.output<typeof distilbertSchema>> = {
  predicts: "labels",
  problem({ dim, nHeads, maxPositionEmbeddings }, input) {
    if (dim % nHeads !== 0) {
      return { path: ["model", "nHeads"], message: `expected a divisor of dim, ${dim}, got ${nHeads}` };
    }
    return readsText("distilbert", input, maxPositionEmbeddings);
  },
  describe({ vocabSize, dim, nLayers, hiddenDim, maxPositionEmbeddings }, _, labels) {
    const head = nLayers + 2;
    const layers = Array.from({ length: nLayers }, (_, layer) => {
      const module = `distilbert.transformer.layer.${layer}`;
      const place = { stage: layer + 1 };
      return [
        ...["q_lin", "k_lin", "v_lin", "out_lin"].flatMap((part) =>
          linearTensors(`${module}.attention.${part}`, dim, dim, place),
        ),
        ...normTensors(`${module}.sa_layer_norm`, dim, place),
        ...linearTensors(`${module}.ffn.lin1`, dim, hiddenDim, place),
        ...linearTensors(`${module}.ffn.lin2`, hiddenDim, dim, place),
        ...normTensors(`${module}.output_layer_norm`, dim, place),
      ];
    });
    return {
      tensors: [
        embeddingTensor("distilbert.embeddings.word_embeddings", vocabSize, dim, [0], { lookedUp: true }),
        embeddingTensor("distilbert.embeddings.position_embeddings", maxPositionEmbeddings, dim, [0]),
        ...normTensors("distilbert.embeddings.LayerNorm", dim, { stage: 0 }),
        ...layers.flat(),
        ...linearTensors("pre_classifier", dim, dim, { stage: head, head: true, rectified: true }),
        ...linearTensors("classifier", dim, labels, { stage: head, head: true }),
      ],
      adapted: ["q_lin", "v_lin"],
      stages: head + 1,
      lastBlock: nLayers,
    };
  },
  transformers: () => ({
    modelType: "distilbert",
    architecture: "DistilBertForSequenceClassification",
    task: "sequence-classification",
  }),
};
